"""What the tick does for this floor."""

from accounts.sweeps import register
from mentorship.services.cohorts import close_cohorts
from mentorship.services.pairings import resume_due_pairings
from mentorship.services.request_clock import move_requests_on

register("mentorship.close_cohorts", 5, close_cohorts)
register("mentorship.resume_due_pairings", 10, resume_due_pairings)
register("mentorship.move_requests_on", 20, move_requests_on)
