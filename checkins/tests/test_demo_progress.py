"""What the demo tells of progress."""

from types import SimpleNamespace

from checkins.demo.chapters import progress
from goals.models import ProgressEntry
from goals.tests.make import make_goal
from mentorship.tests.make import NOW


def test_demo_tells_what_came_of_progress_once(as_mentee) -> None:
    make_goal(as_mentee)
    couples = [SimpleNamespace(mentee=as_mentee)]
    progress.tell(couples, NOW)
    progress.tell(couples, NOW)

    assert list(ProgressEntry.objects.values_list("outcome", flat=True)) == [
        "delivered",
        "said",
        "learned",
    ]


def test_demo_without_an_agreed_goal_tells_nothing(as_mentee) -> None:
    make_goal(as_mentee, state="draft", agreed_at=None)
    progress.tell([SimpleNamespace(mentee=as_mentee)], NOW)

    assert not ProgressEntry.objects.exists()
