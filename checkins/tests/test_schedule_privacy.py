"""What a person did and wrote around meetings goes along with them, and is erased with them."""

from datetime import timedelta

import pytest

from checkins import privacy
from checkins.models import (
    CheckIn,
    CheckInChange,
    FreeException,
    FreeWeek,
    MetElsewhere,
    Note,
    Report,
    ReportAddendum,
    ReportReply,
)
from checkins.services import (
    agree_rhythm,
    log_check_in,
    move_check_in,
    pick_time,
    propose_check_in,
    propose_rhythm,
)
from checkins.tests.make import THURSDAY, make_check_in, make_report
from mentorship.cadence import Cadence
from mentorship.tests.make import NOW

DAY = timedelta(days=1)
HERS, HIS = "HER-WORDS", "HIS-WORDS"


@pytest.fixture
def written(pairing, as_mentee, as_mentor, maria, omar) -> None:
    """Each has left a line wherever this floor takes one."""
    for person, words, days in ((maria, HERS, 0), (omar, HIS, 3)):
        check_in = make_check_in(
            pairing,
            starts_at=THURSDAY + days * DAY,
            local_on=THURSDAY.date() + days * DAY,
            rule_on=None,
        )
        to = THURSDAY + (days + 1) * DAY
        move_check_in(check_in=check_in, by=person, starts_at=to, line=words, now=NOW)
        on = NOW.date() - (days + 1) * DAY
        log_check_in(pairing=pairing, by=person, on=on, minutes=30, line=words, now=NOW)
    for member, other, words in ((as_mentee, as_mentor, HERS), (as_mentor, as_mentee, HIS)):
        report = make_report(member, accomplished=words, wanted=words, energy=2, mood="stuck")
        facts = {"report": report, "at": NOW}
        ReportAddendum.objects.create(text=words, client_token="1", **facts)
        back = HIS if words == HERS else HERS
        ReportReply.objects.create(by=other, kind="line", text=back, **facts)
        for ink in Note.Ink:
            Note.objects.create(author=member, ink=ink, text=words, written_at=NOW)


@pytest.fixture
def proposed(pairing, maria, omar) -> None:
    """Maria proposes times and a rhythm, and Omar says yes to both."""
    times = [THURSDAY + 8 * DAY, THURSDAY + 9 * DAY]
    proposal = propose_check_in(pairing=pairing, by=maria, times=times, minutes=30, now=NOW)
    pick_time(proposal=proposal, by=omar, times=[proposal.times.last().pk], now=NOW)
    cadence = Cadence(every="weekly", at=pairing.at, zone=pairing.zone, weekday=1)
    rhythm = propose_rhythm(pairing=pairing, by=maria, cadence=cadence, now=NOW)
    agree_rhythm(proposal=rhythm, by=omar, now=NOW)


def test_export_has_ones_own_lines_everywhere_and_no_line_of_the_other(written, maria) -> None:
    told = privacy.export(maria)
    lines = [row["line"] for row in (*told["changes"], *told["met_elsewhere"])]
    assert lines == [HERS, HERS]
    assert [row["text"] for row in told["notes"]] == [HERS] * 3
    (report,) = told["reports"]
    assert (report["accomplished"], report["energy"]) == (HERS, 2)
    assert [row["text"] for row in report["added"]] == [HERS]
    assert [row["text"] for row in told["report_replies"]] == [HERS]
    # What was said to her is hers to take along, and it is all there is of his.
    assert [row["text"] for row in report["replies"]] == [HIS]
    assert str(told).count(HIS) == 1


def test_export_has_times_and_rhythms_that_were_proposed_and_answered(proposed, maria, omar):
    hers, his = privacy.export(maria), privacy.export(omar)
    assert [row["proposal__state"] for row in hers["proposed_times"]] == ["picked", "picked"]
    assert [row["time__starts_at"] for row in his["times_that_suited"]] == [THURSDAY + 9 * DAY]
    assert [row["state"] for row in hers["rhythms_proposed"]] == ["agreed"]
    assert [row["proposal__every"] for row in his["rhythms_agreed"]] == ["weekly"]
    assert his["proposed_times"] == his["rhythms_proposed"] == hers["times_that_suited"] == []


def test_erase_leaves_no_word_of_hers_and_every_word_of_his(written, maria) -> None:
    FreeWeek.objects.create(person=maria, hours=[9], said_at=NOW)
    facts = {"begins": "09:00", "until": "10:00", "is_free": True}
    FreeException.objects.create(person=maria, day=NOW.date(), **facts)
    before = everything().count(HIS)
    privacy.erase(maria)
    left = everything()
    assert HERS not in left
    assert left.count(HIS) == before
    assert not FreeWeek.objects.exists() and not FreeException.objects.exists()


def test_erase_leaves_nothing_about_her_week(written, as_mentee, maria) -> None:
    privacy.erase(maria)
    report = Report.objects.get(member=as_mentee)
    assert (report.mood, report.energy, report.answers()) == ("", None, [])


def test_erase_keeps_when_they_met_since_it_is_the_others_rhythm_too(written, maria) -> None:
    before = set(CheckIn.objects.values_list("starts_at", "state"))
    privacy.erase(maria)
    assert set(CheckIn.objects.values_list("starts_at", "state")) == before


def everything() -> str:
    models = (CheckInChange, MetElsewhere, Note, Report, ReportAddendum, ReportReply)
    return str([list(model.objects.values()) for model in models])
