"""The environment of every test run, loaded by pytest.ini before Django reads its settings.

Nothing from a developer's shell or .env decides how tests behave, but these five variables:
TEST_DATABASE_URL and TEST_REDIS_URL choose the servers, CI=true makes a missing browser an error,
CHROMIUM names the browser's program where it is not on the PATH. TEST_DAYS_LATER=400 runs the tests
as on that many days from now, on SQLite: what passes today should not fail of itself next year.
Browsers and processes of their own keep today's date, so that their tests are no use then.
"""

import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# os.environ wins over .env, so each setting that could differ is said here.
FIXED = {
    "DEBUG": "1",
    "SECRET_KEY": "only-for-tests-" + "not-a-secret-" * 4,
    "SECRET_KEY_FALLBACKS": "",
    "SITE_NAME": "Mentorship",
    "SITE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "CSRF_TRUSTED_ORIGINS": "",
    "TRUSTED_PROXY_COUNT": "0",
    "FROM_EMAIL": "Mentorship <no-reply@localhost>",
    "SUPPORT_EMAIL": "",
    "EMAIL_URL": "",
    "LANGUAGE_CODE": "en",
    "TICK_SECONDS": "5",
    "CONN_MAX_AGE": "60",
    "SSL_REDIRECT": "1",
    "LOG_LEVEL": "WARNING",
}

# One folder for each process: several runs in one checkout never meet in one SQLite file.
_folder = Path(tempfile.mkdtemp(prefix="mentorship-test-"))


def _choose_servers() -> None:
    os.environ.update(FIXED)
    os.environ["DATABASE_URL"] = (
        os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_folder / 'unused.sqlite3'}"
    )
    os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL", "")


_choose_servers()


def find_chromium() -> str:
    """Path of a Chromium that is installed here, or an empty string."""
    named = os.environ.get("CHROMIUM", "")
    return next(
        (path for name in (named, *CHROMIUM_NAMES) if name and (path := shutil.which(name))), ""
    )


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, as in a real installation: threads of the live server lock each other as there.
        database.setdefault("TEST", {})["NAME"] = str(_folder / "test.sqlite3")
    if days := int(os.environ.get("TEST_DAYS_LATER", "0")):
        import time_machine

        time_machine.travel(datetime.now(UTC) + timedelta(days=days)).start()
    # Registered last, so that their fixtures win over the ones of other plugins.
    config.pluginmanager.import_plugin("scripts.browser")
    config.pluginmanager.import_plugin("scripts.migrated")


def pytest_report_header() -> list[str]:
    from django.conf import settings

    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    broker = "Redis" if os.environ["REDIS_URL"] else "in memory"
    browser = find_chromium() or "not found, browser tests are skipped"
    return [f"database: {engine}, broker: {broker}, Chromium: {browser}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if not in_browser:
        return
    if find_chromium():
        # Playwright runs an event loop in the test's thread; Django would refuse its queries there.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("Chromium is not installed, and CI must run the browser tests.")
    reason = "Chromium is not installed: apt install chromium, or set CHROMIUM to its path."
    for item in in_browser:
        item.add_marker(pytest.mark.skip(reason=reason))


def pytest_unconfigure() -> None:
    shutil.rmtree(_folder, ignore_errors=True)
