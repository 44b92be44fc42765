"""Every component and form state on one page, for whoever builds pages. Only in DEBUG."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mentorship.context import Entry
from mentorship.forms.answer_fields import TagsField, TagsWidget, WeekField, WishesField

# Names as life has them: long, short, right to left, without spaces.
NAMES = [
    "Maria Hernández-Okonkwo von der Leyenburg-Śliwińska",
    "Omar Haddad",
    "עדה לוי-כהן",
    "عمر عبد الرحمن الخطيب",
    "山田太郎",
    "김하늘",
    "Ng",
    "Donaudampfschifffahrtsgesellschaftskapitänin Annegret",
]
ICONS = (
    "home goal promise calendar check-in you people match mail eye lock plus check close arrow "
    "back down question info alert heart clock chart pencil leaf win bell pause link program "
    "feedback desk file upload download search settings sign-out key copy swap compass "
    "agreement shield trash more globe"
).split()
NAV = [
    {"label": "Next", "url": "?page=home", "icon": "home", "current": True},
    {"label": "Goals", "url": "?page=goal", "icon": "goal", "current": False},
    {"label": "Check-ins", "url": "?page=form", "icon": "check-in", "current": False},
    {"label": "You", "url": "?page=", "icon": "you", "current": False},
]
DAYS = [("0", "Monday"), ("1", "Tuesday"), ("2", "Wednesday"), ("3", "Thursday"), ("4", "Friday")]
PAGES = {"", "home", "goal", "desk", "form"}


class Sampler(forms.Form):
    """One field of each kind, in the order in which a person would meet them."""

    title = forms.CharField(
        label="What exactly do you want to reach?",
        help_text="One sentence that a friend would understand.",
        max_length=120,
    )
    email = forms.EmailField(label="Your e-mail address", required=False)
    why = forms.CharField(
        label="Why does it matter to you?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Only you and your mentor can read this.",
    )
    due_on = forms.DateField(label="By when?", widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(
        label="At what time?", widget=forms.TimeInput(attrs={"type": "time"}), required=False
    )
    zone = forms.ChoiceField(
        label="Your time zone",
        choices=[("Europe/Berlin", "Berlin"), ("America/New_York", "New York")],
        required=False,
    )
    rhythm = forms.ChoiceField(
        label="How often do you want to meet?",
        choices=[("weekly", "Every week"), ("biweekly", "Every two weeks"), ("monthly", "Monthly")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="On which days may mail arrive?",
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="On the other days it waits.",
    )
    weekly = forms.BooleanField(
        label="Send me a short summary each week",
        required=False,
        help_text="You can stop it from any mail.",
    )
    roster = forms.FileField(
        label="The roster", required=False, help_text="A .csv or .xlsx file of at most 10 MB."
    )
    skills = TagsField(
        label="What can you help somebody with?",
        widget=TagsWidget({name: name for name in ("Writing", "Negotiating", "Working with data")}),
        required=False,
        help_text="Chips for what is offered, a line for the rest.",
    )
    week = WeekField(
        label="When in the week could you talk?",
        required=False,
        help_text="Tick all that could work.",
    )
    wishes = WishesField(
        label="Whom would you like to meet?",
        required=False,
        help_text="The most wanted first.",
    )


def blank_form() -> Sampler:
    facts = {
        "due_on": date(2027, 2, 28),
        "days": ["0", "3"],
        "skills": ["Writing", "Bee keeping"],
        "week": ["0-morning", "3-evening"],
        "wishes": ["Omar Haddad"],
    }
    return Sampler(prefix="blank", initial=facts)


def broken_form() -> Sampler:
    """The same form as it comes back: everything typed is kept, each error stands at its field."""
    form = Sampler(
        {
            "wrong-title": "",
            "wrong-email": "maria@",
            "wrong-why": "Because",
            "wrong-due_on": "",
        },
        prefix="wrong",
    )
    form.add_error(None, "This agreement was changed a moment ago. Read it again, then sign.")
    return form


def sample_context(page: str) -> dict[str, Any]:
    nav = [Entry(**{**place, "current": place["url"] == f"?page={page}"}) for place in NAV]
    return {
        "nav": nav,
        "icons": ICONS,
        "long_names": NAMES,
        "blank": blank_form(),
        "broken": broken_form(),
        "you": "you-yourself",
        "nobody": [],
        "pair": ["Maria", "Omar Haddad"],
        "crowd": ["Omar Haddad", "山田太郎", "عمر", "Ng", "Ada", "Cleo"],
    }


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    page = request.GET.get("page", "")
    if not settings.DEBUG or page not in PAGES:
        raise Http404
    return render(request, f"styleguide/{page or 'index'}.html", sample_context(page))
