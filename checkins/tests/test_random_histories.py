"""Random histories of consents, raced against the claims of mails. The machine keeps its own account
of what the person said; no mail may pass the guard against it, in quiet hours, or as a fourth."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts import mailkinds
from accounts.delivery import outcome
from accounts.delivery.claim import claim_batch
from accounts.delivery.gather import gather
from accounts.delivery.guard import pass_gate
from accounts.mailkinds import MailKind
from accounts.models import ActionToken, AwayPeriod, Message, User
from accounts.services.answers import unsubscribe
from accounts.signing import UNSUBSCRIBE
from checkins.models import Nudge
from checkins.sweeps import plan_nudges
from goals import services
from goals.tests.make import make_commitment, make_goal
from goals.wishes import Terms
from mentorship.models import Pairing, PairingMember
from mentorship.services.pairings import close_pairing, pause_pairing, resume_pairing
from mentorship.tests.make import NOW

ABOUT_PROMISES, THINGS = (0, 1, 2, 3), (0, 1, 2, 3, 4)
HOURS = st.sampled_from([1, 5, 12, 24, 24, 24, 72])
which = st.sampled_from(THINGS)


class Histories(RuleBasedStateMachine):
    """Maria: four promises and a goal, all of them offered. `said` is what she last said of each."""

    member: PairingMember
    passed = 0  # mails in all examples: a machine that lets none through proves nothing

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now: datetime = NOW
        self.maria: User = self.member.person
        self.pairing = Pairing.objects.get(pk=self.member.pairing_id)
        days = [1, 2, 3, 3]
        made = [
            make_commitment(self.member, due_on=(NOW + timedelta(days)).date()) for days in days
        ]
        self.things = [*made, make_goal(self.member)]
        self.consents = [
            services.offer_consent(thing=thing, by=None, now=NOW) for thing in self.things
        ]
        self.said = ["offered"] * len(self.things)
        self.by_mail = [True] * len(self.things)
        self.ends = [NOW.date()] * len(self.things)
        self.closed: set[int] = set()
        self.rests, self.over, self.gone = False, False, False
        self.away: list[tuple[date, date]] = []
        self.week: Counter[date] = Counter()
        self.claimed: list[Message] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # -- What the person does ----------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.maria.local_date(self.now)

    def can_say(self, thing: int) -> bool:
        return not (self.over or self.gone or thing in self.closed)

    @initialize(given=st.sets(which, min_size=1))
    def begin(self, given: set[int]) -> None:
        for thing in sorted(given):
            self.give(thing, "again", 20)
        self.look()
        self.now = NOW + timedelta(hours=23)  # the eve of the first day of a promise

    @rule(thing=which, silence=st.sampled_from(["wait", "again", "help"]), days=st.integers(1, 30))
    def give(self, thing: int, silence: str, days: int) -> None:
        if self.can_say(thing) and self.said[thing] not in ("active", "paused"):
            ends_on = self.today + timedelta(days)
            terms = Terms(at=time(10), silence=silence, ends_on=ends_on)
            services.give_consent(
                consent=self.consents[thing], by=self.maria, now=self.now, terms=terms
            )
            self.said[thing], self.ends[thing], self.by_mail[thing] = "active", ends_on, True

    @rule(thing=which, at=st.sampled_from([8, 10, 16]), how=st.sampled_from(["mail", "check_in"]))
    def change(self, thing: int, at: int, how: str) -> None:
        given = self.said[thing] in ("active", "paused") and self.ends[thing] >= self.today
        if given and self.can_say(thing):
            terms = Terms(how=how, at=time(at), ends_on=self.ends[thing])
            services.change_consent(
                consent=self.consents[thing], by=self.maria, now=self.now, terms=terms
            )
            self.by_mail[thing] = how == "mail"

    @rule(thing=which)
    def pause(self, thing: int) -> None:
        services.pause_consent(consent=self.consents[thing], by=self.maria, now=self.now)
        if self.said[thing] == "active":
            self.said[thing] = "paused"

    @rule(thing=which)
    def resume(self, thing: int) -> None:
        if self.can_say(thing) and self.said[thing] == "paused":
            services.resume_consent(consent=self.consents[thing], by=self.maria, now=self.now)
            self.said[thing] = "active"

    @rule(thing=which)
    def revoke(self, thing: int) -> None:
        services.decline_consent(consent=self.consents[thing], by=self.maria, now=self.now)
        self.said[thing] = "no"

    @rule(thing=st.sampled_from(ABOUT_PROMISES), answer=st.sampled_from(["stuck", "moved", "done"]))
    def answer(self, thing: int, answer: str) -> None:
        if self.can_say(thing) and not self.rests:
            promise = self.things[thing]
            promise.refresh_from_db()
            before = promise.due_on
            later = max(before, self.today) + timedelta(days=3)
            moved_to = later if answer == "moved" else None
            services.answer_commitment(
                commitment=promise, answer=answer, moved_to=moved_to, by=self.maria, now=self.now
            )
            if answer == "done":
                self.closed.add(thing)
            if moved_to and moved_to > before and self.said[thing] in ("active", "paused"):
                self.ends[thing] += moved_to - before

    @rule()
    def rest_or_go_on(self) -> None:
        if not (self.over or self.gone):
            step = resume_pairing if self.rests else pause_pairing
            step(pairing=self.pairing, by=self.maria, now=self.now)
            self.pairing.refresh_from_db()
            self.rests = not self.rests

    @rule(days=st.integers(0, 4))
    def go_away(self, days: int) -> None:
        period = (self.today, self.today + timedelta(days))
        AwayPeriod.objects.create(person=self.maria, from_on=period[0], until_on=period[1])
        self.away.append(period)

    @rule()
    def unsubscribe_from_the_last_mail(self) -> None:
        token = ActionToken.objects.filter(purpose=UNSUBSCRIBE, used_at=None).last()
        if token is not None and not self.gone:
            message = token.subject()
            named = self.asked_in(message)
            unsubscribe(token=token, now=self.now)
            for thing in named:
                if self.said[thing] == "active":
                    self.said[thing] = "paused"

    @precondition(lambda self: self.now > NOW + timedelta(days=4))
    @rule()
    def close(self) -> None:
        if not (self.over or self.gone):
            close_pairing(pairing=self.pairing, by=self.maria, reason="done", now=self.now)
            self.over = True

    @precondition(lambda self: self.now > NOW + timedelta(days=4))
    @rule()
    def erase(self) -> None:
        User.objects.filter(pk=self.maria.pk).update(is_active=False)
        self.gone = True

    # -- What the clockwork does --------------------------------------------------------------------

    @rule(hours=HOURS)
    def pass_time(self, hours: int) -> None:
        """Also over a stop of days: it is looked at again where the person's day has begun."""
        self.now += timedelta(hours=hours)
        self.look()

    @rule()
    def come_to_ten(self) -> None:
        """The hour at which most questions are due."""
        ten = self.now.replace(hour=10, minute=0)
        self.now = ten if ten > self.now else ten + timedelta(days=1)
        self.look()
        self.claim()
        self.send()

    @rule(
        thing=which, less=st.sampled_from(["pause", "revoke", "rest_or_go_on", "erase", "change"])
    )
    def race(self, thing: int, less: str) -> None:
        """Claimed at ten; then the person wants less; then the guard looks."""
        self.now = self.now.replace(hour=10, minute=0) + timedelta(days=self.now.hour >= 10)
        self.look()
        self.claim()
        if less == "change":
            self.change(thing, 10, "check_in")
        else:
            getattr(self, less)(*([thing] if less in ("pause", "revoke") else []))
        self.send()

    @rule(days=st.integers(1, 4))
    def come_to_later_tens(self, days: int) -> None:
        for _day in range(days):
            self.come_to_ten()

    def look(self) -> None:
        services.expire_consents(self.now)
        services.resume_paused_consents(self.now)
        plan_nudges(self.now)

    @rule()
    def claim(self) -> None:
        gather(self.now)
        self.claimed += claim_batch(self.now)

    @rule()
    def send(self) -> None:
        for message in self.claimed:
            if pass_gate(message, self.now).go:
                kind = mailkinds.get(message.kind)
                if message.person_id == self.maria.pk and not kind.is_transactional:
                    self.check(message, kind)
                assert outcome.mark_sent(message, at=self.now, code=250, reply="", kept=True)
        self.claimed = []

    # -- What must hold ------------------------------------------------------------------------------

    def asked_in(self, message: Message) -> list[int]:
        told = [message, *message.tells.filter(state="collapsed")]
        asked = set(Nudge.objects.filter(message__in=told).values_list("consent", flat=True))
        return [n for n, consent in enumerate(self.consents) if consent.pk in asked]

    def check(self, message: Message, kind: MailKind) -> None:
        things = self.asked_in(message)
        local = self.maria.local(self.now)
        assert 8 <= local.hour < 20 and local.weekday() < 5
        assert not any(first <= self.today <= last for first, last in self.away)
        if message.kind in ("checkins.follow_up", "accounts.asked_together"):
            assert things and not (self.rests or self.over or self.gone)
            type(self).passed += 1
        for thing in things:
            assert self.said[thing] == "active" and self.by_mail[thing]
            assert self.ends[thing] >= self.today and thing not in self.closed
        self.week[self.today - timedelta(days=self.today.weekday())] += kind.counts
        assert max(self.week.values()) <= 3


def play(member: PairingMember, examples: int) -> None:
    Histories.member, Histories.passed = member, 0
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=examples,
            stateful_step_count=10,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
    assert Histories.passed > examples / 4


def test_no_history_lets_a_mail_pass_without_a_living_consent(as_mentee) -> None:
    play(as_mentee, 200)


@pytest.mark.slow
def test_ten_thousand_histories_let_no_mail_pass_without_a_living_consent(as_mentee) -> None:
    play(as_mentee, 10_000)
