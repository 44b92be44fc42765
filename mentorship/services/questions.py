"""Building what a cohort asks. Its questions are changed one by one under the cohort's lock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing, Question
from mentorship.queries.answers import places_of
from mentorship.queries.questions import default_questions

from .programs import check_living

MOST = 40
FACTS = ("label", "help", "options", "required", "sensitive", "compare")
AUDIENCE = ("for_mentees", "for_mentors", "for_peers")
COPIED = ("key", "kind", *FACTS, *AUDIENCE)
BATCH = 500


@transaction.atomic
def start_questions(*, cohort: Cohort, by: User, now: datetime) -> int:
    """Our set becomes the cohort's own, to be changed. Returns how many."""
    cohort = _locked(cohort)
    if cohort.questions.exists():
        raise DomainError(_("This cohort asks questions of its own already."))
    made = _start(cohort)
    _tell(cohort, by, "questions.start", now, count=made)
    return made


def _start(cohort: Cohort) -> int:
    return len(Question.objects.bulk_create(default_questions(cohort)))


@transaction.atomic
def add_question(*, cohort: Cohort, by: User, now: datetime, kind: str, **facts: Any) -> Question:
    """Goes to the end. Where a cohort asked our set so far, that comes along."""
    cohort = _locked(cohort)
    if not cohort.questions.exists():
        _start(cohort)
    keys = set(cohort.questions.values_list("key", flat=True))
    if len(keys) >= MOST:
        raise DomainError(_("That is a lot to ask already. Remove a question before adding one."))
    if kind in keys and kind not in Question.FREE:
        raise DomainError(_("This is asked already: edit that question, or ask it again."))
    question = Question(
        cohort=cohort, kind=kind, position=_end(cohort), **_facts(kind, facts), **_for(facts)
    )
    question.key = _free_key(question, keys)
    question.save()
    _tell(question, by, "question.add", now, kind=kind)
    return question


@transaction.atomic
def edit_question(*, question: Question, by: User, now: datetime, **facts: Any) -> Question:
    """Its kind stays, since answers are already of that kind. Who chose an answer that is offered
    no more keeps it until they choose another."""
    _locked(question.cohort)
    question = _fresh(question)
    told = _facts(question.kind, facts) | _for(facts)
    changed = [name for name, value in told.items() if getattr(question, name) != value]
    for name in changed:
        setattr(question, name, told[name])
    if changed:
        question.save(update_fields=changed)
        if "sensitive" in changed and question.sensitive:
            _hide_reasons(question)
        _tell(question, by, "question.edit", now, fields=changed)
    return question


@transaction.atomic
def move_question(*, question: Question, by: User, now: datetime, up: bool) -> Question:
    """One place up or down; at the end of the list nothing happens."""
    cohort = _locked(question.cohort)
    rows = list(cohort.questions.asked())
    here = next((place for place, each in enumerate(rows) if each.pk == question.pk), None)
    if here is None:
        raise DomainError(_("This question is not asked at the moment, so it has no place."))
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for position, each in enumerate(rows):
            each.position = position
        Question.objects.bulk_update(rows, ["position"])
        _tell(question, by, "question.move", now, up=up)
    return question


@transaction.atomic
def remove_question(
    *, question: Question, by: User, now: datetime, with_answers: bool = False
) -> int:
    """Where people have answered it is set aside and their answers are kept, unless these are to
    go too. Returns how many people's answers went."""
    cohort = _locked(question.cohort)
    question = _fresh(question)
    places = places_of(cohort).filter(answers__has_any_keys=list(question.entries))
    if places.exists() and not with_answers:
        question.set_aside_at = question.set_aside_at or now
        question.save(update_fields=["set_aside_at"])
        _tell(question, by, "question.remove", now, answers="kept")
        return 0
    gone = _forget(places, question.entries)
    if gone:
        _hide_reasons(question)
    _tell(question, by, "question.remove", now, answers=gone)
    _stop_weighing(cohort, question)
    question.delete()
    return gone


def _forget(places: Any, entries: Iterable[str]) -> int:
    rows = list(places.select_for_update(of=("self",)).only("pk", "answers"))
    for place in rows:
        place.answers = {key: said for key, said in place.answers.items() if key not in entries}
    for start in range(0, len(rows), BATCH):
        Enrollment.objects.bulk_update(rows[start : start + BATCH], ["answers"])
    return len(rows)


def _hide_reasons(question: Question) -> None:
    """What was said of these answers as a reason for a pair is said no more."""
    pairings = Pairing.objects.in_cohort(question.cohort).exclude(parts=[])
    changed = []
    for pairing in pairings.only("pk", "parts").iterator(BATCH):
        told = [part for part in pairing.parts if part.get("criterion") == question.criterion]
        for part in told:
            part |= {"sensitive": True, "shared": []}
            part |= {"ways": [[], []]} if "ways" in part else {}
        changed += [pairing] if told else []
    Pairing.objects.bulk_update(changed, ["parts"], batch_size=BATCH)


def _stop_weighing(cohort: Cohort, question: Question) -> None:
    """A hard rule about a question that is gone would be about nothing. Its weight goes to the
    others wherever weights are read (queries.matchmaking.living)."""
    if cohort.hard_rules and question.entry in cohort.hard_rules:
        cohort.hard_rules = [each for each in cohort.hard_rules if each != question.entry]
        cohort.save(update_fields=["hard_rules"])


@transaction.atomic
def restore_question(*, question: Question, by: User, now: datetime) -> Question:
    """Asked again, at the end; what people had answered is still theirs."""
    cohort = _locked(question.cohort)
    question = _fresh(question)
    if question.set_aside_at is None:
        raise DomainError(_("This question is asked already."))
    question.set_aside_at, question.position = None, _end(cohort)
    question.save(update_fields=["set_aside_at", "position"])
    _tell(question, by, "question.restore", now)
    return question


@transaction.atomic
def copy_questions(*, cohort: Cohort, source: Cohort, by: User, now: datetime) -> int:
    """What the source asks and this cohort does not, after what it asks already."""
    cohort = _locked(cohort)
    made = copy_all(cohort, source)
    if not made:
        raise DomainError(_("Everything that is asked there is asked here already."))
    _tell(cohort, by, "questions.copy", now, source=source.pk, count=made)
    return made


def copy_all(cohort: Cohort, source: Cohort) -> int:
    """For a cohort that is locked, or was made a moment ago."""
    keys = set(cohort.questions.values_list("key", flat=True))
    start = _end(cohort)
    fresh = [each for each in source.questions.asked() if each.key not in keys]
    room = max(0, MOST - len(keys))
    rows = [
        Question(
            cohort=cohort,
            position=start + place,
            **{name: getattr(each, name) for name in COPIED},
        )
        for place, each in enumerate(fresh[:room])
    ]
    return len(Question.objects.bulk_create(rows))


def _facts(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    told = {name: facts[name] for name in FACTS if name in facts}
    options = told.get("options", [])
    if kind in (Question.Kind.ONE_OF, Question.Kind.SEVERAL_OF) and len(options) < 2:
        raise DomainError(_("Give at least two answers to choose from, one on each line."))
    allowed = Question.COMPARED_BY.get(Question.Kind(kind), ())
    if told.get("compare") and told["compare"] not in allowed:
        raise DomainError(_("Answers of this kind cannot be compared that way."))
    return told


def _for(facts: dict[str, Any]) -> dict[str, bool]:
    audience = {name: bool(facts.get(name)) for name in AUDIENCE}
    if not any(audience.values()):
        raise DomainError(_("Choose who is asked; nobody would see this question."))
    return audience


def _free_key(question: Question, taken: set[str]) -> str:
    """Short words of the label with a number where needed; a meaning has its own name."""
    if not question.is_free:
        return str(question.kind)
    taken = taken | set(Question.Kind.values)
    begin = slugify(question.label)[:40].strip("-") or "question"
    names = [begin, *(f"{begin}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _end(cohort: Cohort) -> int:
    return max([-1, *cohort.questions.values_list("position", flat=True)]) + 1


def _locked(cohort: Cohort) -> Cohort:
    rows = Cohort.objects.select_for_update(of=("self",)).select_related("program")
    cohort = rows.get(pk=cohort.pk)
    check_living(cohort.program)
    if cohort.state == Cohort.State.CLOSED:
        raise DomainError(_("This cohort is closed, so nobody is asked anything any more."))
    return cohort


def _fresh(question: Question) -> Question:
    found = Question.objects.filter(pk=question.pk).select_related("cohort").first()
    if found is None:
        raise DomainError(_("Somebody has removed this question in the meantime."))
    return found


def _tell(about: Cohort | Question, by: User, verb: str, now: datetime, **details: Any) -> None:
    cohort = about if isinstance(about, Cohort) else about.cohort
    record(by=by, verb=verb, about=about, scope=cohort.scope, now=now, **details)
