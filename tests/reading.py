"""Reading pages as people and machines do: what is visible, what must not be, where links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

MOST_PAGES = 1000
# Not pages: they end the session, or belong to somebody's mail program.
LEAVE_OUT = ("/accounts/logout/", "/admin/logout/", "/static/")
SAME_ROWS = re.compile(r"_facets=|\bo=|_changelist_filters|&")  # of lists seen otherwise
NEVER = re.compile(
    r"\b(radar|drift\w*|health\w*|flag(ged|s)?|missed|low pulse|nudg\w+|nudge|held accountable|"
    r"successfully)\b",
    re.IGNORECASE,
)


class VisibleText(HTMLParser):
    """What a reader sees or hears: text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in ("script", "style")
        for name, value in attrs:
            if name in ("title", "alt", "placeholder", "aria-label", "content", "data-label"):
                self.text.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data)


def visible(html: str) -> str:
    parser = VisibleText()
    parser.feed(html)
    return " ".join(" ".join(parser.text).split())


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "action", "formaction", "hx-get") and value:
                self.found.append(value)


def crawl(client: Client, starts: list[str]) -> Iterator[tuple[str, HttpResponse]]:
    """Every page that can be reached by following what stands on pages."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        assert len(seen) < MOST_PAGES
        address = waiting.pop()
        cache.clear()
        answer = client.get(address, follow=True)
        yield address, answer
        if "html" in answer.get("Content-Type", ""):
            links = Links()
            links.feed(answer.content.decode())
            for link in links.found:
                target = urlsplit(urljoin(address, link))
                path = f"{target.path}?{target.query}" if target.query else target.path
                same = bool(SAME_ROWS.search(target.query)) and path.startswith("/admin/")
                local = (
                    not same
                    and target.scheme in ("", "http")
                    and target.netloc in ("", "testserver")
                )
                if local and path not in seen and not path.startswith(LEAVE_OUT):
                    seen.add(path)
                    waiting.append(path)
