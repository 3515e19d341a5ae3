"""Rules about who hears what: a fact is not worth a handover to somebody who was in the room when it was learned."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.scenario.graph import every_edge
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import ALL, PRESENT, TEAM, Effect, Event, Scenario


class Learned(NamedTuple):
    """A fact that roles learn from what an event or an inject says, who hears it, and where the file says so."""

    fact: str
    roles: frozenset[str]
    hearers: frozenset[str]
    path: KeyPath


def heard_too_soon(examination: Examination) -> Iterator[Finding]:
    """Find facts that are learned where somebody hears them to whom a later handover must carry them.

    Whoever plays that role knows already. A scenario that says nowhere who hears what gets one note about them all.
    """
    scenario = examination.scenario
    carried = {key: event.handover.must_reach for key, event in scenario.events.items() if event.handover}
    if not carried:
        return
    says_who_hears = "heard_by" in scenario.model_fields_set or any(
        event.heard_by is not None or event.only for event in scenario.events.values()
    )
    following = _following(scenario)
    early: list[Learned] = []
    for learned in _all_learned(scenario):
        section, key = str(learned.path[0]), str(learned.path[1])
        told = {
            role: later
            for later in ((key, *following[key]) if section == "events" else scenario.events)
            for role in carried.get(later, {}).get(learned.fact, ())
            if role in learned.hearers - learned.roles and learned.fact not in scenario.knowledge.get(role, ())
        }
        if told:
            early.append(learned)
        if told and says_who_hears:
            role, later = next(iter(told.items()))
            where = subject((section, key))
            yield found("ES314", learned.path, at_key=True, where=where, name=learned.fact, role=role, event=later)
    if early and not says_who_hears:
        count, where = len({each.fact for each in early}), subject(early[0].path[:2])
        yield found("ES315", ("events",), at_key=True, count=count, name=early[0].fact, where=where)


def may_hear(scenario: Scenario, event: Event) -> frozenset[str]:
    """Return the roles that may hear what an event says."""
    heard_by = event.heard_by or scenario.heard_by
    if heard_by == (ALL,):
        return frozenset(scenario.roles)
    named = frozenset(heard_by) - {PRESENT}
    return named | _may_be_there(scenario, event) if PRESENT in heard_by else named


def _may_be_there(scenario: Scenario, event: Event) -> frozenset[str]:
    """Return the roles that may be present at an event, as deciders, senders and receivers are."""
    present = {*event.may_be_present}
    if event.decision and event.decision.by != (TEAM,):
        present.update(event.decision.by)
    if event.handover:
        present.update(event.handover.sender_ids, event.handover.to)
    return frozenset(present) & scenario.roles.keys()


def _all_learned(scenario: Scenario) -> Iterator[Learned]:
    """Yield what is learned from what several hear: not from `only`, and not from a document for some alone."""
    for key, event in scenario.events.items():
        path: KeyPath = ("events", key)
        hearers = may_hear(scenario, event)
        yield from _by_effects(event.effects, (*path, "effects"), hearers, event.only)
        for name, option in event.decision.options.items() if event.decision else ():
            yield from _by_effects(option.effects, (*path, "decision", "options", name, "effects"), hearers, event.only)
        for document, readers in event.shows.items():
            for fact in scenario.documents[document].facts if not readers else ():
                yield Learned(fact, _may_be_there(scenario, event), hearers, (*path, "shows"))
    for key, inject in scenario.injects.items():
        yield from _by_effects(inject.effects, ("injects", key, "effects"), frozenset(inject.to or scenario.roles))


def _by_effects(
    effects: Sequence[Effect], path: KeyPath, hearers: frozenset[str], alone: Collection[str] = ()
) -> Iterator[Learned]:
    roles: dict[str, dict[str, KeyPath]] = {}
    for number, effect in enumerate(effects):
        for role, facts in effect.learn.items():
            for fact in facts:
                roles.setdefault(fact, {}).setdefault(role, (*path, number, "learn", role))
    for fact, places in roles.items():
        heard = [place for role, place in places.items() if role not in alone]
        if heard:
            yield Learned(fact, frozenset(places), hearers, heard[0])


def _following(scenario: Scenario) -> Mapping[str, Mapping[str, None]]:
    """Return for each event all those that can come after it."""
    ahead: dict[str, list[str]] = {key: [] for key in scenario.events}
    for edge in every_edge(scenario):
        ahead[edge.source].append(edge.target)
    after: dict[str, dict[str, None]] = {}
    for key in ahead:
        seen = after[key] = dict[str, None]()
        waiting = ahead[key][::-1]
        while waiting:
            event = waiting.pop()
            if event not in seen:
                seen[event] = None
                waiting += ahead[event][::-1]
    return after


RULES: tuple[Rule, ...] = (heard_too_soon,)
