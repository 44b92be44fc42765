"""The commands that scripts rely on: their words, the shape of their JSON, their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts import clock
from accounts.models import Job, Message, Tick
from checkins.models import CheckIn
from goals.tests.make import make_commitment, make_consent
from mentorship.models import Enrollment, Pairing
from mentorship.services.matching import start_proposal
from mentorship.services.withdrawals import withdraw_enrollments
from mentorship.tests.make import NOW, make_csv

MENTORS = ("Name,Email,Skills", "Rui Quintanilha,rui@example.net,Talks")
MENTEES = (
    "Name,Email,Skills",
    "Ana Fontes,ana@example.org,Talks",
    "No Address,,Money",
    "Zoë Brugge,zoe@example.com,Money",
)
NO_ADDRESS = "This line has no e-mail address. Add one, so that we can write to this person."

Roster = Callable[..., Path]


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    def written(*lines: str) -> Path:
        path = tmp_path / "people.csv"
        path.write_bytes(make_csv(*lines))
        return path

    return written


def say(*words: object, **options: Any) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out, **options)
    return out.getvalue()


def import_roster(path: Path, *words: str) -> dict[str, Any]:
    return json.loads(say("import_roster", path, "--cohort", "autumn", "--json", *words))


def propose_pairings(*words: str) -> dict[str, Any]:
    return json.loads(say("propose_pairings", "--cohort", "autumn", "--json", *words))


# -- import_roster -------------------------------------------------------------------------------


def test_import_roster_without_commit_is_a_dry_run(cohort, roster) -> None:
    result = import_roster(roster(*MENTEES), "--role", "mentee")
    error = {"line": 3, "reason": NO_ADDRESS}
    assert result == {"new": 2, "changed": 0, "unchanged": 0, "errors": [error]}
    assert not Enrollment.objects.exists()
    assert not Message.objects.exists()


def test_import_roster_tells_in_words_what_it_would_do(cohort, roster) -> None:
    told = say("import_roster", roster(*MENTEES), "--cohort", "autumn", "--role", "mentee")
    assert told.splitlines() == [
        f"line 3: {NO_ADDRESS}",
        "Dry run: 2 new, 0 changed, 0 unchanged, 1 with a problem.",
        "Nothing was written. Add --commit to enter them.",
    ]


def test_import_roster_commits_new_changed_and_unchanged(cohort, roster) -> None:
    first = import_roster(roster(*MENTEES), "--role", "mentee", "--commit")
    assert (first["new"], len(first["errors"])) == (2, 1)
    changed = (*MENTEES[:3], "Zoë van der Brugge,zoe@example.com,Talks")
    again = import_roster(roster(*changed), "--role", "mentee", "--commit")
    counts = {kind: again[kind] for kind in ("new", "changed", "unchanged")}
    assert counts == {"new": 0, "changed": 1, "unchanged": 1}


@pytest.mark.parametrize(
    ("words", "state", "kind"),
    [
        ((), Enrollment.State.INVITED, "mentorship.invitation"),
        (("--applied",), Enrollment.State.ACCEPTED, "mentorship.welcome"),
    ],
)
def test_import_roster_invites_or_welcomes(cohort, roster, words, state, kind) -> None:
    import_roster(roster(*MENTORS), "--role", "mentor", "--commit", *words)
    place = Enrollment.objects.get()
    assert (place.role, place.state) == ("mentor", state)
    assert Message.objects.get().kind == kind


def test_import_roster_takes_in_invited_people_who_applied_since(cohort, roster) -> None:
    path = roster(*MENTORS)
    import_roster(path, "--role", "mentor", "--commit")
    assert import_roster(path, "--role", "mentor", "--applied")["changed"] == 1
    import_roster(path, "--role", "mentor", "--applied", "--commit")
    assert Enrollment.objects.get().state == Enrollment.State.ACCEPTED
    assert import_roster(path, "--role", "mentor", "--applied", "--commit")["unchanged"] == 1


def test_import_roster_enters_again_whom_somebody_withdrew_only_when_told(
    cohort, roster, ada
) -> None:
    words = (roster(*MENTORS), "--role", "mentor", "--applied", "--commit")
    import_roster(*words)
    place = Enrollment.objects.get()
    withdraw_enrollments(cohort=cohort, places=[place.pk], by=ada, now=clock.now())
    assert import_roster(*words)["unchanged"] == 1
    assert import_roster(*words, "--again")["changed"] == 1
    place.refresh_from_db()
    assert place.state == Enrollment.State.ACCEPTED


def test_import_roster_takes_columns_by_name(cohort, roster) -> None:
    path = roster("who,where to write", "Bea Ruiz,bea@example.org")
    words = ("--role", "mentee", "--map", "email=where to write", "--map", "name=who", "--commit")
    assert import_roster(path, *words)["new"] == 1
    assert Enrollment.objects.get().user.name == "Bea Ruiz"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--cohort", "winter"), "no cohort with the slug “winter”"),
        (("--cohort", "autumn", "--map", "email=adress"), "no column called “adress”"),
        (("--cohort", "autumn", "--map", "email"), "email"),
        (("--cohort", "autumn", "--role", "boss"), "invalid choice: 'boss'"),
        ((), "--cohort"),
    ],
)
def test_import_roster_says_what_is_wrong(cohort, roster, words, why) -> None:
    with pytest.raises(CommandError, match=why):
        say("import_roster", roster(*MENTEES), *words)


def test_import_roster_says_that_a_file_is_not_there(cohort, tmp_path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        say("import_roster", tmp_path / "nothing.csv", "--cohort", "autumn")


# -- propose_pairings ----------------------------------------------------------------------------


@pytest.fixture
def applied(cohort, roster) -> None:
    import_roster(roster(*MENTORS), "--role", "mentor", "--applied", "--commit")
    import_roster(roster(*MENTEES), "--role", "mentee", "--applied", "--commit")


def test_propose_pairings_tells_counts_and_publishes_nothing(applied) -> None:
    result = propose_pairings()
    total = result.pop("total")
    assert isinstance(total, int) and total > 0
    assert result == {
        "pairs": 1,
        "unmatched": 1,
        "below_floor": 0,
        "certified": True,
        "published": 0,
        "held_back": [],
    }
    assert Pairing.objects.get().state == Pairing.State.PROPOSED


def test_propose_pairings_publishes_on_request(applied) -> None:
    result = propose_pairings("--publish")
    assert (result["pairs"], result["published"]) == (1, 1)
    assert Pairing.objects.get().state == Pairing.State.ACTIVE
    assert Message.objects.filter(kind="mentorship.pairing_published").count() == 2


def test_propose_pairings_holds_back_who_has_not_accepted(applied, roster) -> None:
    Enrollment.objects.mentors().update(state=Enrollment.State.INVITED)
    result = propose_pairings("--publish")
    (held,) = result["held_back"]
    assert (result["published"], held["pairing"]) == (0, Pairing.objects.get().pk)
    assert held["reason"].startswith("Rui Quintanilha was invited")


def test_propose_pairings_says_it_in_words(applied) -> None:
    told = say("propose_pairings", "--cohort", "autumn", "--publish")
    assert told == "1 pairs (proven best), 0 of them weak; 1 without a pair; 1 published.\n"


def test_propose_pairings_knows_no_such_cohort(db) -> None:
    with pytest.raises(CommandError, match="no cohort with the slug “winter”"):
        say("propose_pairings", "--cohort", "winter")


# -- tick ----------------------------------------------------------------------------------------


def test_tick_plans_sends_and_says_so(pairing) -> None:
    """Those two began three weeks ago and have not written down how they work."""
    assert say("tick", "--now", NOW.isoformat()) == "4 mails in hand, 0 jobs run\n"
    assert CheckIn.objects.filter(pairing=pairing).exists()
    assert set(Message.objects.values_list("kind", "state", "sent_at")) == {
        ("checkins.check_in_invited", "sent", NOW),
        ("mentorship.agreement_open", "sent", NOW),
        ("mentorship.agreement_open", "pending", None),  # it is night in New York
    }
    assert Tick.objects.get().last_at is not None


def test_tick_takes_the_time_with_any_offset(as_mentee) -> None:
    """Ten o’clock on the day of the promise in Lisbon, told from a clock in Berlin."""
    consent = make_consent(make_commitment(as_mentee))
    asked = Message.objects.filter(kind="checkins.follow_up")
    say("tick", "--now", "2026-11-20T10:59:00+01:00")
    assert not asked.exists()
    say("tick", "--now", "2026-11-20T11:00:00+01:00")
    assert asked.get().sent_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert asked.get().person == consent.person
    say("tick", "--now", "2026-11-20T12:00")  # no offset: UTC
    assert asked.count() == 1


def test_tick_runs_waiting_jobs_as_of_that_time(applied, cohort, ada) -> None:
    later = NOW + timedelta(days=3)
    start_proposal(cohort=cohort, by=ada, now=later)
    assert say("tick", "--now", later.isoformat()).endswith(" 1 jobs run\n")
    assert Job.objects.get().state == Job.State.DONE
    assert Pairing.objects.get().created_at == later


def test_tick_refuses_what_is_no_time(db) -> None:
    with pytest.raises(CommandError, match="tomorrow is not a time such as 2026-11-23T09:00"):
        say("tick", "--now", "tomorrow")


# -- From a shell --------------------------------------------------------------------------------


def in_a_shell(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """As somebody types it: another process, with nothing set but this."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_commands_end_with_codes_that_scripts_can_use() -> None:
    done = in_a_shell("tick", "--now", "tomorrow", DEBUG="1")
    assert (done.returncode, "is not a time such as" in done.stderr) == (2, True)
    done = in_a_shell("import_roster", "people.csv", DEBUG="1")
    assert (done.returncode, "required: --cohort" in done.stderr) == (2, True)


def test_demo_refuses_in_production_with_a_sentence() -> None:
    production = {
        "DEBUG": "0",
        "SECRET_KEY": "not-a-secret-" * 5,
        "SITE_URL": "https://mentorship.example.org",
        "ALLOWED_HOSTS": "mentorship.example.org",
        "EMAIL_URL": "smtp://127.0.0.1:9",
    }
    done = in_a_shell("demo", **production)
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: The demo has people with a known password, so it loads only where DEBUG "
        "is on.\n"
    )


def test_unsafe_production_stops_with_a_sentence() -> None:
    done = in_a_shell("check", DEBUG="0")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "SECRET_KEY is missing or too short. Set it to 50 or more random characters, or set "
        "DEBUG=1 if this is your own machine."
    )
