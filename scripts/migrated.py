"""On SQLite the tests begin from a copy of a migrated file that an earlier run left behind.

Laying a hundred migrations takes longer than most files of tests. The copy is named after what the
migrations say, so that a changed one is laid anew; without the cache folder nothing is different.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import django
import pytest
from django.db import connection

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".pytest_cache"


def _kept() -> Path:
    said = hashlib.sha256(django.__version__.encode())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.txt"]):
        said.update(path.name.encode() + path.read_bytes())
    return CACHE / f"migrated-{said.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_keepdb: bool, django_db_use_migrations: bool, django_db_modify_db_settings: None
) -> bool:
    if connection.vendor != "sqlite" or not django_db_use_migrations:
        return django_db_keepdb
    if (kept := _kept()).exists():
        shutil.copy(kept, connection.settings_dict["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_keepdb: bool, django_db_use_migrations: bool, django_db_setup: None, django_db_blocker
) -> None:
    kept = _kept()
    if connection.vendor != "sqlite" or not django_db_use_migrations or kept.exists():
        return
    CACHE.mkdir(exist_ok=True)
    for old in CACHE.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    ours = kept.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), closing(sqlite3.connect(ours)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    ours.replace(kept)
