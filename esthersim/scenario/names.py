"""What every id in a scenario may name, and the problems of ids that name nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from esthersim.authored.problems import KeyPath, Report, did_you_mean
from esthersim.authored.reading import Tree
from esthersim.authored.shipped_ids import behaviour_ids, guide_ids, instrument_ids
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.scenario.formats import format_ids, section_ids
from esthersim.scenario.model import TEAM, VITAL_SIGNS, Scenario
from esthersim.scenario.shapes import Spoilt, place_inside
from esthersim.scenario.subjects import subject

CODES = {
    "event": "ES100",
    "role": "ES105",
    "fact": "ES106",
    "variable": "ES107",
    "format": "ES108",
    "element": "ES109",
    "option": "ES110",
    "item": "ES111",
    "expectation": "ES112",
    "deadline": "ES113",
    "inject": "ES114",
    "organisation": "ES115",
    "objective": "ES116",
    "behaviour": "ES117",
    "watch": "ES118",
    "instrument": "ES119",
    "guide": "ES120",
    "ending": "ES121",
}
"""The code of an id that names no such thing; some places have a code of their own."""
_SECTIONS = {
    "event": "events",
    "role": "roles",
    "fact": "facts",
    "variable": "variables",
    "deadline": "deadlines",
    "inject": "injects",
    "organisation": "organisations",
    "objective": "objectives",
}
_IN_EVENTS = {"option": "options", "item": "checklist", "expectation": "expect"}


def _kind_words(kind: str) -> str:
    words = {
        "event": _("an event"),
        "role": _("a role"),
        "fact": _("a fact"),
        "variable": _("a variable"),
        "option": _("an option of a decision"),
        "item": _("a checklist item"),
        "expectation": _("an expectation"),
        "deadline": _("a deadline"),
        "inject": _("an inject"),
        "organisation": _("an organisation"),
        "objective": _("an objective"),
    }
    return words.get(kind, "")


@dataclass(slots=True)
class Known:
    """The ids of each kind; of the `open` kinds some are not known, so that nothing is said about any."""

    ids: Mapping[str, frozenset[str]]
    open: frozenset[str] = field(default_factory=frozenset)


class Checker:
    """One scenario under examination: where things are, what is known, and the report."""

    def __init__(self, scenario: Scenario, tree: Tree, spoilt: Spoilt, report: Report) -> None:
        self.scenario = scenario
        self.tree = tree
        self.spoilt = spoilt
        self.report = report
        self.known = _known(scenario, spoilt)

    def add(self, code: str, path: KeyPath, *, at_key: bool = False, **details: object) -> None:
        """Report a problem at a path, unless that path was reported on before."""
        if not self.spoilt.covers(path):
            details.setdefault("where", subject(path))
            self.report.add(code, self.tree.place(path, key=at_key), path, **details)

    def refer(self, kind: str, name: str, path: KeyPath, code: str = "", where: KeyPath | None = None) -> bool:
        """Tell whether the id names something of the kind, and report it where not."""
        if name in self.known.ids[kind] or kind in self.known.open:
            return True
        hint = self.hint(kind, name)
        self.add(code or CODES[kind], path, where=subject(path if where is None else where), name=name, hint=hint)
        return False

    def refer_all(self, kind: str, names: Iterable[str], path: KeyPath) -> None:
        """Refer to each of a list of ids, which in the file may also be one id alone."""
        known = self.known.ids[kind]
        for number, name in enumerate(names):
            if name not in known:
                self.refer(kind, name, (*path, number), where=path)

    def refer_inside(self, kind: str, name: str, path: KeyPath, column: int) -> bool:
        """Refer to an id that stands inside a condition, at a column of its text."""
        if name in self.known.ids[kind] or kind in self.known.open:
            return True
        self.add_inside(CODES[kind], path, column, name=name, hint=self.hint(kind, name))
        return False

    def add_inside(self, code: str, path: KeyPath, column: int, **details: object) -> None:
        """Report a problem inside a condition."""
        if not self.spoilt.covers(path):
            place = place_inside(self.tree, self.report, path, column)
            self.report.add(code, place, path, where=subject(path), **details)

    def hint(self, kind: str, name: str) -> str:
        """Say what may have been meant, or which other kind of thing has that id."""
        if self.report.crowded:
            return ""
        if near := did_you_mean(name, self.known.ids[kind]):
            return near
        for other in (*_SECTIONS, *_IN_EVENTS):
            if other != kind and name in self.known.ids[other]:
                return _("; '{name}' is {kind}").format(name=clean_line(name), kind=_kind_words(other))
        return ""

    def subject(self, path: KeyPath) -> str:
        """Name what a path leads to."""
        return subject(path)

    def near(self, name: str, known: Iterable[str]) -> str:
        """Say what may have been meant among a few ids."""
        return did_you_mean(name, known)

    @cached_property
    def news2_missing(self) -> tuple[str, ...]:
        """The vital signs that are not declared."""
        return tuple(name for name in VITAL_SIGNS if name not in self.scenario.variables)


def _known(scenario: Scenario, spoilt: Spoilt) -> Known:
    events = scenario.events.values()
    formats = {event.handover.format for event in events if event.handover}
    known_formats = format_ids()
    ids: dict[str, set[str] | frozenset[str]] = {
        **{kind: set(getattr(scenario, section)) for kind, section in _SECTIONS.items()},
        "option": {option for event in events if event.decision for option in event.decision.options},
        "item": {item for event in events for item in event.checklist},
        "expectation": {each for event in events for each in event.expect},
        "ending": {name for key, event in scenario.events.items() if event.ending for name in (key, event.ending)},
        "format": known_formats,
        "element": {section for each in (formats & known_formats or known_formats) for section in section_ids(each)},
        "behaviour": behaviour_ids(),
        "instrument": instrument_ids(),
        "guide": guide_ids(),
        "watch": behaviour_ids() | set(scenario.objectives),
    }
    open_ = {kind for kind in ("behaviour", "instrument", "guide") if not ids[kind]}
    if formats - known_formats:
        open_.add("element")
    open_ |= _lost(ids, spoilt)
    return Known({kind: frozenset(each) for kind, each in ids.items()}, frozenset(open_))


def _lost(ids: dict[str, Any], spoilt: Spoilt) -> set[str]:
    """Add the ids whose content was spoilt, and return the kinds of which some ids are not known."""
    lost = set()
    sections = {section: kind for kind, section in _SECTIONS.items()}
    in_events = {section: kind for kind, section in _IN_EVENTS.items()}
    for path in spoilt.paths:
        kind = sections.get(str(path[0]))
        if kind and len(path) == 1:
            lost |= {kind, *(_IN_EVENTS if kind == "event" else ()), *(["watch"] if kind == "objective" else ())}
        elif kind and len(path) == 2:
            ids[kind].add(str(path[1]))
            lost |= set(_IN_EVENTS) | {"ending"} if kind == "event" else set()
        elif path[0] == "events" and "decision" in path[2:3] and len(path) == 3:
            lost.add("option")
        elif path[0] == "events" and (inner := in_events.get(str(path[-1]))):
            lost.add(inner)
        elif path[0] == "events" and len(path) > 2 and (inner := in_events.get(str(path[-2]))):
            ids[inner].add(str(path[-1]))
        elif path[0] == "events" and path[2:3] == ("ending",):
            lost.add("ending")
    return lost


__all__ = ["CODES", "TEAM", "Checker", "Known"]
