"""Weekly reports as pages say them."""

from django import template

from checkins import report_words
from checkins.models import Report

register = template.Library()
register.filter("told", report_words.told)


@register.filter
def span(report: Report) -> str:
    return report_words.span(report.since_on, report.until_on)
