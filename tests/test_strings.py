"""Every word on a page can be translated: no bare text in templates, no bare attribute."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Shown to developers alone, or when nothing that translates works any more.
NOT_FOR_READERS = ("styleguide/", "500.html", "503.html")
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.S)
TEMPLATE = re.compile(r"{%.*?%}|{{.*?}}", re.S)
CLASSES = re.compile(r"{%\s*block (?:page_class|body_attributes)\s*%}.*?{%\s*endblock\s*%}", re.S)
CODE = re.compile(r"<(style|title)\b.*?</\1>|<!doctype[^>]*>", re.S | re.I)
TAG = re.compile(r"<[^>]*>", re.S)
SAID = re.compile(r'\b(?:alt|aria-label|placeholder|title|content|value)="([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")


def template_files() -> list[str]:
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*")]
    return sorted(name for name in names if not name.startswith(NOT_FOR_READERS))


def bare_words(source: str) -> list[str]:
    without = CLASSES.sub(" ", COMMENT.sub(" ", TRANSLATED.sub(" ", source)))
    plain = TEMPLATE.sub("", CODE.sub(" ", without))
    return LETTERS.findall(TAG.sub(" ", plain).replace("&nbsp;", " ").replace("&middot;", " "))


def bare_attributes(source: str) -> list[str]:
    plain = TEMPLATE.sub("", COMMENT.sub(" ", TRANSLATED.sub(" ", source)))
    said = [tag for tag in TAG.findall(plain) if not re.match(r"<(meta|input|option|li)\b", tag)]
    return [text for tag in said for text in SAID.findall(tag) if " " in text.strip()]


@pytest.mark.parametrize("name", template_files())
def test_a_template_says_nothing_that_cannot_be_translated(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    assert bare_words(source) == []
    assert bare_attributes(source) == []


def test_the_search_for_bare_words_finds_them() -> None:
    assert bare_words('<p class="x">Hello {{ name }}, {% translate "you" %}</p>') == ["Hello"]
    assert bare_attributes('<nav aria-label="Main places">') == ["Main places"]
