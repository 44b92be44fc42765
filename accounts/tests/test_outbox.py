"""Queueing is idempotent, and what has not left can be taken back."""

from datetime import timedelta

import pytest

from accounts import mailkinds
from accounts.models import Message
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from accounts.tests.kinds import kind
from accounts.tests.make import NOW, make_message


def test_queue_message_twice_keeps_the_first(ana) -> None:
    first = make_message(ana, dedupe_key="one", params={"a": 1})
    again = make_message(ana, dedupe_key="one", params={"a": 2})
    assert again == first
    assert again.params == {"a": 1}
    assert Message.objects.count() == 1


def test_queue_message_takes_its_end_from_the_kind(ana) -> None:
    due = NOW + timedelta(hours=1)
    message = make_message(ana, due_at=due)
    assert (message.due_at, message.not_after) == (due, due + timedelta(days=30))
    assert message.state == Message.State.PENDING


def test_queue_message_gives_each_a_message_id_of_this_site(ana, settings) -> None:
    settings.SITE_URL = "https://m.example.org"
    message = make_message(ana)
    assert message.message_id.endswith("@m.example.org>")
    assert message.message_id != make_message(ana).message_id


def test_queue_message_refuses_a_kind_that_nobody_declared(ana) -> None:
    with pytest.raises(LookupError):
        make_message(ana, kind="accounts.nobody_knows")


def test_queue_messages_puts_many_in_with_few_statements(
    ana, django_assert_max_num_queries
) -> None:
    drafts = [
        draft_message(
            kind="accounts.test_notice",
            person=ana,
            about=ana,
            scope="program:7",
            now=NOW,
            dedupe_key=f"many:{number}",
        )
        for number in range(100)
    ]
    with django_assert_max_num_queries(4):  # SQLite takes few values at once
        queue_messages(drafts)
    queue_messages(drafts[:3])
    assert Message.objects.in_scope("program:7").count() == 100


def test_cancel_messages_takes_back_what_waits_or_is_only_claimed(ana) -> None:
    _waiting, claimed, begun = (make_message(ana) for _ in range(3))
    lease = {"state": "claimed", "lease_until": NOW}
    Message.objects.filter(pk=claimed.pk).update(**lease)
    Message.objects.filter(pk=begun.pk).update(**lease, data_started_at=NOW)
    assert cancel_messages(about=ana, reason="The meeting moved.", now=NOW) == 2
    states = Message.objects.order_by("pk").values_list("state", "reason")
    assert list(states) == [("cancelled", "The meeting moved.")] * 2 + [("claimed", "")]


def test_cancel_messages_keeps_to_the_kinds_and_person_it_is_told(ana) -> None:
    make_message(ana, kind="accounts.test_held")
    make_message(ana)
    assert cancel_messages(about=ana, reason="x", now=NOW, kinds=["accounts.test_held"]) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": True},
        {},
    ],
)
def test_register_refuses_a_row_that_breaks_the_table_of_kinds(changes) -> None:
    name = "test_wrong" if changes else "test_notice"  # the last one: a name that is taken
    with pytest.raises(ValueError, match="accounts"):
        mailkinds.register(kind(name, **changes))
