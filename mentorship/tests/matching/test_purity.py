import subprocess
import sys

PROGRAM = """
import sys
from mentorship import matching
matching.Rules(), matching.Person("e1")
assert not {"numpy", "scipy"} & sys.modules.keys(), "people and rules are light"
matching.propose
assert "scipy" in sys.modules
assert "django" not in sys.modules, "the engine knows nothing of Django"
"""


def test_matching_is_pure_and_light_until_it_computes():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_unknown_names_are_refused():
    from mentorship import matching

    assert not hasattr(matching, "no_such_name")
    assert all(hasattr(matching, name) for name in matching.__all__)
