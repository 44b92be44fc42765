"""Work that takes longer than a page may."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.jobkinds import Progress, register
from accounts.models import Job
from mentorship.models import Cohort, Enrollment, MatchingRun, RosterImport
from mentorship.queries.exports import EXPORT
from mentorship.queries.weighing import COMPARE
from mentorship.queries.whynot import FORCE
from mentorship.queries.workbench import PUBLISH
from mentorship.services.exports import make_export
from mentorship.services.forcing import force_pair
from mentorship.services.matching import propose_pairings
from mentorship.services.publishing_all import publish_all
from mentorship.services.rosters import read_waiting_roster, run_roster
from mentorship.services.runs import RESTORE, restore_run
from mentorship.services.weighing import compare_weights


def import_roster(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    progress(10, gettext("Reading the file"))
    upload = RosterImport.objects.select_related("cohort__program", "by").get(pk=job.subject_id)
    if upload.state != RosterImport.State.DONE:  # a first worker may have died after its commit
        run_roster(upload=upload, now=now, progress=progress)
    return {"next": reverse("mentorship:roster", args=[upload.cohort.slug, upload.pk])}


def read_roster(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    upload = RosterImport.objects.select_related("cohort__program", "by").get(pk=job.subject_id)
    if upload.state == RosterImport.State.READING:  # else a first worker died after its commit
        read_waiting_roster(upload=upload, progress=progress)
    return {"next": reverse("mentorship:roster", args=[upload.cohort.slug, upload.pk])}


def propose(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    cohort = Cohort.objects.select_related("program").get(pk=job.subject_id)
    propose_pairings(cohort=cohort, by=job.by, now=now, job=job, progress=progress)
    return {"next": reverse("mentorship:workbench", args=[cohort.slug])}


def publish(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    cohort = Cohort.objects.select_related("program").get(pk=job.subject_id)
    up_to = job.input["up_to"]
    outcome = publish_all(cohort=cohort, by=job.by, now=now, up_to=up_to, progress=progress)
    page = reverse("mentorship:workbench", args=[cohort.slug])
    show = "drafts" if outcome["held_back"] else "published"
    return outcome | {"next": f"{page}?show={show}&told={job.public_id}"}


def compare(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    cohort = Cohort.objects.select_related("program").get(pk=job.subject_id)
    difference = compare_weights(cohort=cohort, asked=job.input, progress=progress)
    page = reverse("mentorship:compare_weights", args=[cohort.slug, job.public_id])
    return difference | {"next": page}


def force(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    places = Enrollment.objects.select_related("cohort__program")
    mentee = places.get(pk=job.subject_id)
    cost = force_pair(mentee=mentee, mentor_id=job.input["mentor"], progress=progress)
    return cost | {"next": job.input["retry"]}


def restore(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    run = MatchingRun.objects.select_related("cohort__program").get(pk=job.subject_id)
    outcome = restore_run(run=run, by=job.by, now=now, progress=progress)
    return outcome | {"next": job.input["retry"]}


def export(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    cohort = Cohort.objects.select_related("program").get(pk=job.subject_id)
    make_export(job=job, cohort=cohort, progress=progress)
    return {"next": reverse("mentorship:take_export", args=[cohort.slug, job.public_id])}


register(EXPORT, export, _("Writing a workbook to take along"))
register(COMPARE, compare, _("What other weights would change"))
register(PUBLISH, publish, _("Publishing pairs"))
register(RESTORE, restore, _("Bringing back the drafts of an earlier run"))
register(FORCE, force, _("What this pair would cost the others"))
register("mentorship.import_roster", import_roster, _("Entering the people of a file"))
register("mentorship.read_roster", read_roster, _("Reading a file of people"))
register("mentorship.propose_pairings", propose, _("Proposing pairs"))
