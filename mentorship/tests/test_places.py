import pytest
from django.urls import get_resolver

from mentorship import context


def names_in(resolver, namespace: str = "") -> set[str]:
    found = {f"{namespace}{key}" for key in resolver.reverse_dict if isinstance(key, str)}
    for name, (_, inner) in resolver.namespace_dict.items():
        found |= names_in(inner, f"{name}:")
    return found


def test_places_name_only_pages_that_exist() -> None:
    marked = (
        context.NEXT_PAGES
        | context.GOAL_PAGES
        | context.CHECK_IN_PAGES
        | context.YOUR_PAGES
        | context.NOBODYS_PAGES
    )
    assert marked - names_in(get_resolver()) == set()


@pytest.mark.parametrize(
    ("here", "alone", "marked"),
    [
        ("mentorship:cohort", False, True),
        ("checkins:rhythm", True, True),
        ("mentorship:help", True, False),
        ("mentorship:pairing", True, False),
        ("mentorship:close_pairing", True, True),
        ("mentorship:close_pairing", False, False),
    ],
)
def test_programs_place_is_marked_on_its_own_pages(here: str, alone: bool, marked: bool) -> None:
    assert context.programs_place(here, alone=alone).names == ({here} if marked else set())
