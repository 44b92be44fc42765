"""Three partners: what holds for two about reminders, coming prepared and the week holds for each."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from accounts.models import Message, User
from accounts.services.clockwork import tick
from accounts.testing import SmtpSink
from checkins.models import CheckIn, Preparation, Report
from checkins.services import (
    Overtaken,
    ReportWish,
    answer_report,
    move_check_in,
    prepare_check_in,
    send_report,
)
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.models import Pairing
from mentorship.tests.make import NOW, make_trio, member_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEP = 2 * HOUR
FRIDAY = NOW + 4 * DAY


@pytest.fixture
def sink(settings) -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        settings.EMAIL_URL = sink.url
        yield sink


@pytest.fixture
def people(maria, omar, eve) -> list[User]:
    return [maria, omar, eve]


@pytest.fixture
def trio(cohort, people) -> Pairing:
    return make_trio(cohort, *people)


def live(since: datetime, until: datetime) -> None:
    while since <= until:
        tick(since)
        since += STEP


def got(person: User, since: datetime = NOW) -> list[str]:
    """Kinds about meetings that the mail server took for them since then."""
    rows = Message.objects.filter(person=person, state="sent", sent_at__gt=since)
    kinds = rows.order_by("sent_at", "id").values_list("kind", flat=True)
    short = [kind.partition(".")[2] for kind in kinds]
    return [kind for kind in short if kind.startswith(("brief", "check_in"))]


def test_a_move_after_its_reminder_is_told_to_all_three_and_reminded_of_anew(
    sink, trio, people
) -> None:
    live(NOW, THURSDAY - 20 * HOUR)
    first = trio.check_ins.order_by("starts_at")[0]
    assert {tuple(got(one)) for one in people} == {("check_in_invited", "brief")}
    moved_at, tuesday = THURSDAY - 19 * HOUR, THURSDAY + 5 * DAY
    move_check_in(check_in=first, by=people[0], starts_at=tuesday, now=moved_at)
    live(moved_at, tuesday - HOUR)
    assert {tuple(got(one, moved_at - HOUR)) for one in people} == {("check_in_changed", "brief")}
    briefs = Message.objects.filter(kind="checkins.brief", state="sent", subject_id=first.pk)
    assert briefs.filter(sent_at__gt=moved_at, params__sequence=0).count() == 0


def test_a_meeting_planned_three_hours_before_makes_one_mail_for_each(sink, trio, people) -> None:
    Pairing.objects.filter(pk=trio.pk).update(ends_on=THURSDAY.date())
    start = THURSDAY - 3 * HOUR
    make_check_in(trio, created_at=start)
    live(start, THURSDAY + 2 * HOUR)
    assert [got(one) for one in people] == [["check_in_invited"]] * 3


def test_each_of_three_brings_lines_and_no_window_writes_over_another(trio, people) -> None:
    check_in = make_check_in(trio)
    for one in people:
        prepare_check_in(check_in=check_in, by=one, now=NOW, version=0, summary=one.name)
    with pytest.raises(Overtaken) as stopped:
        prepare_check_in(check_in=check_in, by=people[2], now=NOW, version=0, summary="Other")
    assert stopped.value.current.summary == people[2].name
    kept = Preparation.objects.order_by("id").values_list("summary", flat=True)
    assert list(kept) == [one.name for one in people]


def test_a_week_is_read_and_answered_by_both_others(trio, people) -> None:
    maria, omar, eve = people
    week, wish = date(2026, 11, 16), ReportWish(accomplished="Two talks.")
    report = send_report(
        member=member_of(trio, maria), week_on=week, wish=wish, by=maria, now=FRIDAY
    )
    answer_report(report=report, by=omar, kind="line", text="Which one?", now=FRIDAY)
    assert [Report.objects.waiting_for(one, FRIDAY).count() for one in people] == [0, 0, 1]
    answer_report(report=report, by=eve, kind="cheer", now=FRIDAY)
    assert [reply.by.person for reply in report.replies.all()] == [omar, eve]
    assert not Report.objects.waiting_for(eve, FRIDAY).exists()


def test_one_mail_a_week_brings_each_what_the_two_others_wrote(trio, people) -> None:
    week = date(2026, 11, 16)
    for one in people:
        wish = ReportWish(accomplished=f"Written by {one.name}.")
        member = member_of(trio, one)
        send_report(member=member, week_on=week, wish=wish, by=one, now=FRIDAY)
    mails = Message.objects.filter(kind="checkins.your_mentees")
    assert sorted(mails.values_list("person", flat=True)) == sorted(one.pk for one in people)


def test_nobody_beside_the_three_is_told_of_any_of_it(sink, trio, people, ada) -> None:
    live(NOW, THURSDAY - 20 * HOUR)
    assert CheckIn.objects.of_pairing(trio).exists()
    assert got(ada) == []
