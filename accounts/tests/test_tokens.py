"""A link opens one purpose for one person, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import ActionToken, User
from accounts.tests.make import NOW, make_person, make_token
from accounts.tokens import TokenRefused, issue_token, read_token


def test_read_token_returns_the_token_behind_its_link(db) -> None:
    token = make_token()
    assert read_token(token.raw, NOW) == token


def test_read_token_refuses_any_changed_character(db) -> None:
    raw = make_token().raw
    for place in range(len(raw)):
        changed = raw[:place] + ("A" if raw[place] != "A" else "B") + raw[place + 1 :]
        with pytest.raises(TokenRefused) as refusal:
            read_token(changed, NOW)
        assert refusal.value.code == "unknown"
        assert refusal.value.token is None


def test_read_token_refuses_every_foreign_combination(db) -> None:
    people = [make_person("Ana"), make_person("Ben")]
    tokens = [make_token(purpose=p, person=who) for p in ("a.one", "a.two") for who in people]
    for token in tokens:
        for other in tokens:
            mixed = token.public_id + other.raw[len(other.public_id) :]
            if token == other:
                assert read_token(mixed, NOW) == token
                continue
            with pytest.raises(TokenRefused):
                read_token(mixed, NOW)


def test_read_token_refuses_another_purpose(db) -> None:
    with pytest.raises(TokenRefused) as refusal:
        read_token(make_token(purpose="a.one").raw, NOW, purpose="a.two")
    assert refusal.value.code == "unknown"


def test_read_token_refuses_a_purpose_changed_in_the_database(db) -> None:
    token = make_token(purpose="a.one")
    raw = token.raw
    ActionToken.objects.update(purpose="a.two")
    with pytest.raises(TokenRefused):
        read_token(raw, NOW)


def test_read_token_says_expired_and_hands_over_the_token(db) -> None:
    token = make_token(expires_at=NOW + timedelta(days=1))
    with pytest.raises(TokenRefused) as refusal:
        read_token(token.raw, NOW + timedelta(days=1))
    assert (refusal.value.code, refusal.value.token) == ("expired", token)


def test_read_token_refuses_somebody_who_is_no_longer_here(db) -> None:
    token = make_token()
    User.objects.update(is_active=False)
    with pytest.raises(TokenRefused) as refusal:
        read_token(token.raw, NOW)
    assert refusal.value.code == "unknown"


def test_read_token_honours_a_rotated_secret_key(db, settings) -> None:
    raw = make_token().raw
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
    assert read_token(raw, NOW).raw != raw
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(TokenRefused):
        read_token(raw, NOW)


def test_issue_token_twice_gives_the_same_link_and_the_longer_life(db) -> None:
    person = make_person("Ana")
    first = make_token(person=person, expires_at=NOW + timedelta(days=9))
    again = make_token(person=person, expires_at=NOW + timedelta(days=2))
    assert again.raw == first.raw
    assert again.expires_at == NOW + timedelta(days=9)


def test_issue_token_after_use_replaces_the_old_link(db) -> None:
    person = make_person("Ana")
    old = make_token(person=person)
    ActionToken.objects.update(used_at=NOW, result="Thank you.")
    new = make_token(person=person)
    assert (new.version, new.used_at, new.result) == (2, None, "")
    with pytest.raises(TokenRefused) as refusal:
        read_token(old.raw, NOW)
    assert (refusal.value.code, refusal.value.token) == ("replaced", new)


def test_token_url_is_absolute_and_carries_the_picked_answer(db, settings) -> None:
    settings.SITE_URL = "https://m.example.org"
    token = make_token()
    assert token.url() == f"https://m.example.org/a/{token.raw}/"
    assert token.url(answer="done") == f"https://m.example.org/a/{token.raw}/?answer=done"


def test_unsubscribe_links_fit_a_header_line_of_76_characters(db, settings) -> None:
    settings.SITE_URL = "https://mentoring.example.org"[:31]
    token = make_token(purpose="unsubscribe")
    assert len(token.raw) == 22
    settings.SITE_URL = "https://" + "h" * 23
    assert len(f"List-Unsubscribe: <{token.url()}>") == 76


def test_issue_token_binds_person_subject_and_scope(db) -> None:
    person, about = make_person("Ana"), make_person("Ben")
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    token = issue_token(
        purpose="a.one", about=about, person=person, scope="program:7", now=now, expires_at=now
    )
    assert (token.person, token.subject(), token.scope) == (person, about, "program:7")
