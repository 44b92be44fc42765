"""What else the demo's people have, by topic: each module has `tell(couples, now)`.

They are told when the weeks have been lived, in the order of their names; the first couple are the
people whom a stranger signs in as.
"""

from importlib import import_module
from pkgutil import iter_modules

CHAPTERS = [
    import_module(f"{__name__}.{found.name}")
    for found in sorted(iter_modules(__path__), key=lambda found: found.name)
]
