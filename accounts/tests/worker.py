"""A real worker process that also knows the kinds of the tests: python -m accounts.tests.worker."""

import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
    django.setup()
    from accounts.tests import kinds

    kinds.register_all()
    call_command(*sys.argv[1:])
