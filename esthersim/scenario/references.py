"""References: which ids a scenario has of each kind, and the problem of an id that refers to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.authored.problems import KeyPath, Report, did_you_mean
from esthersim.authored.tree import Tree
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.scenario.formats import format_ids, section_ids
from esthersim.scenario.key_paths import subject
from esthersim.scenario.mending import Mended
from esthersim.scenario.model import TEAM, VITAL_SIGNS, Scenario
from esthersim.scenario.shipped_ids import behaviour_ids, guide_ids, instrument_ids
from esthersim.scenario.validation import place_inside
from esthersim.scenario.wordings import texts_in

_EACH = "*"
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
    "document": "ES300",
    "stage": "ES301",
    "organisation": "ES115",
    "objective": "ES116",
    "behaviour": "ES117",
    "watch": "ES118",
    "instrument": "ES119",
    "guide": "ES120",
    "ending": "ES121",
}
"""The problem of an id that refers to nothing of its kind; some places have a code of their own."""
_PATHS: Mapping[str, KeyPath] = {
    "event": ("events", _EACH),
    "role": ("roles", _EACH),
    "fact": ("facts", _EACH),
    "variable": ("variables", _EACH),
    "deadline": ("deadlines", _EACH),
    "inject": ("injects", _EACH),
    "document": ("documents", _EACH),
    "stage": ("stages", _EACH),
    "organisation": ("organisations", _EACH),
    "objective": ("objectives", _EACH),
    "option": ("events", _EACH, "decision", "options", _EACH),
    "item": ("events", _EACH, "checklist", _EACH),
    "expectation": ("events", _EACH, "expect", _EACH),
}
"""Where in the model the ids of each kind are: the keys of the mapping at the end of the path."""


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
        "document": _("a document"),
        "stage": _("a stage"),
        "organisation": _("an organisation"),
        "objective": _("an objective"),
    }
    return words.get(kind, "")


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of each kind. Of the `open` kinds not all are known, so an unknown id of theirs is not reported."""

    ids: Mapping[str, frozenset[str]]
    open: frozenset[str]


class Checker:
    """What the checks of one scenario share: the model, the places in the file, the known ids, the report."""

    def __init__(
        self, scenario: Scenario, tree: Tree, mended: Mended, report: Report, papers: Papers | None = None
    ) -> None:
        """`papers`: what a run carries beside the text, if a run does: the guides, say, that the text names."""
        self.scenario = scenario
        self.tree = tree
        self.mended = mended
        self.report = report
        self.known = _known(scenario, mended, papers)

    def add(self, code: str, path: KeyPath, *, at_key: bool = False, **details: object) -> None:
        """Report a problem at a path, unless something there was reported before."""
        if not self.mended.covers(path):
            details.setdefault("where", subject(path))
            self.report.add(code, self.tree.place(path, key=at_key), path, **details)

    def refer(self, kind: str, name: str, path: KeyPath, code: str = "", where: KeyPath | None = None) -> bool:
        """Tell whether the id refers to something of the kind, and report it where it does not."""
        if name in self.known.ids[kind] or kind in self.known.open:
            return True
        hint = self.hint(kind, name)
        self.add(code or CODES[kind], path, where=subject(path if where is None else where), name=name, hint=hint)
        return False

    def refer_all(self, kind: str, names: Iterable[str], path: KeyPath) -> None:
        """Check each of a list of ids, which in the file may also be a single id."""
        known = self.known.ids[kind]
        for number, name in enumerate(names):
            if name not in known:
                self.refer(kind, name, (*path, number), where=path)

    def refer_inside(self, kind: str, name: str, path: KeyPath, column: int) -> bool:
        """Check an id inside a condition, at a column of its text; see `refer`."""
        if name in self.known.ids[kind] or kind in self.known.open:
            return True
        self.add_inside(CODES[kind], path, column, name=name, hint=self.hint(kind, name))
        return False

    def add_inside(self, code: str, path: KeyPath, column: int, **details: object) -> None:
        """Report a problem inside a condition."""
        if not self.mended.covers(path):
            place = place_inside(self.tree, self.report, path, column)
            self.report.add(code, place, path, where=subject(path), **details)

    def hint(self, kind: str, name: str) -> str:
        """Return a hint at what may have been meant, or at another kind of thing that has that id."""
        if self.report.crowded:
            return ""
        if near := did_you_mean(name, self.known.ids[kind]):
            return near
        for other in _PATHS:
            if other != kind and name in self.known.ids[other]:
                return _("; '{name}' is {kind}").format(name=clean_line(name), kind=_kind_words(other))
        return ""

    def news2_missing(self, patient: str = "") -> tuple[str, ...]:
        """Return the vital signs of a patient that are not declared; without one, of those whose names have no role."""
        names = (f"{patient}.{sign}" if patient else sign for sign in VITAL_SIGNS)
        return tuple(name for name in names if name not in self.scenario.variables)


def _known(scenario: Scenario, mended: Mended, papers: Papers | None) -> Known:
    carried = papers is not None
    ids = {kind: _ids_at(scenario, path) | _mended_ids(mended, path) for kind, path in _PATHS.items()}
    open_ = {kind for kind, path in _PATHS.items() if _is_open(mended, path)}
    events = scenario.events
    endings = {key: event.ending for key, event in events.items() if event.ending}
    ids["ending"] = {name for key, ending in endings.items() for name in (key, *texts_in(ending))}
    if _is_open(mended, ("events", _EACH, "ending", _EACH)) or any("{" in name for name in ids["ending"]):
        open_.add("ending")  # an ending with values in it reads differently in each play
    formats = {event.handover.format for event in events.values() if event.handover}
    ids["format"] = format_ids(papers or SHIPPED)
    named = () if carried else formats & ids["format"] or ids["format"]
    ids["element"] = {section for each in named for section in section_ids(each)}
    if carried or formats - ids["format"]:
        open_.add("element")
    ids |= {"behaviour": behaviour_ids(), "instrument": instrument_ids(), "guide": guide_ids()}
    open_ |= {kind for kind in ("behaviour", "instrument", "guide") if carried or not ids[kind]}
    ids["watch"] = ids["behaviour"] | ids["objective"]
    if "objective" in open_ or carried:
        open_.add("watch")
    return Known({kind: frozenset(each) for kind, each in ids.items()}, frozenset(open_))


def _ids_at(scenario: Scenario, path: KeyPath) -> AbstractSet[str]:
    """Return the keys of every mapping that the path leads to."""
    parts: list[Any] = [scenario]
    for step in path[:-1]:
        found = (part.values() if step == _EACH else (getattr(part, str(step)),) for part in parts)
        parts = [each for several in found for each in several if each]
    return {key for part in parts for key in part}


def _mended_ids(mended: Mended, path: KeyPath) -> AbstractSet[str]:
    """Return the ids at a path whose content was mended: they may have been removed, and are known all the same."""
    return {str(each[-1]) for each in mended.paths if len(each) == len(path) and _leads_to(each, path)}


def _is_open(mended: Mended, path: KeyPath) -> bool:
    """Tell whether something above the ids of a path was mended, so that not all of them are known."""
    return any(len(each) < len(path) and _leads_to(each, path) for each in mended.paths)


def _leads_to(path: KeyPath, pattern: KeyPath) -> bool:
    return all(wanted in {step, _EACH} for step, wanted in zip(path, pattern, strict=False))


__all__ = ["CODES", "TEAM", "Checker", "Known"]
