"""Rules about injects that come by themselves: each counts from one thing, and has a moment at which it can come."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.conditions import parse_condition
from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.language import _
from esthersim.lengths import planned
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.readable import matters
from esthersim.rehearsal.space import Space
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import Arrival, Scenario


def counting_from_two(examination: Examination) -> Iterator[Finding]:
    """Find injects that count from an id that both an event and an inject have."""
    scenario = examination.scenario
    for key, inject in scenario.injects.items():
        since = inject.arrives.since if inject.arrives else None
        if since in scenario.events and since in scenario.injects:
            path: KeyPath = ("injects", key)
            yield found("ES329", (*path, "arrives", "from"), where=subject(path), name=since)


def never_coming(examination: Examination) -> Iterator[Finding]:
    """Find injects whose time never comes, or comes after every ending, though what they wait for can happen.

    One whose time comes and whose condition is false by then is found by another rule.
    """
    scenario = examination.scenario
    waiting = {key: each.arrives for key, each in scenario.injects.items() if each.arrives}
    if not waiting or not examination.space.complete:
        return
    space = _with_all_injects(examination)
    for key, arrives in waiting.items():
        asked = space.truths.get(("injects", key, "when"))
        if key not in space.came and not asked and space.complete and _begins(space, arrives):
            path: KeyPath = ("injects", key)
            reason = _reason(scenario, arrives)
            yield found("ES316", (*path, "arrives"), at_key=True, where=subject(path), reason=reason)


def _with_all_injects(examination: Examination) -> Space:
    """Return a space without any inject left out, as those without consequences are: they lead to no new state."""
    scenario = examination.scenario
    quiet = {key for key, each in scenario.injects.items() if each.arrives and not matters(each)}
    if not quiet:
        return examination.space
    always = {"when": parse_condition("true")}
    injects = {key: each.model_copy(update=always) if key in quiet else each for key, each in scenario.injects.items()}
    return explore(scenario.model_copy(update={"injects": injects}))


def _begins(space: Space, arrives: Arrival) -> bool:
    """Return whether what an inject's time counts from can happen; where it cannot, that is found by itself."""
    since = arrives.since or ""
    event, _point, option = since.partition(".")
    if arrives.at is not None:
        return True
    if option:
        chosen = (space.edges[number] for number in space.set_out)
        return any(edge.kind == "option" and (edge.source, edge.label) == (event, option) for edge in chosen)
    return since in space.reached or since in space.came


def _reason(scenario: Scenario, arrives: Arrival) -> str:
    if arrives.room is None:
        return _("every journey is over by then")
    timer = scenario.events[arrives.since or ""].timer
    if timer and timer.next and timer.limit.total_seconds <= arrives.room.total_seconds:
        return _("the timer leads on after {limit}").format(limit=planned(timer.limit.total_seconds))
    return _("another inject always takes the team away first")


RULES: tuple[Rule, ...] = (counting_from_two, never_coming)
