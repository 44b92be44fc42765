"""Plain text of a mail: lines of readable length, one blank line between blocks."""

from __future__ import annotations

import re
import textwrap

from django import template

register = template.Library()


@register.filter
def wrapped(text: object) -> str:
    """Long lines broken at 76 characters; a link is never broken."""
    lines = str(text).splitlines() or [""]
    return "\n".join(
        textwrap.fill(line, 76, break_long_words=False, break_on_hyphens=False) for line in lines
    )


@register.filter
def quoted(text: object) -> str:
    return textwrap.indent(wrapped(text), "> ", lambda line: True)


@register.simple_block_tag
def blank_lines(content: str) -> str:
    """Never two blank lines in a row, none at the start."""
    return re.sub(r"\n{3,}", "\n\n", content).strip() + "\n"
