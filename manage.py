#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from pathlib import Path

# What answers people or sends mail is started on purpose, with its settings said aloud.
SERVERS = {"work"}


def is_unconfigured_checkout() -> bool:
    """No key, no DEBUG, no .env: somebody's own machine, where commands just work."""
    said = {"SECRET_KEY", "DEBUG"} & os.environ.keys()
    return not said and not (Path(__file__).parent / ".env").exists()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
    if is_unconfigured_checkout() and not SERVERS & set(sys.argv[1:2]):
        os.environ["DEBUG"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
