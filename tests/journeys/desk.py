"""The coordinator's pages: each function is one thing that she comes to do there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .post import Post
from .visitor import Visitor


def create_program(ada: Visitor, name: str) -> None:
    ada.follow("Programs")
    ada.follow("Create program")
    ada.follow("Set up a program step by step instead")
    ada.write("What is the program called?", name)
    ada.write("In which time zone are most of you?", "Europe/Berlin")
    ada.write("Whom may people write to when they need help?", "help@example.org")
    ada.write("Who is told when somebody raises a concern?", "safe@example.net")
    ada.press("Create program")


def create_cohort(ada: Visitor, name: str, first: date, last: date) -> None:
    ada.follow("Create cohort")
    ada.write("What is this round called?", name)
    ada.write("First day", first.isoformat())
    ada.write("Last day", last.isoformat())
    ada.choose("On which day?", "Thursday")
    ada.write("At what time?", "17:00")
    ada.press("Create cohort")


def open_program(ada: Visitor, name: str, cohort: str) -> None:
    """From the cohort's page and back to it; nobody can be entered in a draft."""
    ada.follow(name)
    ada.follow("Open program")
    ada.sees(f"Open {name}?")
    ada.press("Open program")
    ada.follow(cohort)


def upload_roster(ada: Visitor, file: Path, who: str) -> None:
    ada.follow("Upload roster")
    ada.page.get_by_label("The file").first.set_input_files(file)
    ada.pick(who)
    ada.press("Upload roster")


def confirm_roster(ada: Visitor, post: Post) -> None:
    """Says that these people applied themselves, and waits for the job."""
    ada.pick("these people applied themselves")
    ada.press("Confirm roster")
    wait_for_job(ada, post)


def propose_pairings(ada: Visitor, post: Post) -> None:
    ada.press("Propose pairings")
    wait_for_job(ada, post)


def wait_for_job(ada: Visitor, post: Post) -> None:
    """The worker runs it while she looks at its page, which then leads on by itself."""
    ada.sees("It starts in a moment")
    post.deliver()
    ada.page.wait_for_url(lambda url: "/jobs/" not in url)
    ada.look()


def search(visitor: Visitor, name: str) -> None:
    visitor.write("Name or address", name)
    visitor.press("Search")


def swap_pairing(ada: Visitor, mentee: str) -> str:
    """Takes the best of the other mentors for her, and returns that mentor's name."""
    ada.follow("Swap pairing")
    ada.sees(f"Somebody else for {mentee}?")
    ada.follow("Compare")
    chosen = ada.page.locator("#chosen").inner_text()
    ada.press("Swap pairing")
    ada.sees("Swapped, and kept as it is")
    return chosen.removeprefix(f"{mentee} with ").rpartition(":")[0]
