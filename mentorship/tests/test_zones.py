"""Every host reads the same rules for clocks: those of the pinned tzdata package."""

import shutil
import subprocess
import sys
import zoneinfo
from importlib.resources import files
from pathlib import Path

from django.conf import settings

ASK = """
import django, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
django.setup()
from datetime import date, time
from zoneinfo import ZoneInfo
from mentorship.cadence import instant_of
print(instant_of(date(2026, 7, 1), time(12), ZoneInfo("Europe/Berlin")).hour)
"""


def test_zones_are_read_from_the_package_alone() -> None:
    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo.no_cache("Europe/Berlin").key == "Europe/Berlin"


def test_zones_of_a_host_with_other_rules_change_nothing(tmp_path: Path) -> None:
    """Here the host says that Berlin keeps Tokyo's time, as an old or patched system might."""
    (tmp_path / "Europe").mkdir()
    tokyo = files("tzdata") / "zoneinfo" / "Asia" / "Tokyo"
    shutil.copy(str(tokyo), tmp_path / "Europe" / "Berlin")
    env = {"PYTHONTZPATH": str(tmp_path), "DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"}
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout.strip(), told.returncode) == ("10", 0), told.stderr
