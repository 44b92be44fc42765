"""What the forms of this floor share."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

USUAL_MINUTES = 45


def new_token() -> str:
    """Stands hidden in a form, so that a double click makes one thing."""
    return str(uuid.uuid4())


def area(rows: int = 4, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})
