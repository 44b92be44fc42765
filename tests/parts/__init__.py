"""The world by topic: each module adds its rows, its posts, its mails and its crowd.

A part may have `NOUNS` (route → noun, see addresses), `add(world)`, `sent_with(row, world)`,
`MAIL_KINDS` (see test_mail_kinds), `occasions(world, now)` and `crowd(world, many)`. Parts import
`tests.world` inside their functions only, for the world imports them.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

PARTS: list[ModuleType] = [
    import_module(f"{__name__}.{found.name}")
    for found in sorted(iter_modules(__path__), key=lambda found: found.name)
]
