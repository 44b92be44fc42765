"""A link to a thing of any app that needs no foreign key upward."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models


def label_of(thing: models.Model) -> str:
    """«app.model» in lower case, as stored beside the id."""
    return str(thing._meta.label_lower)


def about_fields(thing: models.Model | None) -> dict[str, Any]:
    """The two columns that say what a row is about; empty for nothing in particular."""
    if thing is None:
        return {"subject_label": "", "subject_id": None}
    return {"subject_label": label_of(thing), "subject_id": thing.pk}


class About(models.Model):
    """What a row is about: a label and an id, and the opaque scope it belongs to."""

    subject_label = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    scope = models.CharField(max_length=40, blank=True, db_index=True)

    class Meta:
        abstract = True

    def subject(self) -> models.Model | None:
        """The thing itself, or None once it is gone."""
        if not self.subject_label or self.subject_id is None:
            return None
        return (
            apps.get_model(self.subject_label)._default_manager.filter(pk=self.subject_id).first()
        )
