"""Checks of a scenario: what it must have as a whole, and all its parts except events and plays."""

from __future__ import annotations

import re

from esthersim.authored.conditions import RESERVED
from esthersim.authored.problems import KeyPath, did_you_mean
from esthersim.scenario.condition_checks import check_condition, check_effects, check_value
from esthersim.scenario.event_checks import check_events, check_heard_by, check_objective, check_wording
from esthersim.scenario.key_paths import subject
from esthersim.scenario.materials import Document
from esthersim.scenario.model import TEAM, VITAL_SIGNS, Arrival
from esthersim.scenario.play_checks import check_plays
from esthersim.scenario.references import Checker

_TRUTHS = frozenset({"o2", "alert"})
_NUMBER = re.compile(r"-?\d+", re.ASCII)
_SPOKEN = ("roles", "facts", "variables", "events", "deadlines")
"""The sections whose ids conditions can name; they can also name options, checklist items and expectations."""


def check_scenario(checker: Checker, stem: str | None) -> None:
    """Check everything that the model itself cannot see. `stem` is the file's name without its ending."""
    _check_whole(checker, stem)
    _check_ids(checker)
    _check_people(checker)
    check_events(checker)
    _check_beside(checker)
    _check_after(checker)
    check_plays(checker)


def _check_whole(checker: Checker, stem: str | None) -> None:
    scenario = checker.scenario
    if stem is not None and stem != scenario.id:
        checker.add("ES156", ("id",), name=scenario.id, stem=stem)
    if not 2 <= len(scenario.objectives) <= 3 and not checker.mended.within(("objectives",)):
        checker.add("ES198", ("objectives",), at_key=True, count=len(scenario.objectives))
    if bool(scenario.fictional) is bool(scenario.consent):
        key = "consent" if scenario.consent else "fictional"
        if not (checker.mended.within(("consent",)) or checker.mended.within(("fictional",))):
            checker.add("ES196" if scenario.consent else "ES197", (key,), at_key=True)
    if not scenario.patients and not checker.mended.within(("roles",)):
        checker.add("ES195", ("roles",), at_key=True)
    check_heard_by(checker, scenario.heard_by, ())
    for name, value in scenario.variables.items():
        patient, _, sign = name.rpartition(".")
        if patient and (patient not in scenario.patients or sign not in VITAL_SIGNS):
            checker.add("ES313", ("variables", name), at_key=True, name=name)
        elif sign in VITAL_SIGNS and isinstance(value, bool) is not (sign in _TRUTHS):
            checker.add("ES127" if sign in _TRUTHS else "ES128", ("variables", name), name=name)
        elif sign == "spo2_scale":
            check_value(checker, name, value, ("variables", name), ("variables", name))


def _check_ids(checker: Checker) -> None:
    """Check for ids that a condition or a play could not tell from its own keywords."""
    scenario = checker.scenario
    for section in _SPOKEN:
        for name in getattr(scenario, section):
            numeric = section in {"roles", "variables"} and _NUMBER.fullmatch(name)
            words = RESERVED | ({TEAM} if section == "roles" else {"all", "none"} if section == "facts" else set())
            if name in words or numeric:
                checker.add("ES153", (section, name), at_key=True, name=name)
    for key, event in scenario.events.items():
        path = ("events", key)
        if event.decision:
            _check_words(checker, event.decision.options, (*path, "decision", "options"))
        _check_words(checker, event.expect, (*path, "expect"))
        _check_words(checker, event.checklist, (*path, "checklist"), "all")


def _check_words(checker: Checker, names: object, path: tuple[str, ...], *more: str) -> None:
    for name in names:  # type: ignore[attr-defined]
        if name in RESERVED or name in more:
            checker.add("ES153", (*path, name), at_key=True, name=name)


def _check_people(checker: Checker) -> None:
    scenario = checker.scenario
    for key, role in scenario.roles.items():
        path = ("roles", key)
        if role.organisation is not None:
            checker.refer("organisation", role.organisation, (*path, "organisation"), where=path)
        checker.refer_all("fact", role.knows, (*path, "knows"))
        least, most = role.people
        if not (isinstance(least, int) and isinstance(most, int) and 1 <= least <= most):
            checker.add("ES157", (*path, "people"), where=subject(path), found=f"{least}, {most}")
    for key, fact in scenario.facts.items():
        path = ("facts", key)
        checker.refer_all("role", fact.known_by, (*path, "known_by"))
        if fact.element is not None:
            checker.refer("element", fact.element, (*path, "element"), where=path)


def _check_beside(checker: Checker) -> None:
    scenario = checker.scenario
    for key, observer in scenario.observers.items():
        path = ("observers", key)
        checker.refer_all("watch", observer.watch, (*path, "watch"))
        if observer.instrument is not None:
            checker.refer("instrument", observer.instrument, (*path, "instrument"), where=path)
    for key, inject in scenario.injects.items():
        path = ("injects", key)
        checker.refer_all("role", inject.to, (*path, "to"))
        check_wording(checker, inject.text, (*path, "text"))
        check_condition(checker, inject.when, (*path, "when"))
        check_effects(checker, inject.effects, (*path, "effects"))
        if inject.next is not None:
            checker.refer("event", inject.next, (*path, "next"), "ES101", where=path)
        if inject.arrives:
            _check_arrival(checker, inject.arrives, path)
    for key, document in scenario.documents.items():
        _check_document(checker, document, ("documents", key))
    for key, deadline in scenario.deadlines.items():
        path = ("deadlines", key)
        checker.refer("event", deadline.start, (*path, "from"), "ES103", where=path)
        checker.refer("event", deadline.to, (*path, "to"), "ES103", where=path)


def _check_arrival(checker: Checker, arrival: Arrival, path: KeyPath) -> None:
    """Check when an inject comes by itself: one kind of time, and something that it counts from."""
    here = (*path, "arrives")
    given = [name for name in ("after", "room", "at") if getattr(arrival, name) is not None]
    if checker.mended.within(here):
        return
    if len(given) != 1:
        checker.add("ES303", here, at_key=True, where=subject(path))
    elif (arrival.since is None) is not (given == ["at"]):
        checker.add("ES304", here, at_key=True, where=subject(path), key=given[0])
    elif arrival.since is not None:
        _check_since(checker, arrival.since, (*here, "from"), by_room_time=given == ["room"])


def _check_since(checker: Checker, since: str, path: KeyPath, *, by_room_time: bool) -> None:
    """Check what an arrival counts from: an event, a choice (`event.option`) or another inject."""
    events, injects = checker.known.ids["event"], checker.known.ids["inject"]
    event, _, option = since.partition(".")
    decision = checker.scenario.events[event].decision if event in checker.scenario.events else None
    if since in events or {"event", "inject"} & checker.known.open or checker.mended.within(("events", event)):
        return
    if by_room_time and (since in injects or (option and event in events)):
        checker.add("ES305", path, where=subject(path[:2]), name=since)
    elif since not in injects and not (option and decision and option in decision.options):
        options = decision.options if decision and option else ()
        hint = did_you_mean(since, [*events, *injects, *(f"{event}.{each}" for each in options)])
        checker.add("ES302", path, where=subject(path[:2]), name=since, hint=hint)


def _check_document(checker: Checker, document: Document, path: KeyPath) -> None:
    checker.refer_all("fact", document.facts, (*path, "facts"))
    check_wording(checker, document.text, (*path, "text"))
    if bool(document.text) is (document.table is not None) and not checker.mended.within(path):
        checker.add("ES310", path, at_key=True)
    if document.table is not None:
        columns = len(document.table.columns)
        for number, row in enumerate(document.table.rows):
            if len(row) != columns:
                there = (*path, "table", "rows", number)
                checker.add("ES311", there, where=subject(path), cells=len(row), columns=columns, number=number + 1)


def _check_after(checker: Checker) -> None:
    debriefing = checker.scenario.debriefing
    checker.refer("guide", debriefing.guide, ("debriefing", "guide"), where=("debriefing",))
    if debriefing.minutes is not None and debriefing.minutes <= 0:
        checker.add("ES158", ("debriefing", "minutes"))
    for key, question in debriefing.questions.items():
        path = ("debriefing", "questions", key)
        check_condition(checker, question.when, (*path, "when"), journey=False)
        check_objective(checker, question.objective, path)
        checker.refer_all("role", question.to, (*path, "to"))
