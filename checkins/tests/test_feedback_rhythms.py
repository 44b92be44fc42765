"""Lines promised now and then, and logs that have been quiet."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import Message
from checkins.models import FeedbackRhythm
from checkins.queries.quiet_logs import lines_due, quiet_logs
from checkins.services import end_feedback_rhythm, give_feedback, promise_feedback_rhythm
from checkins.tests.make import make_feedback
from mentorship.services.pairings import close_pairing
from mentorship.tests.make import NOW, make_person

DAY = timedelta(days=1)


def promise(to, by, **changes) -> FeedbackRhythm:
    until_on = (NOW + 60 * DAY).date()
    facts = {"skill": "Leading meetings", "every": 1, "until_on": until_on, "now": NOW}
    return promise_feedback_rhythm(to=to, by=by, **(facts | changes))


def test_promise_feedback_rhythm_is_in_the_open_and_mails_nobody(as_mentee, maria, omar) -> None:
    rhythm = promise(as_mentee, omar)
    assert list(FeedbackRhythm.objects.visible_to(maria)) == [rhythm]
    assert not Message.objects.exists()


def test_promise_feedback_rhythm_both_ways(as_mentor, maria) -> None:
    assert promise(as_mentor, maria).member.person == maria


def test_promise_feedback_rhythm_needs_somebody_one_works_with(as_mentee, maria) -> None:
    for by in (make_person("Jo C"), maria):
        with pytest.raises(DomainError):
            promise(as_mentee, by)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_promise_feedback_rhythm_has_an_end_within_a_year(as_mentee, omar, days) -> None:
    with pytest.raises(DomainError, match="within a year"):
        promise(as_mentee, omar, until_on=(NOW + days * DAY).date())


def test_promise_feedback_rhythm_once_per_skill(as_mentee, omar) -> None:
    promise(as_mentee, omar)
    with pytest.raises(DomainError, match="already"):
        promise(as_mentee, omar, skill="leading  MEETINGS")
    later = NOW + 90 * DAY
    again = promise(as_mentee, omar, now=later, until_on=(later + 9 * DAY).date())
    assert FeedbackRhythm.objects.filter(ended_at=None).get() == again


def test_line_is_due_each_week_for_who_promised_it_alone(as_mentee, maria, omar) -> None:
    rhythm = promise(as_mentee, omar)
    assert lines_due(omar, NOW) == [rhythm]
    assert lines_due(maria, NOW) == []
    facts = {"kind": "affirm", "text": "Good.", "client_token": "a"}
    give_feedback(to=as_mentee, by=omar, now=NOW, skill="leading meetings", **facts)
    assert lines_due(omar, NOW + 6 * DAY) == []
    assert lines_due(omar, NOW + 7 * DAY) == [rhythm]


def test_line_on_something_else_is_another_line(as_mentee, as_mentor, omar) -> None:
    rhythm = promise(as_mentee, omar)
    make_feedback(as_mentor, as_mentee, skill="Writing")
    assert lines_due(omar, NOW) == [rhythm]


def test_end_feedback_rhythm_is_theirs(as_mentee, maria, omar) -> None:
    rhythm = promise(as_mentee, omar)
    with pytest.raises(DomainError):
        end_feedback_rhythm(rhythm=rhythm, by=maria, now=NOW)
    end_feedback_rhythm(rhythm=rhythm, by=omar, now=NOW)
    assert lines_due(omar, NOW) == []
    assert FeedbackRhythm.objects.get().ended_at == NOW


def test_feedback_rhythm_rests_when_the_pairing_ends(as_mentee, maria, omar, pairing) -> None:
    promise(as_mentee, omar)
    close_pairing(pairing=pairing, by=omar, now=NOW, reason="done")
    assert lines_due(omar, NOW) == []
    assert not FeedbackRhythm.objects.visible_to(maria).exists()


def test_due_is_shown_to_who_promised_alone(as_mentee, maria, omar, sign_in) -> None:
    promise(as_mentee, omar, until_on=(NOW + 300 * DAY).date())
    assert "Write a line" in sign_in(omar).get("/feedback/").content.decode()
    hers = sign_in(maria).get("/feedback/").content.decode()
    assert "promised you a line" in hers and "Write a line" not in hers


@pytest.mark.parametrize("change", [{"every": 3}, {"skill": ""}, {"until_on": "2020-01-01"}])
def test_rhythm_rows_hold_together(as_mentee, omar, change) -> None:
    promise(as_mentee, omar)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackRhythm.objects.update(**change)


def test_rhythm_is_for_another(as_mentee, omar) -> None:
    promise(as_mentee, omar)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackRhythm.objects.update(member=as_mentee)


# -- Quiet logs ------------------------------------------------------------------------------------


def test_quiet_log_offers_two_openers_after_four_weeks(as_mentee, as_mentor, omar) -> None:
    make_feedback(as_mentor, as_mentee)
    assert quiet_logs(omar, [as_mentee], NOW + 27 * DAY) == []
    (found,) = quiet_logs(omar, [as_mentee], NOW + 28 * DAY)
    assert found.member == as_mentee and len(set(found.openers)) == 2


def test_quiet_log_counts_what_the_reader_wrote(as_mentee, as_mentor, omar) -> None:
    """What was written to them does not make a log less quiet the other way."""
    make_feedback(as_mentee, as_mentor, given_at=NOW + 27 * DAY)
    make_feedback(as_mentor, as_mentee)
    assert len(quiet_logs(omar, [as_mentee], NOW + 28 * DAY)) == 1


def test_quiet_log_takes_one_read(as_mentee, as_mentor, omar, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        quiet_logs(omar, [as_mentee, as_mentee], NOW)
