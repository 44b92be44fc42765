"""Somebody at a browser. Every page they come to is looked at, not only the ones we worry about."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 800}
# Chromium writes a line for every answer that is not a success; a form that came back is none.
FORM_CAME_BACK = "status of 422"
SHOTS = os.environ.get("JOURNEY_SHOTS", "")
# One of each kind of page: cards and forms, lists and tables, a chart, notes in their inks.
KEY_PAGES = {
    "checkins:home",
    "checkins:check_in",
    "checkins:feedback",
    "checkins:review",
    "checkins:rhythm",
    "goals:asking",
    "goals:edit_goal",
    "goals:goal",
    "goals:promises",
    "mentorship:agreement",
    "mentorship:cohort",
    "mentorship:pairing_reasons",
    "mentorship:roster",
    "mentorship:workbench",
}
NARROWER_THAN_PAGE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > wide + 1)
    .map((element) => element.outerHTML.slice(0, 120)).slice(0, 5);
}"""
axe = Axe()
# Our pages are one document with one style sheet: there is nothing to fetch beforehand.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}


class Visitor:
    """Follows links and presses buttons by the words that stand on them."""

    def __init__(self, name: str, context: BrowserContext, *, has_scripts: bool = True) -> None:
        self.name = name
        self.has_scripts = has_scripts
        self.context = context
        self.page: Page = context.new_page()
        self.seen: list[str] = []
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and FORM_CAME_BACK not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    # -- Moving about ----------------------------------------------------------------------------

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def follow(self, words: str, *, within: Locator | None = None) -> None:
        with self.arriving():
            self.link(words, within=within).click()

    def press(self, words: str, *, within: Locator | None = None) -> None:
        with self.arriving():
            self.button(words, within=within).click()

    def unfold(self, words: str, *, reading: str) -> None:
        """A link whose page comes into this one, where scripts run."""
        self.link(words).click()
        self.page.get_by_text(reading).first.wait_for()
        self.look()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        with self.page.expect_navigation():
            yield
        self.look()

    # -- Filling in ------------------------------------------------------------------------------

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(_label(label)).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(_label(label)).select_option(option)

    def pick(self, words: str, *, within: Locator | None = None) -> None:
        """A chip: the label is what a finger meets."""
        (within or self.page).locator("label.chip", has_text=words).first.click()

    # -- Looking ---------------------------------------------------------------------------------

    def link(self, words: str, *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("link", name=words).first

    def address_of(self, words: str) -> str:
        return self.link(words).get_attribute("href") or ""

    def button(self, words: str, *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=words).first

    def card(self, words: str) -> Locator:
        return self.page.locator(".card", has_text=words).first

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text().replace("\u00a0", " ")

    def sees(self, *words: str) -> bool:
        missing = [word for word in words if word not in self.text]
        assert not missing, f"{self.name} does not read {missing} on {self.page.url}:\n{self.text}"
        return True

    def read(self, kind: str, mail: str) -> None:
        """As a mail program shows it."""
        self.page.set_content(mail)
        self.look(kind)

    def key_pages(self) -> dict[str, str]:
        """Where this person has been: one address for each of those kinds of pages."""
        found: dict[str, str] = {}
        for address in self.seen:
            path = urlsplit(address).path
            with suppress(Resolver404):
                found[resolve(path).view_name] = path
        return {name: path for name, path in found.items() if name in KEY_PAGES}

    def look(self, what: str = "") -> None:
        """Accessible, within the width of the screen, and without a word in the console."""
        self.page.wait_for_load_state()
        what = what or self.page.url
        self._keep_picture(what)
        where = f"{self.name} on {what}"
        assert self.complaints == [], f"{where}: {self.complaints}"
        self.seen.append(self.page.url)
        if not self.has_scripts:
            return  # nor can we look with any; others come to the same pages
        found = axe.run(self.page, options=AXE_OPTIONS)
        assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
        too_wide = self.page.evaluate(NARROWER_THAN_PAGE)
        assert too_wide == [], f"{where} has to scroll sideways: {too_wide}"

    def _keep_picture(self, what: str) -> None:
        if not SHOTS:
            return
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        place = re.sub(r"[^a-z0-9]+", "-", what.split("/", 3)[-1].lower())[:50]
        width = self.page.viewport_size["width"]
        name = self.name.encode("ascii", "ignore").decode().replace(" ", "-")
        number = len(list(folder.glob("*.png"))) + 1
        file = f"{number:03d}-{width}-{name}-{place.strip('-') or 'home'}.png"
        self.page.screenshot(path=folder / file, full_page=True)


def _label(words: str) -> re.Pattern[str]:
    """The whole label, whether it says that it is optional or not."""
    return re.compile(rf"^\s*{re.escape(words)}\s*(\((optional|required)\))?\s*$")
