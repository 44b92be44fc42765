"""What the tick does for this floor."""

from accounts.sweeps import register
from mentorship.services.pairings import resume_due_pairings

register("mentorship.resume_due_pairings", 10, resume_due_pairings)
