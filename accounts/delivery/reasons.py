"""Why a mail did not go out, in sentences that a person can read. Stored in English, translated
when shown."""

from django.utils.translation import gettext_noop

TOO_LATE = gettext_noop("It came too late to be useful, so it was not sent.")
PERSON_GONE = gettext_noop("This account is closed, so nothing is sent to it.")
NO_ADDRESS = gettext_noop("There is no address to send it to.")
ADDRESS_SILENT = gettext_noop("The mail server said that this address takes no mail.")
SWITCHED_OFF = gettext_noop("Mails of this kind are switched off.")
QUIET_TOO_LONG = gettext_noop("It would have come in quiet hours or days off, and too late after.")
WAITS_FOR_WINDOW = gettext_noop("It waits until quiet hours or days off are over.")
WEEK_IS_FULL = gettext_noop("Three mails had come that week already, and it could not wait.")
WAITS_FOR_WEEK = gettext_noop("Three mails came this week already, so it waits for Monday.")
NOT_MADE = gettext_noop(
    "It could not be written after six tries. Whoever runs this site can see why."
)
REFUSED = gettext_noop("The mail server refused it.")
SERVER_TOO_SLOW = gettext_noop("The mail server asked to wait again and again for a day.")
END_UNKNOWN = gettext_noop("The connection broke at the very end: it was perhaps sent.")
SENT_TWICE_UNKNOWN = gettext_noop(
    "The connection broke twice at the very end: it was perhaps sent."
)
TOLD_TOGETHER = gettext_noop("We could not send for a while, so one mail told of several things.")
TOLD_AT_ONCE = gettext_noop("Several questions fell on the same hour, so one mail asks them all.")
WAITS_TURN = gettext_noop("We could not send for a while, so it waits an hour after another mail.")
NOT_ANOTHER = gettext_noop(
    "We could not send for a while, another mail went first, and this came late."
)
NOTHING_LEFT = gettext_noop("Nothing that it was to tell of was of use any more.")
CAME_BACK = gettext_noop("It was sent, and a mail server sent it back.")
SAID_UNWANTED = gettext_noop("It was sent, and the mailbox said that it does not want such mail.")
