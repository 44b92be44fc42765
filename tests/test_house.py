"""What the house promises about itself: the README tells all settings, commands and targets; one
line of migrations in each app; every route asks who is there, unless it says that it need not."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.db.migrations.loader import MigrationLoader
from django.urls import URLPattern, URLResolver, get_resolver

BASE: Path = settings.BASE_DIR
README = (BASE / "README.md").read_text()
APPS = ("accounts", "mentorship", "goals", "checkins")
OURS = sorted(name for name, app in get_commands().items() if app in APPS)
# Open to all on purpose. Links from mails carry their own permission.
OPEN = {
    "accounts:accept_invitation",
    "accounts:answer",
    "accounts:healthz",
    # A signed number in the form allows keeping the words for whom it was shown to, no more.
    "accounts:keep_draft",
    "accounts:mail_preview",
    "accounts:mail_preview_body",
    "accounts:mail_previews",
    "accounts:mailbox",
    "accounts:mailbox_body",
    "accounts:mailbox_message",
    "accounts:unsubscribe",
    "checkins:answer_as_colleague",
    "checkins:calendar_feed",  # for calendar programs; the address is the permission
    "checkins:decline_as_colleague",
    "mentorship:help",
    "mentorship:join",  # a cohort's link, for strangers too; it tells nothing about anybody
    # Who was signed out while writing: the slip in the form allows keeping the words, no more.
    "mentorship:save_application",
    "mentorship:submit_application",
    "mentorship:styleguide",
}


def environment_names() -> set[str]:
    """What settings.py reads: env.str("NAME"), env.bool("NAME") and so on."""
    tree = ast.parse((BASE / "mentorship" / "settings.py").read_text())
    return {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_readme_lists_every_setting_and_no_other() -> None:
    section = README.partition("## Settings")[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", section, flags=re.MULTILINE))
    assert told - {"PORT"} == environment_names()  # PORT is the web server's own


def test_env_example_names_settings_that_exist() -> None:
    text = (BASE / ".env.example").read_text()
    named = set(re.findall(r"^#?\s?([A-Z_]{4,})=", text, flags=re.MULTILINE))
    assert named
    assert named <= environment_names()


def test_commands_that_checks_rely_on_are_there() -> None:
    assert {"demo", "import_roster", "propose_pairings", "tick"} <= set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_readme_tells_every_command_and_its_options(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("manage.py", name)
    django = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
    django |= {"--no-color", "--force-color", "--skip-checks"}
    options = {
        option
        for action in parser._actions
        for option in action.option_strings
        if option[:2] == "--"
    }
    rows = (row for row in README.splitlines() if re.match(rf"\| `{name}\b", row))
    line = next(rows, "")
    assert line, f"{name} is not in the README's table"
    assert [option for option in sorted(options - django) if option not in line] == []


def test_readme_tells_every_make_target() -> None:
    makefile = (BASE / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, flags=re.MULTILINE))
    assert {"setup", "run", "demo", "test", "check"} <= targets
    told = set(re.findall(r"^\| `make ([a-z]+)` \|", README, flags=re.MULTILINE))
    assert told == targets - {"help"}


@pytest.mark.parametrize("app", APPS)
def test_migrations_are_one_line_and_have_names(app: str) -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    names = sorted(name for label, name in graph.nodes if label == app)
    assert len(graph.leaf_nodes(app)) == 1
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    assert not [name for name in names if "_auto_" in name or name.endswith("_initial")]


def is_open(entry: URLPattern) -> bool:
    return not getattr(entry.callback, "login_required", True)


def open_routes() -> set[str]:
    """Names of our own routes whose view says that nobody needs to sign in."""

    def walk(resolver: URLResolver, space: str = "") -> set[str]:
        found = set()
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                found |= walk(entry, entry.namespace or "")
            elif isinstance(entry, URLPattern) and space in APPS and is_open(entry):
                found.add(f"{space}:{entry.name}")
        return found

    return walk(get_resolver())


def test_only_these_routes_are_open_to_all() -> None:
    assert open_routes() == OPEN
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
