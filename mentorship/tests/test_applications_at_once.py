"""The form keeps itself while its writer presses “send”, in two windows or one."""

from functools import partial

import pytest

from mentorship.models import ApplicationDraft, Enrollment
from mentorship.services import applications
from mentorship.services.applications import Written
from mentorship.tests.apply import ANSWERS, make_entrance
from mentorship.tests.make import NOW, make_cohort, make_enrollment, make_person, make_program
from mentorship.tests.test_requests_at_once import at_once

SAYS = "You have applied already. “Your places” says where it stands."


def begun():
    cohort = make_cohort(make_program())
    entrance = make_entrance(cohort, needs_approval=True)
    person = make_person("Eve Stone")
    applications.start_application(entrance=entrance, role="mentee", by=person, now=NOW)
    return {"cohort": cohort, "role": "mentee", "by": person, "now": NOW}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_submit_application_beside_keeping_it_never_breaks(turn):
    facts = begun() | {"written": Written(ANSWERS)}
    keep = [partial(applications.save_application, **facts)] * 8
    said = at_once([*keep, partial(applications.submit_application, **facts)])
    assert set(said) <= {"done", SAYS}
    assert (Enrollment.objects.count(), ApplicationDraft.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["", "invited"])
def test_submit_application_many_at_once_makes_one_place(state):
    facts = begun() | {"written": Written(ANSWERS)}
    if state:
        make_enrollment(facts["cohort"], facts["by"], "mentee", state=state)
    said = at_once([partial(applications.submit_application, **facts)] * 8)
    assert said == {"done": 1, SAYS: 7}
    assert (Enrollment.objects.count(), ApplicationDraft.objects.count()) == (1, 0)
