"""The engine stays free of user interfaces and of what is slow to import, and no room goes in circles.

What a room brings along is asked of a new process; the circles are looked for in the source.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec

import pytest

from support.import_graph import circles, rooms

INTERFACES = ("textual", "rich")
EXPORTERS = ("jinja2", "icalendar", "networkx", "docx")
PAGES = ("starlette", "uvicorn", "h11", "segno", "ifaddr")
"""What the pages of the seats need: not before seats are opened, and most of it in their own process alone."""
SLOW = ("textual", "networkx", "sqlalchemy", "jinja2", "icalendar", "babel", *PAGES)
BEHIND_HOME = ("networkx", "sqlalchemy", "jinja2", "icalendar", "babel", "pydantic", "click")

# How wide text is (`esthersim.cells`) costs 1 ms at start and pulls in nothing else of rich.
MEASURING = re.compile(r"rich(\.(cells|_extension|_unicode_data(\..+)?))?")

# room or module -> what no import of it may bring along
RULES = {
    "esthersim": (*SLOW, "rich", "pydantic"),
    "esthersim.language": (*SLOW, "rich", "pydantic"),
    "esthersim.cleaning": (*SLOW, "rich", "pydantic"),
    "esthersim.clock": (*SLOW, "rich", "pydantic"),
    "esthersim.shipped": (*SLOW, "rich", "pydantic"),
    "esthersim.failure": (*SLOW, "rich", "pydantic"),
    "esthersim.files": (*SLOW, "rich", "pydantic"),
    "esthersim.lengths": (*SLOW, "rich", "pydantic"),
    "esthersim.pages": (*SLOW, "rich", "pydantic"),
    "esthersim.settings": (*SLOW, "rich", "pydantic"),
    "esthersim.authored": (*SLOW, "rich"),
    "esthersim.scenario": (*SLOW, "rich"),
    "esthersim.play": (*SLOW, "rich"),
    "esthersim.journal": (*INTERFACES, *EXPORTERS),
    "esthersim.maps": (*INTERFACES, "sqlalchemy", "jinja2", "icalendar"),
    "esthersim.rehearsal": (*INTERFACES, "sqlalchemy", "jinja2", "icalendar"),
    "esthersim.debriefing": (*INTERFACES, *EXPORTERS),
    "esthersim.library": (*INTERFACES, *EXPORTERS),
    "esthersim.library.cards": (*SLOW, "rich", "pydantic"),
    "esthersim.library.grouping": (*SLOW, "rich", "pydantic"),
    "esthersim.library.heads": (*SLOW, "rich", "pydantic"),
    "esthersim.library.learning_paths": (*SLOW, "rich", "pydantic"),
    "esthersim.library.shared_names": (*SLOW, "rich", "pydantic"),
    "esthersim.runs": (*INTERFACES, *EXPORTERS),
    "esthersim.seats": (*INTERFACES, *EXPORTERS, *PAGES),
    "esthersim.runs.home": (*SLOW, "rich", "pydantic"),
    "esthersim.views": (*INTERFACES, *EXPORTERS),
    "esthersim.views.home": (*SLOW, "rich", "pydantic"),
    "esthersim.reports": (*INTERFACES, "networkx"),
    "esthersim.plain": (*INTERFACES, *EXPORTERS),
    "esthersim.commands.program": (*SLOW, "rich", "pydantic"),
    "esthersim.commands": ("textual", "rich", "sqlalchemy", "jinja2", "icalendar", "babel", *PAGES),
    "esthersim.screens": ("networkx", "jinja2", "icalendar", *PAGES),
    "esthersim.screens.home": (*BEHIND_HOME, *PAGES),
    "esthersim.screens.start": (*BEHIND_HOME, *PAGES),
    "esthersim.screens.app": (*BEHIND_HOME, *PAGES),
    "esthersim.web": (*INTERFACES, "sqlalchemy", "icalendar", "networkx", "docx", "babel"),
    "esthersim.cli": (*SLOW, "rich"),
}

IMPORT_ALL = """
import importlib, json, pkgutil, sys
for name in sys.argv[1:]:
    room = importlib.import_module(name)
    if name != "esthersim":
        for found in pkgutil.walk_packages(getattr(room, "__path__", ()), name + "."):
            importlib.import_module(found.name)
print(json.dumps(sorted(sys.modules)))
"""


def exists(name: str) -> bool:
    """Say whether the room is built; some of the design are later steps."""
    spec = find_spec(name)
    return spec is not None and spec.origin is not None


def imported_with(*names: str) -> set[str]:
    """Return the top-level packages that a new process holds when it has imported every module of these rooms.

    rich is none of them where it only measures text.
    """
    answer = subprocess.run([sys.executable, "-c", IMPORT_ALL, *names], capture_output=True, text=True, check=True)
    return {module.partition(".")[0] for module in json.loads(answer.stdout) if not MEASURING.fullmatch(module)}


def brought(forbidden: tuple[str, ...]) -> dict[str, set[str]]:
    """Return the rooms of a rule that break it, with what they bring.

    What rooms bring together is what each of them brings, so they are asked one by one only where that is too much.
    """
    names = [name for name, rule in RULES.items() if rule == forbidden and exists(name)]
    if not imported_with(*names) & set(forbidden):
        return {}
    found = {name: imported_with(name) & set(forbidden) for name in names}
    return {name: packages for name, packages in found.items() if packages}


@pytest.mark.parametrize("forbidden", dict.fromkeys(RULES.values()), ids=", ".join)
def test_a_room_brings_nothing_that_it_must_not(forbidden: tuple[str, ...]) -> None:
    """Importing all of a room leaves the packages of its rule out of `sys.modules`."""
    assert brought(forbidden) == {}


CARRY_OUT = """
import json, sys
from esthersim.cli import run
status = run(sys.argv[1:])
print(json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["check", "tom-sang"], ["library"]], ids=" ".join)
def test_a_command_without_seats_brings_nothing_of_the_pages(command: list[str]) -> None:
    """Whoever opens no seats does not wait for what serves them, whatever the command imports on its way."""
    answer = subprocess.run([sys.executable, "-c", CARRY_OUT, *command], capture_output=True, text=True, check=True)
    status, modules = json.loads(answer.stdout.splitlines()[-1])
    assert (status, set(PAGES).intersection(modules)) == (0, set())


def test_the_room_that_breaks_a_rule_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms are asked together, and told apart where one of them brings what it must not."""
    for name in ("esthersim.clock", "esthersim.scenario"):
        monkeypatch.setitem(RULES, name, ("pydantic",))
    assert brought(("pydantic",)) == {"esthersim.scenario": {"pydantic"}}


def test_the_engine_is_looked_at() -> None:
    """The rules name the rooms as they are called, so that none passes because it was not found."""
    assert {name for name in RULES if exists(name)} >= {
        "esthersim.scenario",
        "esthersim.play",
        "esthersim.journal",
        "esthersim.screens",
        "esthersim.plain",
        "esthersim.seats",
        "esthersim.web",
        "esthersim.cli",
    }


def test_the_question_can_be_answered_with_yes() -> None:
    """The way of asking sees an import that is there, also one inside a package."""
    assert "pydantic" in imported_with("esthersim.scenario")


@pytest.mark.parametrize("room", rooms())
def test_a_room_goes_in_no_circle(room: str) -> None:
    """No module needs one that needs it, neither at once nor for types nor in a function."""
    assert circles(room) == []
