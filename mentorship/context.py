"""What every page's navigation needs to know about the reader's places."""

from django.http import HttpRequest


def places(request: HttpRequest) -> dict[str, object]:
    return {}
