"""Ways in: a password, a mailed code, an invitation."""

from __future__ import annotations

import re
from collections.abc import Callable

from accounts.models import User
from mentorship.tests.make import PASSWORD

from .post import Post
from .visitor import Visitor

CODE = "accounts.sign_in_code"


def sign_in_with_password(visitor: Visitor, address: str, password: str) -> None:
    visitor.write("Email", address)
    visitor.write("Password", password)
    visitor.press("Sign in")


def signed_in(visitor: Callable[..., Visitor], person: User, **changes: object) -> Visitor:
    guest = visitor(person.short_name, **changes)
    guest.open("/")
    sign_in_with_password(guest, person.email, PASSWORD)
    return guest


def sign_in_with_code(visitor: Visitor, address: str, post: Post) -> None:
    visitor.follow("Mail me a code")
    visitor.write("Email", address)
    visitor.press("Mail me a code")
    post.deliver()
    visitor.write("Code", mailed_code(post, address))
    visitor.press("Go on")


def mailed_code(post: Post, address: str) -> str:
    """The one line of the mail that is set apart."""
    found = re.search(r"^    (\S+)$", post.latest(CODE, address).text, re.MULTILINE)
    assert found
    return found[1]


def choose_password(visitor: Visitor, password: str) -> None:
    visitor.write("A password of your own", password)
    visitor.press("Accept with this password")
