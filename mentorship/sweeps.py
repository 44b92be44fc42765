"""What the tick does for this floor."""

from accounts.sweeps import register
from mentorship.services.agreements import ask_for_agreements
from mentorship.services.applications import forget_applications, remind_of_applications
from mentorship.services.cohorts import close_cohorts
from mentorship.services.fit import ask_fit_of_a_month
from mentorship.services.pairings import resume_due_pairings
from mentorship.services.request_clock import move_requests_on

register("mentorship.close_cohorts", 5, close_cohorts)
register("mentorship.resume_due_pairings", 10, resume_due_pairings)
register("mentorship.move_requests_on", 20, move_requests_on)
register("mentorship.remind_of_applications", 60, remind_of_applications)
register("mentorship.forget_applications", 95, forget_applications)
register("mentorship.ask_for_agreements", 50, ask_for_agreements)
register("mentorship.ask_fit_of_a_month", 51, ask_fit_of_a_month)
