"""The page of one goal: what it asks, who reads what is typed there, and its log on a phone."""

import re
from decimal import Decimal

from django.urls import reverse

from accounts import clock
from goals import services
from goals.models import Goal
from goals.tests.make import make_goal


def at(name: str, *args: object) -> str:
    return reverse(f"goals:{name}", args=args)


def test_goal_page_asks_whether_it_is_achieved_once_the_number_is_there(
    as_mentee, maria, omar, sign_in
) -> None:
    goal, asks = make_goal(as_mentee), "You got to the number."
    services.log_progress(goal=goal, by=maria, value=Decimal(2), now=clock.now())
    assert asks not in sign_in(maria).get(at("goal", goal.pk)).content.decode()
    services.log_progress(goal=goal, by=maria, value=Decimal(3), now=clock.now())
    assert asks in sign_in(maria).get(at("goal", goal.pk)).content.decode()
    assert asks not in sign_in(omar).get(at("goal", goal.pk)).content.decode()


def test_goal_page_names_the_readers_beside_each_of_its_forms(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    page = sign_in(maria).get(at("goal", goal.pk)).content.decode()
    for verb in ("log_progress", "add_milestone"):
        form = page.index(f'action="{at(verb, goal.pk)}"')
        after = page[page.index("</form>", form) :]
        assert "You and Omar Haddad can see this." in after[:400], verb


def test_goal_page_leaves_no_cell_with_a_label_and_nothing_in_it(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    services.log_progress(goal=goal, by=maria, value=Decimal(2), now=clock.now())
    services.log_progress(goal=goal, by=maria, note="Just words", now=clock.now())
    cells = re.findall(r"<td[^>]*data-label[^>]*>(.*?)</td>", _page(sign_in(maria), goal))
    assert "" in cells and len(cells) == 2  # empty: the phone leaves it out


def _page(client, goal: Goal) -> str:
    return client.get(at("goal", goal.pk)).content.decode()
