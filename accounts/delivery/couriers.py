"""Two ways of delivering a claimed batch: to a mail server, or kept in this database."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction

from accounts import mailkinds
from accounts.delivery import outcome, reasons, transport
from accounts.delivery.backoff import wait_after
from accounts.delivery.catchup import CatchUp
from accounts.delivery.claim import LEASE, extend, release
from accounts.delivery.guard import glance, pass_gate
from accounts.delivery.mime import mail_bytes
from accounts.delivery.outcome import insist
from accounts.delivery.smtp import (
    Answered,
    Conversation,
    EndUnknown,
    Server,
    ServerTrouble,
    address_is_dead,
)
from accounts.delivery.stop import stopping
from accounts.delivery.verp import envelope_sender
from accounts.leases import LeaseKeeper
from accounts.models import Message
from accounts.services.outbox import mail_host
from accounts.services.suppressions import suppress_address

KEPT_REPLY = "kept in this database"


@dataclass
class Run:
    """One go through the queue. `now` was read once; `moment` moves on with it."""

    now: datetime
    worker: str
    episode: CatchUp | None = None
    began: float = field(default_factory=time.monotonic)

    def moment(self) -> datetime:
        return self.now + timedelta(seconds=time.monotonic() - self.began)


class Kept:
    """Without EMAIL_URL mails stay here, sent as far as anybody is concerned."""

    def deliver(self, batch: list[Message], run: Run) -> None:
        for place, message in enumerate(batch):
            if stopping.is_set():
                release(batch[place:])
                return
            try:
                with transaction.atomic():
                    if pass_gate(message, run.now, run.episode).go:
                        outcome.mark_sent(
                            message, at=run.now, code=250, reply=KEPT_REPLY, kept=True
                        )
            except Exception as trouble:  # one bad row must not stop the others
                outcome.could_not_write(message, at=run.now, trouble=trouble)

    def close(self) -> None:
        pass


class ToServer:
    def __init__(self, server: Server) -> None:
        self.talk = Conversation(server, mail_host())
        self.data_began: float | None = None
        self.has_delivered = False
        self.broke_in_a_row = 0

    def close(self) -> None:
        self.talk.close()

    def deliver(self, batch: list[Message], run: Run) -> None:
        """Raises ServerTrouble after giving back what it has not begun."""
        with LeaseKeeper(lambda: self._extend(batch[0]), LEASE.total_seconds() / 4):
            for place, message in enumerate(batch):
                if stopping.is_set():
                    release(batch[place:])
                    return
                try:
                    self._deliver(message, run)
                except ServerTrouble:
                    insist(lambda rest=batch[place:]: release(rest))
                    raise

    def _extend(self, first: Message) -> None:
        """While one mail hangs in DATA, the others of its batch are let go to other workers."""
        began = self.data_began
        hangs = began is not None and time.monotonic() - began > LEASE.total_seconds()
        if first.lease_token is not None and not hangs:
            extend(first.lease_token)

    def _deliver(self, message: Message, run: Run) -> None:
        try:
            if not glance(message, run.moment(), run.episode).go:
                return
            self.talk.start_mail(envelope_sender(message), message.to_address)
            if not pass_gate(message, run.moment(), run.episode).go:
                self.talk.forget_mail()
                return
            mail = mail_bytes(message)
        except (ServerTrouble, Answered) as answer:
            self._note_refusal(message, run, answer)
            return
        except (OperationalError, InterfaceError):
            # The database went away before DATA: this mail has not left, whatever the row says.
            insist(lambda: outcome.put_off(message, until=message.due_at, reason=""))
            raise
        except Exception as error:  # one bad row must not stop the others
            trouble = error
            self.talk.forget_mail()
            insist(lambda: outcome.could_not_write(message, at=run.moment(), trouble=trouble))
            return
        self.data_began = time.monotonic()
        try:
            self._hand_over(message, mail, run)
        finally:
            self.data_began = None

    def _hand_over(self, message: Message, mail: bytes, run: Run) -> None:
        try:
            code, reply = self.talk.hand_over(mail)
        except EndUnknown as trouble:
            policy = mailkinds.get(message.kind).policy
            self._note(message, run, "data", None, str(trouble))
            insist(lambda: outcome.end_unknown(message, policy=policy, at=run.moment()))
        except Answered as answer:
            self._note_refusal(message, run, answer)
        except ServerTrouble as trouble:
            self._broke(message, run, trouble)
        else:
            sent_at = run.moment()
            self.broke_in_a_row = 0
            insist(lambda: outcome.mark_sent(message, at=sent_at, code=code, reply=reply))
            self._note(message, run, "data", code, reply)
            if not self.has_delivered:
                self.has_delivered = True
                transport.works_again()

    def _broke(self, message: Message, run: Run, trouble: ServerTrouble) -> None:
        """The server took sender and address, and went away at the words of this mail. It may be the
        mail, so others go first; if the next one breaks too, it is the server."""
        self.broke_in_a_row += 1
        until = run.moment() + wait_after(1)
        insist(lambda: outcome.put_off(message, until=until, reason=""))
        self._note(message, run, "data", None, str(trouble))
        if self.broke_in_a_row > 1:
            raise trouble

    def _note_refusal(self, message: Message, run: Run, answer: ServerTrouble | Answered) -> None:
        """4xx waits, 5xx ends; trouble with the server itself is not this mail's fault."""
        if isinstance(answer, ServerTrouble):
            # DATA may be marked but its body has not left: nobody has this mail.
            insist(lambda: outcome.put_off(message, until=message.due_at, reason=""))
            raise answer
        at, code, reply = run.moment(), answer.code, answer.reply
        if answer.is_final:
            fields = {
                "attempts": message.attempts + 1,
                "smtp_code": code,
                "smtp_reply": reply[:255],
            }
            reason = f"{reasons.REFUSED} {code} {reply}"
            insist(lambda: outcome.end(message, Message.State.FAILED, reason, **fields))
            if address_is_dead(code, reply):
                suppress_address(address=message.to_address, reason=f"{code} {reply}", now=at)
        else:
            insist(lambda: outcome.answered_later(message, at=at, code=code, reply=reply))
        self._note(message, run, answer.phase, code, reply)
        self.talk.forget_mail()

    def _note(self, message: Message, run: Run, phase: str, code: int | None, reply: str) -> None:
        at = run.moment()
        insist(
            lambda: outcome.note_attempt(
                message, at=at, worker=run.worker, phase=phase, code=code, reply=reply
            )
        )
