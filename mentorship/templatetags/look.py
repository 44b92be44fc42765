"""The few tags every page may use: an icon, and the sentence about who can read something."""

from collections.abc import Iterable
from functools import lru_cache

from django import forms, template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.kept import TOKEN, drawn
from mentorship.words import Words

register = template.Library()
NAMES_SHOWN = 4


@lru_cache(maxsize=1)
def sprite() -> str:
    return static("icons.svg")


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Decoration beside words; give a label only where no words stand beside it."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            label,
            sprite(),
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        sprite(),
        name,
    )


@register.filter
def for_request(part: SafeString, token: object) -> SafeString:
    """A kept part, with the token of this request in its forms."""
    return mark_safe(part.replace(TOKEN, str(token)))  # noqa: S308  templates made it


@register.simple_tag(takes_context=True)
def masthead(context: template.Context) -> SafeString:
    """The same for everybody who has the same places, on the same page."""
    nav = tuple(context.get("nav") or ())
    return drawn("components/masthead.html", SITE_NAME=context.get("SITE_NAME"), nav=nav)


@register.simple_tag(takes_context=True)
def file_links(context: template.Context) -> SafeString:
    return drawn("components/file_links.html", is_in=_is_in(context))


@register.simple_tag(takes_context=True)
def colophon(context: template.Context) -> SafeString:
    is_in = _is_in(context)
    part = drawn("components/colophon.html", is_in=is_in)
    # Asking for the token sets a cookie, and whoever is not signed in has no form here.
    return for_request(part, context.get("csrf_token", "")) if is_in else part


def _is_in(context: template.Context) -> bool:
    user = context.get("user")
    return user is not None and user.is_authenticated


@register.simple_tag
def back(label: str, url_name: str, *args: object) -> SafeString:
    """The way to the page above this one, before the heading."""
    url = reverse(url_name, args=args)
    return format_html('<a class="back" href="{}">{}{}</a>', url, icon("back"), label)


@register.filter
def mark(field: forms.BoundField) -> str:
    """“optional” or “required” beside a label: whichever of the two is the rarer in its form."""
    fields = [each for each in field.form.fields.values() if not each.widget.is_hidden]
    needed = sum(each.required for each in fields)
    if field.field.required:
        return _("required") if needed < len(fields) - needed else ""
    return _("optional") if needed >= len(fields) - needed else ""


@register.filter
def role_word(role: str, words: Words) -> str:
    """“mentor” in the program's own words."""
    return words.role(role)


@register.filter
def pairs_words(pairs: str, words: Words) -> str:
    """Whom a cohort brings together, in the program's own words."""
    return words.pairs(pairs)


def joined(names: list[str]) -> str:
    """“Ana”, “Ana and Bo”, “Ana, Bo and Cy”; a long list ends in a number."""
    if len(names) > NAMES_SHOWN:
        rest = len(names) - NAMES_SHOWN + 1
        others = ngettext("%(count)d other", "%(count)d others", rest) % {"count": rest}
        names = [*names[: NAMES_SHOWN - 1], others]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@register.filter
def names(people: Iterable[object], reader: object = None) -> str:
    """People by name, the reader first and as “you”."""
    everyone = list(people or [])
    others = [str(person) for person in everyone if person != reader]
    return joined([_("you"), *others] if len(others) < len(everyone) else others)


@register.filter
def seen_by(people: Iterable[object], reader: object = None) -> str:
    """Who can see this, as a sentence."""
    everyone = list(people or [])
    if all(person == reader for person in everyone):
        return _("Only you can see this.")
    return capfirst(_("%(people)s can see this.") % {"people": names(everyone, reader)})
