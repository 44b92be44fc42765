"""The mails that concern a person's own account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.delivery import while_away
from accounts.delivery.catchup import WHILE_AWAY
from accounts.delivery.freeze import shorten
from accounts.delivery.gather import TOGETHER
from accounts.mailactions import find
from accounts.mailkinds import Button, Content, MailKind, Section, register
from accounts.models import ActionToken, Message

WHY_ACCOUNT = gettext_lazy("You get this because it is about your own sign-in here.")


def _fresh_link(message: Message, now: datetime) -> Content:
    token = ActionToken.objects.get(pk=message.subject_id)
    action = find(token.purpose)
    return Content(
        subject=_("Your fresh link"),
        preheader=_("The one in the earlier mail had grown too old."),
        paragraphs=[_("You asked for a link that works again. Here it is.")],
        buttons=[Button(str(action.label) if action else _("Open"), token.url(), primary=True)],
    )


def _what_waited(message: Message, now: datetime) -> Content:
    """A part for each thing that waited, with its one button; the words of each are its kind's."""
    sections = [_section_of(*part) for part in while_away.parts(message, now)]
    return Content(
        subject=_("What waited for you"),
        preheader=_("Several things in one mail, since we could not write for a while."),
        paragraphs=[
            _("We could not send mail for a while. This is what waited; what is past is left out.")
        ],
        buttons=[Button(_("See what is next"), f"{settings.SITE_URL}/", primary=True)],
        sections=sections,
    )


def _section_of(told: Message, content: Content) -> Section:
    mine = [button for button in content.buttons if button.primary][:1]
    return Section(
        heading=content.heading or content.subject,
        paragraphs=[content.quote] if content.quote else content.paragraphs[:1],
        buttons=[Button(button.label, button.url) for button in mine],
    )


register(
    MailKind(
        name=WHILE_AWAY,
        klass="consented",  # what it tells of may be a reminder, so it is treated like one
        why=gettext_lazy(
            "You get this because several mails for you were late. Each is of a kind you get anyway."
        ),
        title=gettext_lazy("What waited for you"),
        stop_label=gettext_lazy("Stop mails about all of these"),
        keeps_for=timedelta(days=7),
        counts=True,
        stands_alone=True,
        render=_what_waited,
        still_wanted=while_away.still_wanted,
    )
)


def _asked_together(message: Message, now: datetime) -> Content:
    """Each with its words, its buttons and the yes behind it."""
    told = list(while_away.parts(message, now))
    sections = [
        Section(
            heading=content.quote or content.heading,
            paragraphs=content.paragraphs + content.closing,
            buttons=[Button(button.label, button.url) for button in content.buttons],
        )
        for _mail, content in told
    ]
    one = told[0][1] if told else Content(subject="")
    return Content(
        subject=_("Reminders you asked for"),
        preheader=_("Several questions in one mail. One click answers each."),
        paragraphs=[_("These fell on the same hour, so they come in one mail.")],
        sections=sections,
        footer=[
            f"{shorten(content.quote or content.heading, 60)}: {line}"
            for _mail, content in told
            for line in content.footer
        ],
        footer_links=list(
            {link.url: link for _mail, content in told for link in content.footer_links}.values()
        ),
        thread=one.thread if len({content.thread for _mail, content in told}) == 1 else "",
    )


register(
    MailKind(
        name=TOGETHER,
        klass="consented",
        why=gettext_lazy(
            "You get this because you asked for each of these, and only as long as you want it."
        ),
        title=gettext_lazy("Reminders you asked for, in one mail"),
        stop_label=gettext_lazy("Stop asking me about all of these"),
        keeps_for=timedelta(days=5),
        counts=True,
        stands_alone=True,
        render=_asked_together,
        still_wanted=while_away.still_wanted,
    )
)


register(
    MailKind(
        name="accounts.fresh_link",
        klass="transactional",
        why=gettext_lazy("You get this because somebody with your older mail asked for it."),
        title=gettext_lazy("A fresh link"),
        keeps_for=timedelta(hours=24),
        policy="resend_once",
        secret=True,
        urgent=True,
        render=_fresh_link,
    )
)


def _sign_in_code(message: Message, now: datetime) -> Content:
    return Content(
        subject=_("Your sign-in code"),
        preheader=_("It works for ten minutes, on the page where you asked for it."),
        paragraphs=[_("Type this code on the page where you asked for it:")],
        code=message.params["code"],
        closing=[_("It works for ten minutes and once. If you did not ask for it, let it lapse.")],
    )


def _password_reset(message: Message, now: datetime) -> Content:
    return Content(
        subject=_("Choose a new password"),
        preheader=_("You asked for this a moment ago."),
        paragraphs=[_("With this link you choose a new password:")],
        buttons=[Button(_("Choose a password"), message.params["url"], primary=True)],
        closing=[_("If you did not ask for it, do nothing: your password stays as it is.")],
    )


def _email_confirmation(message: Message, now: datetime) -> Content:
    params = message.params
    url = params.get("url", "")
    return Content(
        subject=_("Please confirm your address"),
        preheader=_("So that we know this mailbox is yours."),
        paragraphs=[_("One step is left: tell us that this address is yours.")],
        code=params.get("code", ""),
        buttons=[Button(_("Confirm my address"), url, primary=True)] if url else [],
        closing=[_("If you do not know what this is about, you can ignore it.")],
    )


def _unknown_account(message: Message, now: datetime) -> Content:
    return Content(
        subject=_("There is no account for this address"),
        preheader=_("Somebody tried to sign in with it."),
        paragraphs=[
            _("Somebody, perhaps you, tried to sign in at %(site)s with this address.")
            % {"site": settings.SITE_NAME},
            _(
                "We know no account under it. Try the address that your invitation came to, or "
                "ask the person who runs your program to invite you."
            ),
        ],
    )


NOTICES = {
    "password_changed": gettext_lazy("Your password was changed"),
    "password_set": gettext_lazy("A password was set for your account"),
    "password_reset": gettext_lazy("Your password was reset"),
    "email_changed": gettext_lazy("Your e-mail address was changed"),
    "email_confirm": gettext_lazy("Your e-mail address was confirmed"),
    "email_deleted": gettext_lazy("An e-mail address was removed from your account"),
}


def _security_notice(message: Message, now: datetime) -> Content:
    what = NOTICES.get(message.params.get("event", ""))
    heading = str(what) if what else _("Something changed in how you sign in")
    return Content(
        subject=heading,
        preheader=_("If that was you, there is nothing to do."),
        paragraphs=[
            _("If that was you, there is nothing to do."),
            _("If it was not, choose a new password at once and tell us."),
        ],
        facts=_circumstances(message.params),
        buttons=[Button(_("Open your settings"), f"{settings.SITE_URL}/you/", primary=True)],
    )


def _circumstances(params: dict[str, str]) -> list[tuple[str, str]]:
    facts = []
    if params.get("when"):
        when = timezone.localtime(datetime.fromisoformat(params["when"]))
        facts.append((_("When"), date_format(when, "DATETIME_FORMAT")))
    labels = [("ip", _("From address")), ("device", _("Device"))]
    return facts + [(label, params[key]) for key, label in labels if params.get(key)]


def _account_exists(message: Message, now: datetime) -> Content:
    return Content(
        subject=_("You already have an account"),
        preheader=_("Somebody tried to make another one with this address."),
        paragraphs=[_("There is an account for this address, so no second one was made.")],
        buttons=[Button(_("Sign in"), f"{settings.SITE_URL}/accounts/login/", primary=True)],
    )


for _name, _title, _keeps, _render in [
    ("sign_in_code", gettext_lazy("A sign-in code"), timedelta(minutes=10), _sign_in_code),
    ("password_reset", gettext_lazy("A new password"), timedelta(hours=24), _password_reset),
    (
        "email_confirmation",
        gettext_lazy("An address to confirm"),
        timedelta(days=3),
        _email_confirmation,
    ),
    ("unknown_account", gettext_lazy("No account yet"), timedelta(hours=24), _unknown_account),
    ("account_exists", gettext_lazy("An account exists"), timedelta(hours=24), _account_exists),
    ("security_notice", gettext_lazy("About your sign-in"), timedelta(days=7), _security_notice),
]:
    register(
        MailKind(
            name=f"accounts.{_name}",
            klass="transactional",
            why=WHY_ACCOUNT,
            title=_title,
            keeps_for=_keeps,
            policy="resend_once",
            secret=True,
            urgent=True,
            render=_render,
        )
    )
