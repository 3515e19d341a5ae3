"""The head of a scenario's file: everything above its facts and events, for a list to choose from.

For files that are known to be right, such as those that ship with the program: nothing is checked here, so neither the
models nor pydantic are needed, which together take half a second to import. `scenario.loading` loads a whole scenario.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esthersim.authored.durations import parse_duration
from esthersim.authored.po import parse_po
from esthersim.authored.problems import Report
from esthersim.authored.text_files import read_text
from esthersim.authored.yaml_parser import read_yaml
from esthersim.scenario.translation import apply_translation, translation_file

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario

_REST = re.compile(r"^(facts|events):", re.MULTILINE)
_USES = re.compile(r"^uses:", re.MULTILINE)
_TRANSLATED_REST = re.compile(r'^msgctxt "(facts|events)\.', re.MULTILINE)
_PARTS = ("prebriefing", "simulation", "debriefing")


@dataclass(frozen=True, slots=True)
class Head:
    """What a list says about a scenario. `lengths` are the seconds planned for the session's three parts.

    Objectives, roles and organisations map ids to titles; `patients` are the roles of the patient. `people` are the
    fewest and the most people for its roles, observers and facilitator not counted. `reviewed` has for each review
    what was read, when, and by which profession; `piloted` for each pilot when it was, and with how many people.
    """

    id: str
    title: str
    summary: str
    language: str
    fictional: bool
    lengths: tuple[float, float, float]
    objectives: Mapping[str, str]
    roles: Mapping[str, str]
    patients: frozenset[str]
    organisations: Mapping[str, str]
    people: tuple[int, int]
    reviewed: tuple[tuple[str, str, str], ...] = ()
    piloted: tuple[tuple[str, int | None], ...] = ()


def read_head(path: Path, language: str | None = None) -> Head:
    """Read the head of a scenario's file, translated to a language where that translation exists.

    Raises an exception of any kind where the file is not as it should be; loading it then reports what is wrong.
    """
    text = _text(path)
    if _USES.search(text):
        raise ValueError(path)  # its roles may be in another file
    rest = _REST.search(text)  # not indented, so neither inside a block of text nor in a mapping within the outermost
    root: dict[str, Any] = read_yaml(text[: rest.start()] if rest else text).root
    own = str(root["language"])
    if language and language.partition("-")[0] != own:
        translation = translation_file(path, language)
        if translation.is_file():
            apply_translation(root, parse_po(_head_of_po(_text(translation))), Report(str(translation)))
    time: Mapping[str, str] = root["time"]
    prebriefing, simulation, debriefing = (float(parse_duration(time[part]).total_seconds) for part in _PARTS)
    roles: Mapping[str, Mapping[str, Any]] = root["roles"]
    organisations: Mapping[str, Mapping[str, Any]] = root["organisations"]
    counts = [(_people(role.get("people", "1")), role.get("optional") == "true") for role in roles.values()]
    return Head(
        id=root["id"],
        title=root["title"],
        summary=root["summary"],
        language=root["language"],
        fictional=root.get("fictional") == "true",
        lengths=(prebriefing, simulation, debriefing),
        objectives=root["objectives"],
        roles={key: role["title"] for key, role in roles.items()},
        patients=frozenset(key for key, role in roles.items() if role.get("patient") == "true"),
        organisations={key: each["name"] for key, each in organisations.items()},
        people=(
            sum(least for (least, _most), optional in counts if not optional),
            sum(most for (_least, most), _optional in counts),
        ),
        reviewed=tuple((each["of"], each["on"], each["by"]) for each in root.get("reviewed", ())),
        piloted=tuple((each["on"], _count(each.get("people"))) for each in root.get("piloted", ())),
    )


def head_of(scenario: Scenario) -> Head:
    """Return the head of a scenario that has been loaded."""
    time, roles = scenario.time, scenario.roles.values()
    prebriefing, simulation, debriefing = (
        float(each.total_seconds) for each in (time.prebriefing, time.simulation, time.debriefing)
    )
    return Head(
        id=scenario.id,
        title=scenario.title,
        summary=scenario.summary,
        language=scenario.language,
        fictional=bool(scenario.fictional),
        lengths=(prebriefing, simulation, debriefing),
        objectives=dict(scenario.objectives),
        roles={key: role.title for key, role in scenario.roles.items()},
        patients=frozenset(key for key, role in scenario.roles.items() if role.patient),
        organisations={key: each.name for key, each in scenario.organisations.items()},
        people=(
            int(sum(role.people[0] for role in roles if not role.optional)),
            int(sum(role.people[1] for role in roles)),
        ),
        reviewed=tuple((each.of, str(each.on), each.by) for each in scenario.reviewed),
        piloted=tuple((str(each.on), _count(each.people)) for each in scenario.piloted),
    )


def _text(path: Path) -> str:
    report = Report(str(path))
    text = read_text(path, report)
    if text is None:
        raise ValueError(path)
    return text


def _head_of_po(text: str) -> str:
    """Return what comes before the texts of facts and events, which are by far the most, in the format's order."""
    rest = _TRANSLATED_REST.search(text)
    return text[: rest.start()] if rest else text


def _count(raw: Any) -> int | None:
    return None if raw is None else int(raw)


def _people(raw: Any) -> tuple[int, int]:
    least, most = (raw, raw) if isinstance(raw, str) else raw
    return int(least), int(most)
