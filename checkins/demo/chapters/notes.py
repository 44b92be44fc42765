"""What Maria and Omar noted: for themselves, for each other, and one line for the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from checkins import services
from checkins.demo.acting import Couple
from checkins.models import CheckIn, Note

PRIVATE, SHARED, PROGRAM = Note.Ink.PRIVATE, Note.Ink.SHARED, Note.Ink.PROGRAM
# After each of their talks, the newest first: who, in which ink, what.
AFTER_TALKS = [
    [
        (
            "omar",
            SHARED,
            "The book is “The Back of the Napkin”. Chapter two is the part on leaving out.",
        ),
        ("maria", PRIVATE, "I talk faster when somebody senior sits in the room. Watch for that."),
    ],
    [
        ("maria", SHARED, "The order that worked: the question first, then one number, then why."),
        ("omar", PRIVATE, "She solves it herself when I wait. Wait longer."),
    ],
    [
        ("maria", PRIVATE, "Next time, say no to the third topic."),
    ],
    [
        ("omar", SHARED, "Lea runs the speakers’ circle: Tuesdays at noon, everybody is welcome."),
    ],
]
BETWEEN = (
    "maria",
    SHARED,
    "Jonas asked whether I would repeat the talk for the other floor. I said yes.",
)
TOLD = (
    "maria",
    PROGRAM,
    "A room with a screen for practice talks would help many of us, not only me.",
)
CORRECTED = "The book is “The Back of the Napkin”. Chapter three, not two, is on leaving out."


def tell(couples: Sequence[Couple], now: datetime) -> None:
    couple = couples[0]
    talks = CheckIn.objects.of_pairing(couple.pairing).held().order_by("-starts_at")
    for talk, lines in zip(talks[: len(AFTER_TALKS)], AFTER_TALKS, strict=False):
        written = [
            _write(couple, line, talk.ends_at + timedelta(minutes=20), talk) for line in lines
        ]
        if lines is AFTER_TALKS[0]:
            later = min(talk.ends_at + timedelta(hours=3), now)
            services.correct_note(note=written[0], text=CORRECTED, by=couple.omar, now=later)
    _write(couple, BETWEEN, now - timedelta(days=10))
    _write(couple, TOLD, now - timedelta(days=20))


def _write(
    couple: Couple,
    line: tuple[str, str, str],
    now: datetime,
    talk: CheckIn | None = None,
) -> Note:
    name, ink, text = line
    author = couple.mentee if name == "maria" else couple.mentor
    return services.write_note(
        author=author, ink=ink, text=text, by=author.person, now=now, check_in=talk
    )
