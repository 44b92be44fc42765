"""What stands in the address of a list: search words, filters, where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from mentorship.models import Enrollment
from mentorship.numbers import number_in
from mentorship.queries.paging import PER_PAGE, KeyPage

SEARCH_CHARS = 80
SORTS = ("weakest", "strongest")
FEWER_PER_PAGE = 25


@dataclass(frozen=True)
class ListQuery:
    """Read from the address with patience: nonsense is the same as nothing."""

    search: str = ""
    role: str = ""
    state: str = ""
    show: str = ""
    few: str = ""  # a criterion: only pairs with few points in it
    sort: str = ""
    per: int = PER_PAGE
    after: int | None = None
    before: int | None = None

    @classmethod
    def read(
        cls, data: Mapping[str, str], shows: tuple[str, ...] = (), criteria: Iterable[str] = ()
    ) -> ListQuery:
        return cls(
            search=data.get("q", "").replace("\0", "").strip()[:SEARCH_CHARS],
            role=_one_of(data.get("role", ""), Enrollment.Role.values),
            state=_one_of(data.get("state", ""), Enrollment.State.values),
            show=_one_of(data.get("show", ""), shows) or (shows[0] if shows else ""),
            few=_one_of(data.get("few", ""), criteria),
            sort=_one_of(data.get("sort", ""), SORTS),
            per=FEWER_PER_PAGE if data.get("per") == str(FEWER_PER_PAGE) else PER_PAGE,
            after=number_in(data.get("after", "")),
            before=number_in(data.get("before", "")),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search or self.role or self.state or self.few)

    @property
    def start(self) -> int:
        """Where a list begins that is paged by place and not by key."""
        return (self.before if self.before is not None else self.after) or 0

    @property
    def here(self) -> str:
        """This very page."""
        return self.url(after=self.after, before=self.before)

    def url(self, **changes: object) -> str:
        """“?q=…&after=…” with these changes; paging starts anew unless it is said."""
        kept = {"q": self.search, "role": self.role, "state": self.state, "show": self.show}
        kept |= {"few": self.few, "sort": self.sort}
        kept |= {"per": str(self.per)} if self.per != PER_PAGE else {}
        found = {name: value for name, value in (kept | changes).items() if value not in ("", None)}
        return f"?{urlencode(found)}" if found else "?"

    def links(self, page: KeyPage) -> dict[str, str]:
        """For components/pager.html."""
        return {
            "newer_url": self.url(before=page.before) if page.before is not None else "",
            "older_url": self.url(after=page.after) if page.after is not None else "",
        }


def _one_of(value: str, allowed: object) -> str:
    return value if value in list(allowed) else ""  # type: ignore[call-overload]
