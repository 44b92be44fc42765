"""What somebody reads who opens an address that only a button sends to."""

import pytest

from accounts.middleware import page_above


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/cohorts/autumn/rules/3/remove/", "/cohorts/autumn/rules/3/"),
        ("/cohorts/autumn/questions/3/move/", "/cohorts/autumn/questions/"),
        ("/cohorts/autumn/enrollment/rotate/", "/cohorts/autumn/enrollment/"),
        ("/nothing/at/all/", "/"),
    ],
)
def test_page_above_is_the_nearest_that_there_is(address, above):
    assert page_above(address) == above


def test_address_of_a_button_has_a_page_with_a_way_on(sign_in, maria):
    answer = sign_in(maria).get("/cohorts/autumn/enrollment/rotate/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "Nothing was changed." in page and 'href="/cohorts/autumn/enrollment/"' in page


def test_address_of_a_button_has_a_page_for_strangers_too(client, db):
    answer = client.get("/apply/autumn/mentee/save/")
    assert answer.status_code == 405
    assert "This address belongs to a button" in answer.content.decode()
