"""Wins: what comes by itself, what is written by hand, cheering, hiding, and who reads what."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry
from goals import privacy, queries, services
from goals.access import readers
from goals.models import Cheer, Win
from goals.tests.make import make_commitment, make_goal
from mentorship.models import Pairing
from mentorship.tests.make import NOW

TODAY = NOW.date()


def add(owner, **changes) -> Win:
    facts = {"words": "I spoke first.", "by": owner.person, "now": NOW}
    return services.add_win(owner=owner, **(facts | changes))


def done(promise, **changes) -> None:
    services.answer_commitment(
        commitment=promise, answer="done", by=promise.person, now=NOW, **changes
    )


def close(pairing: Pairing) -> None:
    Pairing.objects.filter(pk=pairing.pk).update(state="closed", closed_at=NOW, close_reason="time")


# -- By themselves --------------------------------------------------------------------------------


def test_achieve_goal_is_a_win_for_those_who_read_the_goal(as_mentee, maria, omar) -> None:
    goal = make_goal(as_mentee)
    services.achieve_goal(goal=goal, by=maria, now=NOW)
    win = Win.objects.get()

    assert (win.kind, win.goal, win.on) == ("goal", goal, TODAY)
    assert readers(win) == readers(goal) == [maria, omar]


def test_achieve_goal_that_is_private_is_a_private_win(as_mentee, maria, omar) -> None:
    goal = make_goal(as_mentee, state="draft", shared_at=None, agreed_at=None)
    services.achieve_goal(goal=goal, by=maria, now=NOW)

    assert readers(Win.objects.get()) == [maria]
    assert not Win.objects.visible_to(omar).exists()


def test_drop_goal_is_no_win(as_mentee, maria) -> None:
    services.drop_goal(goal=make_goal(as_mentee), by=maria, now=NOW)

    assert not Win.objects.exists()


@pytest.mark.parametrize(("days", "wins"), [(1, 1), (0, 0), (-1, 0)])
def test_answer_commitment_done_before_its_day_is_a_win(as_mentee, days, wins) -> None:
    done(make_commitment(as_mentee, due_on=TODAY + timedelta(days=days)))

    assert Win.objects.filter(kind="early").count() == wins


def test_answer_commitment_done_after_a_move_is_no_early_win(as_mentee) -> None:
    done(make_commitment(as_mentee, due_on=TODAY + timedelta(days=5), state="moved", moves=1))

    assert not Win.objects.exists()


def test_record_win_celebrates_a_thing_once(as_mentee) -> None:
    facts = {"owner": as_mentee, "kind": "milestone", "about": "milestone:3", "now": NOW}
    first = services.record_win(words="The outline", **facts)

    assert first is not None
    assert services.record_win(words="The outline", **facts) is None
    assert Win.objects.count() == 1


def test_reach_milestone_is_a_win_that_reopening_takes_out_of_the_list(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    step = services.add_milestone(goal=goal, by=maria, now=NOW, title="Outline", due_on=TODAY)
    services.reach_milestone(milestone=step, by=maria, now=NOW)
    assert [row.said for row in queries.win_page(maria, NOW).mine] == ["Outline"]
    services.reopen_milestone(milestone=step, by=maria, now=NOW)
    assert queries.win_page(maria, NOW).mine == []
    services.reach_milestone(milestone=step, by=maria, now=NOW)

    assert [row.said for row in queries.win_page(maria, NOW).mine] == ["Outline"]


# -- By hand --------------------------------------------------------------------------------------


def test_add_win_twice_from_one_form_is_one(as_mentee) -> None:
    assert add(as_mentee, client_token="a") == add(as_mentee, client_token="a")
    assert AuditEntry.objects.filter(verb="win.add").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"words": "  "}, {"on": TODAY + timedelta(days=2)}, {"by": "omar"}]
)
def test_add_win_refuses(as_mentee, omar, wrong) -> None:
    if "by" in wrong:
        wrong = {"by": omar}
    with pytest.raises(DomainError):
        add(as_mentee, **wrong)


def test_add_win_in_a_closed_pairing_is_refused(as_mentee, pairing) -> None:
    close(pairing)
    as_mentee.refresh_from_db()
    with pytest.raises(DomainError):
        add(as_mentee)


# -- Who reads ------------------------------------------------------------------------------------


def test_visible_wins_end_with_the_pairing_and_stay_their_owners(
    as_mentee, pairing, maria, omar
) -> None:
    win = add(as_mentee)
    assert list(Win.objects.visible_to(omar)) == [win]
    close(pairing)

    assert list(Win.objects.visible_to(omar)) == []
    assert list(Win.objects.visible_to(maria)) == [win]


@pytest.mark.parametrize("name", ["ada", "eve"])
def test_visible_wins_are_none_for_others(as_mentee, name, request) -> None:
    add(as_mentee)

    assert not Win.objects.visible_to(request.getfixturevalue(name)).exists()


# -- Cheering -------------------------------------------------------------------------------------


def test_cheer_win_counts_once(as_mentee, omar) -> None:
    win = add(as_mentee)
    first = services.cheer_win(win=win, by=omar, now=NOW)

    assert services.cheer_win(win=win, by=omar, now=NOW) == first
    assert AuditEntry.objects.filter(verb="win.cheer").count() == 1


@pytest.mark.parametrize("name", ["maria", "ada", "eve"])
def test_cheer_win_is_for_the_others_of_the_pairing(as_mentee, name, request) -> None:
    win = add(as_mentee)
    with pytest.raises(DomainError):
        services.cheer_win(win=win, by=request.getfixturevalue(name), now=NOW)


def test_cheer_win_that_is_private_is_refused(as_mentee, omar) -> None:
    win = add(as_mentee, reach="me")
    with pytest.raises(DomainError):
        services.cheer_win(win=win, by=omar, now=NOW)


def test_to_cheer_are_fresh_ones_not_cheered_yet(as_mentee, as_mentor, omar) -> None:
    fresh, cheered = add(as_mentee), add(as_mentee)
    services.cheer_win(win=cheered, by=omar, now=NOW)
    add(as_mentee, on=TODAY - timedelta(days=15))
    add(as_mentee, reach="me")
    add(as_mentor)
    kind = "first_check_in"
    services.record_win(owner=as_mentee, kind=kind, about=kind, now=NOW)

    assert list(Win.objects.to_cheer(omar, TODAY)) == [fresh]


# -- Hiding, and what is never lost ---------------------------------------------------------------


def test_hide_win_takes_it_from_others_and_show_win_brings_it_back(as_mentee, maria, omar) -> None:
    win = add(as_mentee)
    services.hide_win(win=win, by=maria, now=NOW)
    assert not Win.objects.visible_to(omar).exists()
    assert [row.win for row in queries.win_page(maria, NOW).hidden] == [win]
    services.show_win(win=win, by=maria, now=NOW)

    assert list(Win.objects.visible_to(omar)) == [win]


def test_hide_win_is_its_owners(as_mentee, omar) -> None:
    win = add(as_mentee)
    with pytest.raises(DomainError):
        services.hide_win(win=win, by=omar, now=NOW)


def test_wins_and_cheers_are_written_once(as_mentee, omar) -> None:
    win = add(as_mentee)
    cheer = services.cheer_win(win=win, by=omar, now=NOW)

    for row in (Win.objects.get(pk=win.pk), Cheer.objects.get(pk=cheer.pk)):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "goal", "about": "goal:1"},
        {"words": "Twice", "client_token": "a"},
        {"kind": "hand", "words": ""},
        {"kind": "hand", "words": "About", "about": "goal:2"},
        {"kind": "early"},
    ],
)
def test_database_refuses(as_mentee, facts) -> None:
    common = {"owner": as_mentee, "on": TODAY, "at": NOW}
    Win.objects.create(kind="goal", about="goal:1", **common)
    Win.objects.create(words="Once", client_token="a", **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Win.objects.create(**common, **facts)


def test_database_refuses_a_second_cheer(as_mentee, as_mentor) -> None:
    win = add(as_mentee)
    Cheer.objects.create(win=win, by=as_mentor, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cheer.objects.create(win=win, by=as_mentor, at=NOW)


# -- Pages ----------------------------------------------------------------------------------------


def test_wins_page_pages_through_many(as_mentee, maria, sign_in) -> None:
    for number in range(25):
        add(as_mentee, words=f"Win {number:02}", on=date(2026, 11, 1))
    page = sign_in(maria)
    first = page.get("/wins/")
    second = page.get(f"/wins/?before={first.context['page'].older}")

    assert "Win 24" in first.text and "Win 04" not in first.text
    assert [row.said for row in second.context["page"].mine] == [
        f"Win 0{n}" for n in (4, 3, 2, 1, 0)
    ]


def test_add_win_page_keeps_what_was_typed(as_mentee, maria, sign_in) -> None:
    answer = sign_in(maria).post("/wins/add/", {"words": "x" * 241, "reach": "us"})

    assert answer.status_code == 422
    assert "x" * 241 in answer.text


def test_cheering_is_one_press(as_mentee, omar, sign_in) -> None:
    win = add(as_mentee)
    page = sign_in(omar)
    assert f"/wins/{win.pk}/cheer/" in page.get("/wins/").text
    page.post(f"/wins/{win.pk}/cheer/")

    assert "cheered by <bdi>you</bdi>" in page.get("/wins/").text


# -- Taking along, erasing ------------------------------------------------------------------------


def test_export_holds_wins_and_erase_takes_them_with_their_cheers(
    as_mentee, as_mentor, maria, omar
) -> None:
    services.cheer_win(win=add(as_mentee), by=omar, now=NOW)
    kept = add(as_mentor)
    services.cheer_win(win=kept, by=maria, now=NOW)
    (told,) = privacy.export(maria)["wins"]
    assert (told["words"], told["cheers"]) == ("I spoke first.", 1)
    privacy.erase(maria)

    assert list(Win.objects.all()) == [kept]
    assert not Cheer.objects.exists()
