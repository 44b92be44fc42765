"""The progress of long work, seen only by whoever started it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import get_job
from accounts.jobkinds import title_of
from accounts.models import Job


@require_safe
def job(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_job(request.user, public_id)
    is_htmx = bool(getattr(request, "htmx", False))
    address = next_address(found)
    if found.state == Job.State.DONE and address:
        return HttpResponseClientRedirect(address) if is_htmx else redirect(address)
    template = "accounts/job.html#progress" if is_htmx else "accounts/job.html"
    context = {"job": found, "work": title_of(found.kind), "retry": job_retry(found)}
    return render(request, template, context)


def next_address(job: Job) -> str:
    """Where the person goes on: a path of ours, never another site."""
    address = str(job.result.get("next", ""))
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def job_retry(job: Job) -> str:
    """Where to try again after it stopped, if whoever started it said so."""
    address = str(job.input.get("retry", ""))
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
