"""The mail kinds of this floor: each module declares its own, beside what it says."""

from mentorship.mails import (  # noqa: F401
    applications,
    coordinators,
    extensions,
    invitations,
    life,
    pairings,
    requests,
)
