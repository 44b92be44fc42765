"""Browser tests use the Chromium that is installed here; nothing is downloaded."""

import pytest

from scripts.testenv import find_chromium


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    # Containers and root accounts have no user namespace for Chromium's sandbox.
    args = [*browser_type_launch_args.get("args", []), "--no-sandbox"]
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": args}
