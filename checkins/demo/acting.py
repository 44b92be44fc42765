"""How the demo's people live their weeks: every deed is a service of the product."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from accounts.models import User
from checkins import services as rhythm
from checkins.models import CheckIn
from checkins.services import NewPromise
from goals import services as promises
from goals.models import Commitment, Consent, Goal
from goals.wishes import AskingWish, GoalWish, MeasureWish
from mentorship.models import Pairing, PairingMember
from mentorship.queries.agreements import starting_texts
from mentorship.services.agreements import draft_agreement, sign_agreement

from . import words

Words = TypeVar("Words")


@dataclass
class Couple:
    """Two people, how keen they are, and their own dice: the same demo each time."""

    pairing: Pairing
    mentee: PairingMember
    mentor: PairingMember
    keen: float  # 0..1: the share of things that they do
    dice: random.Random
    lively: bool = True  # False: they meet, and write down little
    begun: set[str] = field(default_factory=set)
    told: dict[int, int] = field(default_factory=dict)

    @property
    def maria(self) -> User:
        return self.mentee.enrollment.user

    @property
    def omar(self) -> User:
        return self.mentor.enrollment.user

    def once(self, name: str, now: datetime, after: timedelta) -> bool:
        """True the first time that so long has passed since they were published."""
        if name in self.begun or now < self.pairing.published_at + after:
            return False
        self.begun.add(name)
        return self.dice.random() < self.keen

    def pick(self, pool: Sequence[Words]) -> Words:
        """Each once before any comes again; every couple starts somewhere else."""
        key = id(pool)
        self.told[key] = self.told.get(key, self.dice.randrange(len(pool))) + 1
        return pool[self.told[key] % len(pool)]


@dataclass(frozen=True)
class Open:
    """For whom something is open at this moment; asked once, since most couples have nothing."""

    goals: frozenset[int]  # pairings
    promises: frozenset[int]  # pairings
    decisions: frozenset[int]  # people

    @classmethod
    def at(cls, now: datetime) -> Open:
        due = Commitment.objects.open().filter(due_on__lte=now.date())
        return cls(
            frozenset(Goal.objects.to_agree().values_list("owner__pairing_id", flat=True)),
            frozenset(due.values_list("owner__pairing_id", flat=True)),
            frozenset(Consent.objects.undecided().values_list("person_id", flat=True)),
        )


def live(couple: Couple, now: datetime, over: list[CheckIn], open_now: Open) -> None:
    """Everything these two do at this moment of their weeks; `over` are check-ins just had."""
    if couple.lively:
        settle_in(couple, now)
        set_goal(couple, now)
        if couple.pairing.pk in open_now.goals:
            agree_goal(couple, now)
        if couple.pairing.pk in open_now.promises:
            answer_promises(couple, now)
        decide(couple, now, open_now)
        log(couple, now)
    meet(couple, now, over)


def settle_in(couple: Couple, now: datetime) -> None:
    for person in (couple.maria, couple.omar):
        if couple.once(f"asking-{person.pk}", now, timedelta(days=1)):
            silence = couple.dice.choice(["wait", "again", "help"])
            wish = AskingWish(at=time(10), tone="warm", silence=silence)
            promises.say_how_to_ask(by=person, now=now, wish=wish)
    if couple.once("agreement", now, timedelta(days=2)):
        texts = starting_texts(couple.pairing)
        agreement = draft_agreement(pairing=couple.pairing, by=couple.maria, texts=texts, now=now)
        sign_agreement(agreement=agreement, by=couple.maria, now=now)
        if couple.dice.random() < couple.keen:
            sign_agreement(agreement=agreement, by=couple.omar, now=now)


def set_goal(couple: Couple, now: datetime) -> None:
    if couple.once("goal", now, timedelta(days=3)):
        number = 0 if is_maria(couple) else couple.dice.randrange(len(words.GOALS))
        title, unit, start, target, relevant, realistic = words.GOALS[number]
        wish = GoalWish(
            title=title,
            relevant=relevant,
            realistic=realistic,
            due_on=(now + timedelta(days=98)).date(),
            confidence=couple.dice.randint(6, 9),
            measures=(MeasureWish(unit=unit, start=Decimal(start), target=Decimal(target)),),
        )
        goal = promises.create_goal(owner=couple.mentee, wish=wish, by=couple.maria, now=now)
        promises.propose_goal(goal=goal, by=couple.maria, now=now)


def agree_goal(couple: Couple, now: datetime) -> None:
    waiting = Goal.objects.of_pairing(couple.pairing).to_agree().first()
    if waiting and now > waiting.proposed_at + timedelta(days=1):
        promises.agree_goal(goal=waiting, by=couple.omar, now=now)


def decide(couple: Couple, now: datetime, open_now: Open) -> None:
    """Yes to some, no to some; a few stay open, as in life."""
    for person in (couple.maria, couple.omar):
        if person.pk not in open_now.decisions:
            continue
        for consent in Consent.objects.of(person).undecided():
            if now < consent.offered_at + timedelta(hours=12) or is_newest(couple, consent, now):
                continue
            if couple.dice.random() < 0.7:
                promises.give_consent(consent=consent, by=person, now=now)
            else:
                promises.decline_consent(consent=consent, by=person, now=now)


def is_maria(couple: Couple) -> bool:
    return couple.maria.email == "maria@example.org"


def is_newest(couple: Couple, consent: Consent, now: datetime) -> bool:
    """Maria's last open question is left for whoever looks at the demo."""
    newest = couple.pairing.starts_on + timedelta(days=30)
    return is_maria(couple) and consent.offered_at.date() > newest


def log(couple: Couple, now: datetime) -> None:
    if now.hour != 18:
        return
    goal = Goal.objects.of_pairing(couple.pairing).filter(state=Goal.State.AGREED).first()
    if goal is None or couple.dice.random() > couple.keen * 0.12:
        return
    measure = goal.measures.all()[0]
    last = goal.progress.order_by("-id").first()
    stands = last.value if last and last.value is not None else measure.start
    towards = 1 if measure.target > measure.start else -1
    value = stands + towards * words.STEP
    if (measure.target - value) * towards < 1:
        return  # the last step is left for later
    note = couple.pick(words.NOTES)
    promises.log_progress(goal=goal, by=couple.maria, now=now, value=value, note=note)


def answer_promises(couple: Couple, now: datetime) -> None:
    for promise in Commitment.objects.of_pairing(couple.pairing).open():
        late = (now.date() - promise.due_on).days
        if late < 0 or couple.dice.random() > couple.keen * 0.25:
            continue
        answer = couple.dice.choices(["done", "partly", "moved", "let_go"], [6, 2, 2, 1])[0]
        moved_to = now.date() + timedelta(days=7) if answer == "moved" else None
        promises.answer_commitment(
            commitment=promise,
            answer=answer,
            by=promise.owner.enrollment.user,
            now=now,
            moved_to=moved_to,
            via=couple.dice.choice(["mail", "screen"]),
        )


def meet(couple: Couple, now: datetime, over: list[CheckIn]) -> None:
    """After a check-in one of them writes it down; sometimes it did not happen."""
    for check_in in over:
        if now < check_in.ends_at:
            continue
        if couple.dice.random() > couple.keen:
            rhythm.skip_check_in(check_in=check_in, by=couple.maria, now=now)
        else:
            write_down(couple, check_in, now)


def write_down(couple: Couple, check_in: CheckIn, now: datetime) -> None:
    close_out = rhythm.close_out_check_in(
        check_in=check_in,
        by=couple.maria,
        now=now,
        summary=couple.pick(words.SUMMARIES),
        thanks=couple.pick(words.THANKS),
        promises=new_promises(couple, now) if couple.lively else (),
    )
    if not couple.lively:
        return
    if couple.dice.random() < couple.keen:
        rhythm.confirm_close_out(close_out=close_out, by=couple.omar, now=now)
    if couple.dice.random() < 0.6:
        say_something(couple, check_in, now)


def new_promises(couple: Couple, now: datetime) -> list[NewPromise]:
    text, cue = couple.pick(words.PROMISES)
    due_on = (now + timedelta(days=couple.dice.randint(3, 6))).date()
    made = [NewPromise(owner=couple.mentee, text=text, cue=cue, due_on=due_on)]
    if couple.dice.random() < 0.3:
        text, cue = couple.pick(words.MENTOR_PROMISES)
        made.append(NewPromise(owner=couple.mentor, text=text, cue=cue, due_on=due_on))
    return made


def say_something(couple: Couple, check_in: CheckIn, now: datetime) -> None:
    kind, text = couple.pick(words.FEEDBACK)
    feedback = rhythm.give_feedback(
        to=couple.mentee,
        by=couple.omar,
        kind=kind,
        text=text,
        client_token=f"demo-{check_in.pk}",
        now=now,
        check_in=check_in,
    )
    if couple.dice.random() < 0.5:
        rhythm.answer_feedback(feedback=feedback, by=couple.maria, answer="thanked", now=now)
