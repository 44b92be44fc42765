"""Celery: one tick for all schedules. No task carries data, an eta or a countdown."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")

app = Celery("mentorship")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# A hint that nobody took before the next one is stale. Jobs are looked for more often: somebody
# is watching their progress, and without a broker the web process cannot give a hint.
JOB_SECONDS = min(settings.TICK_SECONDS, 2)
app.conf.beat_schedule = {
    "tick": {
        "task": "accounts.tasks.tick",
        "schedule": settings.TICK_SECONDS,
        "options": {"queue": "mail", "expires": settings.TICK_SECONDS},
    },
    "run-jobs": {
        "task": "accounts.tasks.run_jobs",
        "schedule": JOB_SECONDS,
        "options": {"queue": "jobs", "expires": JOB_SECONDS},
    },
}
app.conf.beat_scheduler = "celery.beat:Scheduler"  # nothing to remember, so no file
