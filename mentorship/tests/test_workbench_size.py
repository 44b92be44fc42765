"""The workbench with 2,000 pairs: at most 15 queries and 150 kB of HTML, whatever is shown."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mentorship.models import Pairing
from mentorship.tests import make
from mentorship.tests.many import make_many

PAIRS = 2_000
AT = "/cohorts/autumn/"
PAGES = [
    *(f"{AT}pairings/?show={show}" for show in ("drafts", "weak", "locked", "unmatched", "seats")),
    *(f"{AT}pairings/?show={show}" for show in ("published", "apart", "floors", "wanted")),
    f"{AT}pairings/?show=rather",
    f"{AT}pairings/?few=availability&sort=weakest&per=25",
    f"{AT}pairings/?sort=strongest&after=1950",
    f"{AT}pairings/?q=maximiliana",
    f"{AT}pairings/?show=unmatched&after=50",
    f"{AT}runs/",
]


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def client(db) -> Client:
    """Ada, who runs a cohort of 4,400 people."""
    program = make.make_program()
    cohort = make.make_cohort(program)
    ada = make.make_person("Ada Lind")
    make.make_coordinator(ada, program)
    make_many(cohort, PAIRS)
    signed_in = Client()
    signed_in.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    return signed_in


def test_there_are_2000_drafts(client):
    assert Pairing.objects.proposed().count() == PAIRS


@pytest.mark.parametrize("address", PAGES)
def test_workbench_with_2000_pairs_stays_small(client, address):
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(seen) <= 15
    assert len(answer.content) <= 150_000


def test_workbench_finds_few_points_in_one_criterion(client):
    answer = client.get(f"{AT}pairings/?few=availability&sort=weakest&per=25")
    rows = answer.context["rows"]
    assert (len(rows), rows[0].score) == (25, "30")
    assert all(row.pairing.points["availability"] < 40 for row in rows)
    last = client.get(f"{AT}pairings/?sort=strongest&after=1950").context
    assert (len(last["rows"]), last["older_url"]) == (50, "")
    assert last["newer_url"] == "?show=drafts&sort=strongest&before=1900"
