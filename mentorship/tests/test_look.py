import gzip
import re

import pytest
from django.conf import settings as project
from django.http import Http404
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import strip_tags

from mentorship.styleguide import ICONS, PAGES, Sampler, blank_form, broken_form, styleguide
from mentorship.templatetags.look import icon, names, seen_by

# Mails need their styles inline, because mail clients drop everything else.
TEMPLATES = sorted(
    path for path in (project.BASE_DIR / "templates").rglob("*.html") if path.parent.name != "mail"
)
FORM = "{% load crispy_forms_tags %}{{ form|crispy }}"
SPRITE = (project.BASE_DIR / "static" / "icons.svg").read_text()
DRAWN = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))


def show(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


def described_and_present(html: str) -> tuple[set[str], set[str]]:
    described = re.findall(r'aria-describedby="([^"]+)"', html)
    return set(" ".join(described).split()), set(re.findall(r' id="([^"]+)"', html))


@pytest.mark.parametrize("page", sorted(PAGES))
def test_styleguide_shows_each_page_in_debug(settings, rf: RequestFactory, page: str) -> None:
    settings.DEBUG = True
    response = styleguide(rf.get("/styleguide/", {"page": page}))
    assert (response.status_code, response.content.count(b"<h1")) == (200, 1)


def test_styleguide_shows_the_fields_of_answers(settings, rf: RequestFactory) -> None:
    settings.DEBUG = True
    page = styleguide(rf.get("/styleguide/")).content.decode()
    for name in ("blank-skills-more", "blank-wishes-3"):
        assert f'name="{name}"' in page
    assert page.count('name="blank-week"') == 28


@pytest.mark.parametrize(("debug", "page"), [(False, ""), (True, "nothing")])
def test_styleguide_is_not_there_otherwise(settings, rf, debug: bool, page: str) -> None:
    settings.DEBUG = debug
    with pytest.raises(Http404):
        styleguide(rf.get("/styleguide/", {"page": page}))


def test_icon_used_anywhere_is_drawn() -> None:
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r'(?:{% icon |\bicon(?:=|\|default:))"([^"]+)"', path.read_text())
    }
    assert used - DRAWN == set()


def test_icons_on_the_styleguide_are_all_there_are() -> None:
    assert set(ICONS) == DRAWN


def test_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in icon("eye")
    assert 'role="img" aria-label="Private &lt;b&gt;"' in icon("lock", label="Private <b>")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_inline(path) -> None:
    source = path.read_text()
    assert (
        re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", source) == []
    )


@pytest.mark.parametrize("form", [blank_form(), broken_form()], ids=["blank", "broken"])
def test_form_describes_its_fields_by_ids_that_exist(form: Sampler) -> None:
    described, present = described_and_present(show(FORM, form=form))
    assert described != set()
    assert described - present == set()


def test_form_error_stands_at_its_field_and_in_the_summary() -> None:
    html = show(FORM, form=broken_form())
    assert 'aria-invalid="true" aria-describedby="id_wrong-email_error" id="id_wrong-email"' in html
    assert 'id="id_wrong-email_error"' in html
    assert '<a href="#id_wrong-email">Your e-mail address</a> Enter a valid email address.' in html


def test_form_summary_links_lead_to_what_exists() -> None:
    html = show(FORM, form=broken_form())
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert links - set(re.findall(r' id="([^"]+)"', html)) == set()
    assert "id_wrong-rhythm" in links


def test_form_keeps_what_was_typed() -> None:
    html = show(FORM, form=broken_form())
    assert 'value="maria@"' in html
    assert ">\nBecause</textarea>" in html


def test_form_tag_gives_form_token_and_button() -> None:
    from crispy_forms.helper import FormHelper
    from crispy_forms.layout import Fieldset, Layout, Row, Submit

    form = blank_form()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("About it", "title", Row("due_on", "at")), Submit("go", "Save")
    )
    html = show("{% load crispy_forms_tags %}{% crispy form %}", form=form, csrf_token="abc")
    assert html.count("<form") == html.count('name="csrfmiddlewaretoken"') == 1
    assert '<button type="submit" name="go" value="Save" class="button go' in html
    assert "<legend>About it</legend>" in html


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([], "Only you can see this."),
        (["me"], "Only you can see this."),
        (["Omar", "me"], "You and Omar can see this."),
        (["Omar", "me", "Ada"], "You, Omar and Ada can see this."),
        (["A", "B", "C", "D", "me"], "You, A, B and 2 others can see this."),
        (["Omar"], "Omar can see this."),
    ],
)
def test_seen_by_says_who_in_a_sentence(people: list[str], sentence: str) -> None:
    assert seen_by(people, "me") == sentence


def test_names_of_nobody_is_empty() -> None:
    assert names([], "me") == ""


def test_consent_choice_gives_both_answers_the_same_weight() -> None:
    html = show('{% include "components/consent_choice.html" with action="/x/" %}', csrf_token="t")
    buttons = re.findall(r'<button class="([^"]+)" type="submit" name="answer" value="(\w+)"', html)
    assert buttons == [("button", "ask"), ("button", "dont")]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
def test_error_page_stands_without_any_context(name: str) -> None:
    source = (project.BASE_DIR / "templates" / f"{name}.html").read_text()
    html = Template(source).render(Context())
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


def test_login_page_offers_password_and_code(db, client) -> None:
    html = client.get("/accounts/login/").content.decode()
    assert 'name="login"' in html and 'name="password"' in html
    assert "Mail me a code" in strip_tags(html)


def test_stylesheet_stays_small() -> None:
    css = (project.BASE_DIR / "static" / "look.css").read_bytes()
    assert len(gzip.compress(css)) <= 15_000
