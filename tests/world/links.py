"""A person’s own things, and links as they stand in mails."""

from __future__ import annotations

from accounts.models import Message, User
from accounts.services.invitations import invitation_url
from accounts.services.people import add_away
from accounts.signing import UNSUBSCRIBE
from accounts.tokens import issue_token
from checkins.mails.close_outs import CONFIRM
from goals import services as goals

from .pairs import place
from .rows import DAY, World


def add_own_things(world: World) -> None:
    today = world.now.date()
    world.things["away"] = add_away(
        person=world.maria,
        by=world.maria,
        from_on=today + 20 * DAY,
        until_on=today + 25 * DAY,
        now=world.now,
    )


def add_links(world: World) -> None:
    """Raw tokens, as they stand in mails."""
    now, scope = world.now, world["program[leaders]"].scope
    answer = goals.answer_token(world["promise[marias]"], now)
    confirm = issue_token(
        purpose=CONFIRM,
        about=world["close_out[marias]"],
        person=world.omar,
        scope=scope,
        now=now,
        expires_at=now + 30 * DAY,
    )
    place_of_lia = place(world["cohort[autumn]"], world.lia, "mentee")
    User.objects.filter(pk=world.lia.pk).update(password="!none")
    invitation = invitation_url(
        person=world.lia, about=place_of_lia, now=now, expires_at=now + 30 * DAY, scope=scope
    )
    message = Message.objects.filter(person=world.maria, kind="goals.goal_agreed").latest("pk")
    stop = issue_token(
        purpose=UNSUBSCRIBE,
        about=message,
        person=world.maria,
        scope=scope,
        now=now,
        expires_at=now + 30 * DAY,
    )
    world.things |= {
        "message": message,
        "token[stop]": stop.raw,
        "token[answer]": answer.raw,
        "token[confirm]": confirm.raw,
        "token[wrong]": answer.raw[:-1] + ("A" if answer.raw[-1] != "A" else "B"),
        "token[invitation]": invitation.rstrip("/").rpartition("/")[2],
    }
