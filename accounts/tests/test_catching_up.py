"""After a long stop: one mail a person, in their pace, and none about what is past."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db.models.functions import Now
from django.test import Client

from accounts.delivery import reasons, transport
from accounts.delivery.catchup import CatchUp, notice
from accounts.delivery.run import deliver_due
from accounts.models import MailSwitch, Message, Tick, User
from accounts.services.clockwork import tick
from accounts.tests.make import NOW, make_message, make_person

LATE = NOW - timedelta(hours=2)
EPISODE = CatchUp(since=NOW, holds=False)
ASKED, BRIEF, NOTICE = "accounts.test_asked", "accounts.test_brief", "accounts.test_notice"
pytestmark = pytest.mark.usefixtures("fast")


@pytest.fixture
def fast(db, settings) -> None:
    """A bucket that is full."""
    settings.CATCH_UP_PER_MINUTE = 6000
    transport.grant(0)


def late(person: User, kind: str = ASKED, **changes: object) -> Message:
    return make_message(person, kind=kind, **{"now": LATE, **changes})


def catch_up(now: datetime = NOW, episode: CatchUp = EPISODE) -> None:
    deliver_due(now, episode=episode)


def states() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("kind", "state"))


def stopped(**ago: int) -> None:
    Tick.objects.update_or_create(pk=1, defaults={"last_at": None})
    Tick.objects.update(last_at=Now() - timedelta(**ago))


@pytest.mark.parametrize(
    ("ago", "catches_up", "holds"),
    [({"minutes": 29}, False, False), ({"minutes": 31}, True, False), ({"hours": 7}, True, True)],
)
def test_notice_sees_how_long_nobody_looked(ago, catches_up: bool, holds: bool) -> None:
    stopped(**ago)
    episode = notice()
    assert (episode is not None) is catches_up
    assert (episode is not None and episode.holds) is holds
    assert (notice() is not None) is catches_up  # for every worker, for an hour


def test_notice_ends_after_an_hour() -> None:
    stopped(minutes=1)
    Tick.objects.update(catching_up_since=Now() - timedelta(minutes=61))
    assert notice() is None
    assert Tick.objects.get().catching_up_since is None


@pytest.mark.parametrize("leaves", [True, False])
def test_a_tick_catches_up_only_where_mail_leaves_this_machine(ana, sink, settings, leaves) -> None:
    settings.EMAIL_URL = sink.url if leaves else ""
    stopped(hours=7)
    late(ana, NOTICE)
    tick(NOW)
    assert states() == [(NOTICE, "pending" if leaves else "sent")]


def test_notice_says_nothing_before_the_first_tick(db) -> None:
    assert notice() is None


def test_several_late_mails_come_as_one(ana) -> None:
    told = [late(ana), late(ana, BRIEF)]
    catch_up()
    digest = Message.objects.get(kind="accounts.while_away")
    assert (digest.state, digest.text.count("## A note for you")) == ("sent", 2)
    for message in told:
        message.refresh_from_db()
        assert (message.state, message.told_in) == ("collapsed", digest)
        assert message.reason == reasons.TOLD_TOGETHER


def test_one_late_mail_comes_as_itself(ana) -> None:
    late(ana)
    catch_up()
    assert states() == [(ASKED, "sent")]


def test_what_is_past_is_told_in_no_mail(ana) -> None:
    late(ana, not_after=NOW - timedelta(minutes=1))
    late(ana)
    catch_up()
    assert states() == [(ASKED, "expired"), (ASKED, "sent")]


def test_what_nobody_wants_any_more_is_taken_out_of_the_one_mail(ana) -> None:
    unwanted = late(ana, params={"not_wanted": "Answered."})
    late(ana)
    catch_up()
    unwanted.refresh_from_db()
    digest = Message.objects.get(kind="accounts.while_away")
    assert (unwanted.state, unwanted.reason) == ("suppressed", "Answered.")
    assert digest.text.count("## A note for you") == 1


def test_the_one_mail_stays_away_when_nothing_is_left_to_tell(ana) -> None:
    for _ in range(2):
        late(ana, params={"not_wanted": "Answered."})
    catch_up()
    digest = Message.objects.get(kind="accounts.while_away")
    assert (digest.state, digest.reason) == ("suppressed", reasons.NOTHING_LEFT)


def test_words_are_made_anew_when_a_part_is_withdrawn_before_any_server_has_them(ana, sink) -> None:
    first, _second = late(ana), late(ana)
    sink.at_data = "451 4.3.0 busy"
    catch_up()
    Message.objects.filter(pk=first.pk).update(params={"not_wanted": "Answered."})
    sink.at_data = ""
    catch_up(NOW + timedelta(minutes=2))
    (taken,) = sink.taken
    assert taken.as_string().count("## A note for you") == 1


def test_a_part_that_cannot_be_written_takes_no_other_along(ana) -> None:
    poison = late(ana, params={"broken": True})
    late(ana)
    catch_up()
    poison.refresh_from_db()
    assert (poison.state, poison.reason) == ("failed", reasons.NOT_MADE)
    assert Message.objects.get(kind="accounts.while_away").state == "sent"


def test_a_person_gets_one_mail_in_the_first_hour_and_the_rest_after(ana) -> None:
    late(ana, NOTICE)
    late(ana, NOTICE)
    late(ana)
    catch_up()
    waiting = Message.objects.pending().order_by("pk")
    assert Message.objects.sent().count() == 1
    assert {message.reason for message in waiting} == {reasons.WAITS_TURN}
    assert all(message.due_at >= NOW + timedelta(hours=1) for message in waiting)
    deliver_due(NOW + timedelta(minutes=71))
    assert Message.objects.sent().count() == 3


def test_what_cannot_wait_an_hour_and_must_be_known_goes_at_once(ana) -> None:
    late(ana, NOTICE)
    late(ana, NOTICE, not_after=NOW + timedelta(minutes=30))
    catch_up()
    assert states() == [(NOTICE, "sent"), (NOTICE, "sent")]


def test_what_somebody_does_meanwhile_is_told_at_once(ana) -> None:
    late(ana)
    make_message(ana, kind=NOTICE)
    catch_up()
    assert states() == [(ASKED, "sent"), (NOTICE, "sent")]


def test_while_held_nothing_but_the_urgent_leaves(ana) -> None:
    late(ana, NOTICE)
    make_message(ana, kind="accounts.sign_in_code", params={"code": "1"})
    catch_up(episode=CatchUp(since=NOW, holds=True))
    assert states() == [(NOTICE, "pending"), ("accounts.sign_in_code", "sent")]


def test_the_bucket_lets_no_more_out_than_it_holds(db, settings) -> None:
    settings.CATCH_UP_PER_MINUTE = 1  # so that none is added while this runs
    transport.Transport.objects.update(bucket=1, bucket_at=Now())
    for number in range(8):
        late(make_person(f"P{number}", zone="Europe/London"))
    catch_up()
    assert Message.objects.sent().count() == 1


def test_without_a_stop_there_is_no_bucket(ana) -> None:
    transport.Transport.objects.update(bucket=0, bucket_at=Now())
    for _ in range(3):
        late(ana)
    deliver_due(NOW)
    assert Message.objects.sent().count() == 3


def test_one_click_stops_all_that_the_one_mail_tells_of(ana, settings) -> None:
    late(ana, BRIEF)
    late(ana, "accounts.test_stream")
    catch_up()
    digest = Message.objects.get(kind="accounts.while_away")
    address = digest.headers["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_URL)
    with time_machine.travel(NOW):
        page = Client().get(address).content.decode()
        answer = Client().post(address, {"List-Unsubscribe": "One-Click"})
    assert "Stop mails about all of these?" in page and "Test notes" in page
    assert answer.status_code == 200
    streams = MailSwitch.objects.values_list("stream", flat=True)
    assert sorted(streams) == [BRIEF, "accounts.test_stream"]
