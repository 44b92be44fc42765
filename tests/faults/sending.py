"""Faults of workers and of the mail server: F1 to F9 and F17."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import timedelta

from accounts import clock
from accounts.models import Message, Transport
from accounts.testing import SmtpSink, Trick
from tests.faults import stage
from tests.faults.stage import HELD, RESEND, Finding


def kills(fault: str, messages: int, hits: int) -> Finding:
    """F1, R12: kill -9 of a worker, again and again, while it sends."""
    return _hit(fault, messages, hits, stage.KILL)


def deploys(fault: str, messages: int, hits: int) -> Finding:
    """F2: SIGTERM. A mail in hand is finished, so there is nothing to doubt."""
    return _hit(fault, messages, hits, stage.TERM)


def _hit(fault: str, messages: int, hits: int, how: signal.Signals) -> Finding:
    stage.fill(messages)
    problems: list[str] = []
    done = 0
    with SmtpSink(pause=0.02) as sink, stage.crew(sink.url) as crew:
        for hit in range(hits):
            goal = (hit + 1) * messages // (hits + 1)
            stage.wait_until(lambda: sink.count() >= goal, 60)  # noqa: B023
            code = crew.hit(hit % 2, how)
            done += not stage.is_done()
            if how == stage.TERM and code != 0:
                problems.append(f"ended with {code}")
            stage.let_leases_run_out()
        problems += stage.finish(180)
    found = stage.judge(fault, sink, ambiguous=hits if how == stage.KILL else 0, problems=problems)
    found.notes = f"{done} of {hits} while mails were open; {found.notes}".rstrip("; ")
    return found


def recovery(fault: str, messages: int, hits: int) -> Finding:
    """R6: a worker is killed with mails in hand whose DATA had not begun; another one's seconds."""
    stage.fill(5, (HELD,))
    tricks = {"rcpt": Trick(silent=60, times=1)}
    with SmtpSink(tricks=tricks) as sink, stage.crew(sink.url, 1, PATIENCE=90) as crew:
        stage.wait_until(lambda: tricks["rcpt"].met == 1, 60)
        crew.hit(0, stage.KILL)
        began = clock.db_now()
        problems = stage.finish(90, impatient=False)
    seconds = (clock.db_now() - began).total_seconds()
    found = stage.judge(fault, sink, problems=problems)
    found.notes = f"gone on after {seconds:.0f} s"
    if seconds > 60:
        found.problems.append("later than a minute")
    return found


# -- A mail server that misbehaves -------------------------------------------------------------------


def _served(
    fault: str,
    messages: int,
    tricks: dict[str, Trick],
    *,
    ambiguous: Callable[[], int] = lambda: 0,
) -> Finding:
    stage.fill(messages)
    with SmtpSink(tricks=tricks) as sink, stage.crew(sink.url) as crew:
        problems = stage.finish(180)
        problems += [] if all(w.poll() is None for w in crew.workers) else ["a worker ended"]
    return stage.judge(fault, sink, ambiguous=ambiguous(), problems=problems)


def later(fault: str, messages: int, hits: int) -> Finding:
    """F3: 451 to three of ten; each waits and is tried again."""
    return _served(fault, messages, {"dot": Trick(answer="451 4.3.0 busy", share=0.3)})


def refused(fault: str, messages: int, hits: int) -> Finding:
    """F4: 554 to all; each ends with that as its reason."""
    found = _served(fault, messages, {"dot": Trick(answer="554 5.7.1 no")})
    failed = Message.objects.filter(state="failed", reason__contains="554").count()
    found.problems += [] if failed == messages else [f"{failed} failed with their reason"]
    return found


def silent(fault: str, messages: int, hits: int) -> Finding:
    """F5: silence at each phase, longer than the worker waits for an answer. Only after the last
    byte may a mail have been taken."""
    phases = ("connect", "ehlo", "mail", "rcpt", "data", "dot", "taken")
    tricks = {phase: Trick(silent=7, hang_up=True, times=2) for phase in phases}
    doubts = lambda: tricks["dot"].met + tricks["taken"].met  # noqa: E731
    found = _served(fault, messages, tricks, ambiguous=doubts)
    unmet = [phase for phase in phases if not tricks[phase].met]
    found.problems += [f"never silent at {phase}" for phase in unmet]
    return found


def cut_before(fault: str, messages: int, hits: int) -> Finding:
    """F6: the connection breaks for three of ten before the mail is taken: at DATA, where that is
    known, and after the last byte, where it is not."""
    tricks = {"data": Trick(hang_up=True, share=0.15), "dot": Trick(hang_up=True, share=0.15)}
    return _served(fault, messages, tricks)


def cut_after(fault: str, messages: int, hits: int) -> Finding:
    """F7: the connection breaks for three of ten after the mail is taken."""
    trick = Trick(hang_up=True, share=0.3)
    found = _served(fault, messages, {"taken": trick}, ambiguous=lambda: trick.met)
    held = Message.objects.filter(kind=HELD, state="unsure").count()
    found.notes = f"{trick.met} broken, {held} held ones unsure"
    return found


def wrong_password(fault: str, messages: int, hits: int) -> Finding:
    """F9: 535. It is not the mails' fault, and none of them pays for it."""
    stage.fill(messages)
    with SmtpSink(password="new") as sink, stage.crew(sink.url.replace("new@", "old@")):
        stage.wait_until(lambda: Transport.objects.filter(failures__gt=1).exists(), 90)
        stage.let_waits_be_over()
        sink.password = "old"
        problems = stage.finish(120)
    if Message.objects.filter(attempts__gt=0).exists():
        problems.append("mails paid for it")
    return stage.judge(fault, sink, problems=problems)


def away_for_a_day(fault: str, messages: int, hits: int) -> Finding:
    """F8: connections are refused for 24 hours, an hour at a time. One in ten is useful for twelve."""
    stage.fill(messages)
    short = Message.objects.filter(pk__in=_every_tenth())
    short.update(not_after=clock.db_now() + timedelta(hours=12))
    late = short.count()
    with SmtpSink() as sink:
        sink.close()
        with stage.crew(sink.url):
            for _hour in range(24):
                _wait_for_a_try()
                stage.let_pass(1)
            stage.wait_until(lambda: Message.objects.filter(state="expired").count() == late, 60)
            sink.open()
            problems = stage.finish(180)
    found = stage.judge(fault, sink, problems=problems)
    dead = Message.objects.filter(state="failed").count()
    expired = Message.objects.filter(state="expired").count()
    found.problems += [f"{dead} dead letters"] if dead else []
    found.problems += [] if expired == late else [f"{expired} of {late} expired"]
    return found


def _every_tenth() -> list[int]:
    return list(Message.objects.order_by("pk").values_list("pk", flat=True))[::10]


def _wait_for_a_try() -> None:
    before = Transport.objects.values_list("failures", flat=True).first() or 0
    Transport.objects.update(paused_until=None)
    stage.wait_until(lambda: Transport.objects.filter(failures__gt=before).exists(), 30)


# -- Poison ------------------------------------------------------------------------------------------


def poison(fault: str, messages: int, hits: int) -> Finding:
    """F17: mails that cannot be written, an address that is none, a zone that nobody knows, a
    megabyte, all of them before the good ones."""
    stage.fill(messages, (RESEND,))
    pks = list(Message.objects.order_by("pk").values_list("pk", flat=True))
    broken, address, zone, large = pks[0:2], pks[2], pks[3], pks[4]
    Message.objects.filter(pk__in=broken).update(params={"broken": True})
    Message.objects.filter(pk=address).update(to_address="a\r\nBcc: eve@example.org")
    stage.User.objects.filter(messages_received=zone).update(zone="Mars/Olympus")
    Message.objects.filter(pk=large).update(params={"note": "x" * 1_000_000})
    bad = [*broken, address, zone]
    good = Message.objects.exclude(pk__in=bad)
    with SmtpSink() as sink, stage.crew(sink.url):
        passed = stage.wait_until(lambda: not good.filter(state__in=stage.OPEN).exists(), 90)
        tries = [*Message.objects.filter(pk__in=bad).values_list("attempts", flat=True)]
        problems = [] if passed else ["good mails waited behind bad ones"]
        problems += stage.finish(120)
    ended = Message.objects.filter(pk__in=bad, state="failed", attempts__lte=6).count()
    problems += [] if ended == len(bad) else [f"{ended} of {len(bad)} bad ones ended"]
    found = stage.judge(fault, sink, problems=problems)
    found.notes = f"good ones gone after {max(tries)} tries of the bad; {found.notes}"
    return found
