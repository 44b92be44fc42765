"""Work of the tick: facts that change because a day has come."""

from accounts.sweeps import register
from goals.services import expire_consents, resume_paused_consents

# Ended before resumed: what is over while it rests does not wake up first.
register("goals.expire_consents", 20, expire_consents)
register("goals.resume_paused_consents", 21, resume_paused_consents)
