"""What somebody keeps to pass on: links, books, contacts, each with what one may skip."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember


class ShelfQuerySet(models.QuerySet["ShelfItem"]):
    def of(self, user: Any) -> ShelfQuerySet:
        """A shelf is its owner's alone; others read what was shared with them."""
        return self.filter(owner=user)

    def kept(self) -> ShelfQuerySet:
        return self.filter(archived_at=None)


class ShelfItem(models.Model):
    class Kind(models.TextChoices):
        LINK = "link", _("a link")
        BOOK = "book", _("a book")
        CONTACT = "contact", _("a person to talk to")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shelf")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(_("what is it?"), max_length=160)
    url = models.URLField(_("where is it?"), blank=True)
    note = models.TextField(_("what is it good for?"), max_length=1000, blank=True)
    skip = models.CharField(_("what would you skip?"), max_length=240, blank=True)
    client_token = models.CharField(max_length=36)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ShelfQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "client_token"], name="shelf_once_per_form")
        ]

    def __str__(self) -> str:
        return f"shelf item {self.pk}"


class ShelfShareQuerySet(models.QuerySet["ShelfShare"]):
    def received_by(self, user: Any) -> ShelfShareQuerySet:
        """While the pairing lasts in which it was shared."""
        working = Pairing.objects.holding_seats()
        rows = self.filter(member__enrollment__user=user, member__pairing__in=working)
        # Whoever has left a group takes along what they shared in it.
        return rows.filter(member__pairing__members__enrollment__user=F("item__owner"))

    def newest_first(self) -> ShelfShareQuerySet:
        return self.select_related("item__owner", "member__pairing__cohort__program").order_by(
            "-id"
        )


class ShelfShare(AppendOnly):
    """One thing from a shelf, passed on to one person of a pairing that its owner is in."""

    item = models.ForeignKey(ShelfItem, models.CASCADE, related_name="shares")
    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="shelf_shares")
    shared_at = models.DateTimeField()

    objects = ShelfShareQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="shelf_share_once")]

    def __str__(self) -> str:
        return f"shelf item {self.item_id} for member {self.member_id}"
