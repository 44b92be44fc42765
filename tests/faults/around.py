"""Faults around the workers: broker, database, clocks, many tickers, a long stop, many clicks.
F10 to F16."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client

from accounts import clock, wake
from accounts.delivery.run import deliver_due
from accounts.models import ActionToken, MailSwitch, Message, Tick, User
from accounts.services.answers import switch_mail_off
from accounts.services.outbox import cancel_messages, queue_messages
from accounts.testing import SmtpSink
from accounts.tests import acts
from accounts.tests.make import make_token
from tests.faults import stage
from tests.faults.servers import Postgres, Redis
from tests.faults.stage import HELD, RESEND, Finding

ASKED, BRIEF = "accounts.test_asked", "accounts.test_brief"


def several(count: int, work: Callable[[int], object]) -> None:
    """So many threads at the same moment, each with a connection of its own."""
    gate = threading.Barrier(count)

    def one(number: int) -> None:
        try:
            gate.wait()
            work(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# -- Broker and database -----------------------------------------------------------------------------


def broker(fault: str, messages: int, hits: int, *, redis: Redis, away: float = 60) -> Finding:
    """F10: emptied, gone for a while, back with a password, and without. Pages go on meanwhile, and
    what they do to give a hint ends by itself."""
    stage.fill(messages // 2)
    problems: list[str] = []
    _page_goes_on(problems, 0, 0)  # what a process imports once
    with SmtpSink(pause=0.01) as sink, stage.crew(sink.url):
        stage.wait_until(lambda: sink.count() > messages // 8, 60)
        redis.say("FLUSHALL")
        stage.wait_until(lambda: sink.count() > messages // 4, 60)
        redis.kill()
        began = time.monotonic()
        slowest = max(_page_goes_on(problems, messages // 6, number) for number in (1, 2, 3))
        went_on = stage.wait_until(stage.is_done, 90)
        waited = time.monotonic() - began
        problems += [] if went_on else ["mail stood still for 90 s without a broker"]
        time.sleep(max(0.0, away - waited))
        redis.start()
        redis.say("CONFIG", "SET", "requirepass", "secret")
        slowest = max(slowest, _page_goes_on(problems, 5, 4))
        redis.kill()
        redis.start()
        problems += stage.finish(120)
    found = stage.judge(fault, sink, problems=problems)
    found.notes = f"all gone {waited:.0f} s after the broker; slowest hint {slowest:.2f} s"
    found.problems += ["a hint waited for the broker"] if slowest > 2 else []
    return found


def _page_goes_on(problems: list[str], mails: int, number: int) -> float:
    """A page, and some mails that are queued. Returns the seconds that the hint took."""
    status = Client(SERVER_NAME="localhost").get("/accounts/login/").status_code
    problems += [] if status == 200 else [f"a page answered {status}"]
    first = User.objects.order_by("pk").first()
    assert first is not None
    now = clock.db_now()
    some = range(1000 * (number + 1), 1000 * (number + 1) + mails)
    queue_messages([stage.draft(HELD, first, now, key) for key in some])
    wake._not_before = 0.0  # each time anew, however lately the broker was in trouble
    began = time.monotonic()
    wake.wake()
    return time.monotonic() - began


def database(fault: str, messages: int, hits: int, *, postgres: Postgres) -> Finding:
    """F11: stopped at once and started, connections cut off, and ten seconds without it."""
    stage.fill(messages)
    with SmtpSink(pause=0.02) as sink, stage.crew(sink.url) as crew:
        for hit in range(hits):
            goal = (hit + 1) * messages // (hits + 2)
            stage.wait_until(lambda: sink.count() >= goal, 60)  # noqa: B023
            if hit % 2:
                _cut_connections()
            else:
                postgres.stop()
                time.sleep(10 if hit == 0 else 0)
                postgres.start()
            connection.close()
        problems = stage.finish(240)
        problems += [] if all(w.poll() is None for w in crew.workers) else ["a worker ended"]
    return stage.judge(fault, sink, ambiguous=hits * 2, problems=problems)


def _cut_connections() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


# -- Clocks and tickers ------------------------------------------------------------------------------


def clocks(fault: str, messages: int, hits: int) -> Finding:
    """F12: one worker two hours ahead, one two hours behind (faketime); then a day forward and a
    day back on the clock that all share."""
    stage.fill(messages // 2)
    behind = {"before": ("faketime", "-f", "-2h")}
    ahead = {"before": ("faketime", "-f", "+2h")}
    with (
        SmtpSink(pause=0.01) as sink,
        stage.crew(sink.url, 1, **behind),
        stage.crew(sink.url, 1, **ahead),
    ):
        problems = stage.finish(120)
        early = Message.objects.filter(sent_at__lt=F("due_at")).count()
        problems += [f"{early} too early"] if early else []
        _day_forward_and_back(messages // 2, problems)
        problems += stage.finish(120)
    return stage.judge(fault, sink, problems=problems)


def _day_forward_and_back(messages: int, problems: list[str]) -> None:
    now, first = clock.db_now(), User.objects.order_by("pk").first()
    assert first is not None
    some = list(User.objects.order_by("pk")[:messages])
    queue_messages(
        [
            stage.draft(HELD, person, now, 10_000 + number, due_at=now + timedelta(hours=20))
            for number, person in enumerate(some)
        ]
    )
    with transaction.atomic():  # a clock jumps at one instant
        stage.let_pass(24)
        Tick.objects.update(last_at=F("last_at") - timedelta(hours=24))
    time.sleep(5)
    if not Tick.objects.filter(hold_until__gt=Now()).exists():
        problems.append("a day's jump was not noticed")
    if Message.objects.filter(pk__gt=0, state="pending").count() < len(some):
        problems.append("mail left within ten minutes of a jump")
    with transaction.atomic():
        stage.let_pass(-24)
        Tick.objects.update(hold_until=None, catching_up_since=None)
    time.sleep(3)
    if Message.objects.filter(state="pending").count() < len(some):
        problems.append("mail left early after the clock went back")
    Message.objects.pending().update(due_at=Now())


def tickers(fault: str, messages: int, hits: int) -> Finding:
    """F13, R11: two workers with a beat each, and four more tickers; four planners queue the same
    mails at once, three times."""
    everybody = stage.people(messages)
    now = clock.db_now()
    kinds = (RESEND, HELD)

    def plan(_number: int) -> None:
        for _round in range(3):
            queue_messages(
                [
                    stage.draft(kinds[number % 2], person, now, number)
                    for number, person in enumerate(everybody)
                ]
            )

    several(4, plan)
    problems = [] if Message.objects.count() == messages else ["planners made other rows"]
    with SmtpSink(pause=0.005) as sink, stage.crew(sink.url):
        ticking = [stage.start("tick", email_url=sink.url) for _ in range(4)]
        problems += stage.finish(180)
        for process in ticking:
            problems += [] if process.wait(timeout=120) == 0 else ["a ticker broke"]
    return stage.judge(fault, sink, problems=problems)


# -- A long stop -------------------------------------------------------------------------------------

LIMIT = 1200  # mails a minute


def three_days(fault: str, messages: int, hits: int) -> Finding:
    """F14: nine late mails for each of so many people, three of them about what is past by now."""
    everybody = stage.people(max(10, messages // 9))
    now = clock.db_now()
    kinds = (ASKED, BRIEF, "accounts.test_stream", ASKED, BRIEF, RESEND)
    rows = []
    for person in everybody:
        for number in range(9):
            due_at = now - timedelta(hours=8 * number + 1)
            past = {"not_after": now - timedelta(minutes=number)} if number >= 6 else {}
            kind = kinds[number % 6]
            rows.append(stage.draft(kind, person, due_at, number, due_at=due_at, **past))
    queue_messages(rows)
    Tick.objects.create(pk=1, last_at=now - timedelta(hours=72))
    with SmtpSink() as sink, stage.crew(sink.url, CATCH_UP_PER_MINUTE=LIMIT):
        stage.wait_until(lambda: Tick.objects.filter(hold_until__gt=Now()).exists(), 60)
        time.sleep(5)
        problems = [f"{sink.count()} left in the first minutes"] if sink.count() else []
        Tick.objects.update(hold_until=None)  # ten minutes later
        collapsed = stage.wait_until(lambda: _one_each(everybody), 60 + len(rows) * 60 / LIMIT)
        problems += [] if collapsed else ["not everybody had heard in time"]
        time.sleep(3)
    problems += _no_flood(sink, now)
    lost = Message.objects.filter(reason="").exclude(state__in=["sent", "pending"]).count()
    states = Counter(Message.objects.values_list("state", flat=True))
    notes = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return Finding(fault, len(rows), lost=lost, problems=problems, notes=notes)


def _one_each(everybody: list[User]) -> bool:
    return Message.objects.sent().values("person").distinct().count() == len(everybody)


def _no_flood(sink: SmtpSink, now: object) -> list[str]:
    each = Counter(str(mail["To"]) for mail in sink.taken)
    problems = [] if max(each.values(), default=0) <= 1 else ["two mails to one in the first hour"]
    stale = Message.objects.filter(not_after__lte=now).exclude(state="expired").count()
    problems += [f"{stale} told of something past"] if stale else []
    moments = sorted(sink.taken_at)
    most = max((sum(1 for m in moments if t <= m < t + 60) for t in moments[::20]), default=0)
    return [*problems, f"{most} in a minute, the limit is {LIMIT}"] if most > LIMIT else problems


# -- People ------------------------------------------------------------------------------------------


def clicks(fault: str, messages: int, hits: int) -> Finding:
    """F15: a scanner looks, then twenty presses at once; each link acts once."""
    links = max(3, hits // 10)
    problems: list[str] = []
    person = stage.people(1)[0]
    for number in range(links):
        token = make_token(
            person=person,
            about=User(pk=1000 + number),
            now=clock.now(),
            expires_at=clock.now() + timedelta(days=1),
        )
        address, before = f"/a/{token.raw}/", len(acts.done)
        look = Client(SERVER_NAME="localhost")
        for _ in range(5):
            look.get(address, {"answer": "done"})
        look.head(address)
        unused = ActionToken.objects.filter(pk=token.pk, used_at=None).exists()
        problems += [] if unused and len(acts.done) == before else ["a look did something"]
        statuses: list[int] = []

        def press(_n: int, address: str = address, statuses: list[int] = statuses) -> None:
            client = Client(SERVER_NAME="localhost", raise_request_exception=False)
            statuses.append(client.post(address, {"answer": "done"}).status_code)

        several(12, press)
        problems += [] if len(acts.done) == before + 1 else [f"done {len(acts.done) - before}x"]
        problems += [f"answered {status}" for status in set(statuses) - {200, 429}]
    return Finding(fault, links, problems=problems, notes=f"{links} links, 12 presses each")


def races(fault: str, messages: int, hits: int) -> Finding:
    """F16, R14: withdrawing, switching off and closing an account, each while the mail leaves."""
    stage.fill(messages, ("accounts.test_stream", "accounts.test_brief", HELD))
    everybody = list(User.objects.order_by("pk"))
    decided: dict[int, object] = {}
    with SmtpSink(pause=0.002) as sink:
        _deliver_while(sink, lambda: _decide(everybody, decided))
        problems = []
        for message in Message.objects.filter(data_started_at__isnull=False):
            moment = decided.get(message.person_id or 0)
            if moment is not None and message.data_started_at > moment:  # type: ignore[operator]
                problems.append("left after its person had decided")
    gone = len(sink.taken)
    withdrawn = Message.objects.filter(state__in=["cancelled", "suppressed"]).count()
    found = Finding(fault, messages, problems=sorted(set(problems)))
    found.notes = f"{gone} left before, {withdrawn} were stopped"
    found.lost = Message.objects.filter(state__in=stage.OPEN).count()
    taken = Counter(str(mail["Message-ID"]) for mail in sink.taken)
    found.extra = sum(taken.values()) - len(taken)
    return found


def _decide(everybody: list[User], decided: dict[int, object]) -> None:
    """In the order in which mails leave, a little ahead of it or behind."""
    for number, person in enumerate(everybody):
        now = clock.db_now()
        if number % 3 == 0:
            switch_mail_off(person=person, stream="accounts.test_stream", by=person, now=now)
        elif number % 3 == 1:
            switch_mail_off(person=person, stream="accounts.test_brief", by=person, now=now)
        elif number % 2:
            cancel_messages(about=person, reason="Changed.", now=now)
        else:
            User.objects.filter(pk=person.pk).update(is_active=False)
        decided[person.pk] = clock.db_now()


def _deliver_while(sink: SmtpSink, act: Callable[[], None]) -> None:
    from django.test import override_settings

    def work(number: int) -> None:
        if number == 0:
            act()
        else:
            deliver_due(clock.db_now(), 60)

    with override_settings(EMAIL_URL=sink.url):
        several(3, work)
        deliver_due(clock.db_now(), 60)
    MailSwitch.objects.all().delete()
