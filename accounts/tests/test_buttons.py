"""What somebody reads who opens an address that only a button sends to."""


def test_address_of_a_button_has_a_page_with_a_way_on(sign_in, maria):
    answer = sign_in(maria).get("/cohorts/autumn/enrollment/rotate/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "Nothing was changed." in page and 'class="button go" href="/"' in page


def test_address_of_a_button_has_a_page_for_strangers_too(client, db):
    answer = client.get("/apply/autumn/mentee/save/")
    assert answer.status_code == 405
    assert "This address belongs to a button" in answer.content.decode()
