"""The way that a run took, for the maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from esthersim.authored.conditions import holds
from esthersim.language import _, quoted
from esthersim.maps.events import Stop, Way
from esthersim.maps.phrases import story_moment
from esthersim.play.entries import Arrived, Chose, InjectArrived, InjectFired
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.vocabulary import Cause
from esthersim.play.wording import worded_option
from esthersim.scenario.graph import Edge, edges_from
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import inject_title


class _Since(NamedTuple):
    """What has happened since an arrival that may say how the team went on: the option chosen, the last inject."""

    option: str = ""
    text: str = ""
    inject: str = ""


def way_taken(retelling: Retelling, shown: Scenario) -> Way:
    """Return the way that stands: each visit with its story time and how the team left it."""
    state, standing = retelling.state, retelling.standing
    stops: list[Stop] = []
    since = _Since()
    for moment in retelling.moments:
        entry = moment.recorded.entry
        if moment.seq not in standing:
            continue
        if isinstance(entry, Chose):
            since = since._replace(option=entry.option, text=_option(shown, moment.before, entry.option))
        elif isinstance(entry, InjectFired) or (isinstance(entry, InjectArrived) and entry.came):
            since = since._replace(inject=entry.inject)
        elif isinstance(entry, Arrived) and moment.after.journey is not None:
            if stops:
                by, how = _left(shown, moment.before, entry, since)
                stops[-1] = replace(stops[-1], by=by, how=how)
            stops.append(Stop(entry.event, story_moment(moment.after.journey.story, state.story_starts)))
            since = _Since()
    return Way.of(stops, over=state.at_ending)


def _option(shown: Scenario, before: State, key: str) -> str:
    """Return an option as it read when it was chosen; its id where the scenario no longer has it."""
    event = shown.events.get(before.here.event)
    known = event.decision if event is not None else None
    return worded_option(before, known, key, shown.language) if known is not None and key in known.options else key


def _left(shown: Scenario, before: State, entry: Arrived, since: _Since) -> tuple[Edge | None, str]:
    """Return the edge that led to an arrival, and a remark about it in words."""
    key = before.here.event
    if key not in shown.events:
        return None, ""
    ways = [edge for edge in edges_from(shown, key) if edge.target == entry.event]
    chose = _("chose {option}").format(option=quoted(since.text)) if since.option else ""
    match entry.cause:
        case Cause.OPTION:
            chosen = [edge for edge in ways if edge.kind == "option" and edge.label == since.option]
            return _open(chosen, before), chose
        case Cause.TIMER:
            return next((edge for edge in ways if edge.kind == "timer"), None), _("the timer ran out")
        case Cause.INJECT:
            led = _("the inject {inject} led on").format(inject=quoted(inject_title(shown, since.inject)))
            return None, "; ".join(filter(None, (chose, led)))
        case Cause.OVERRIDE:
            return None, _("the facilitator led the team on")
        case _:
            return _open([edge for edge in ways if edge.kind in {"next", "branch"}], before), ""


def _open(ways: Sequence[Edge], before: State) -> Edge | None:
    """Return the first of some ways whose condition held just before the arrival, after an option's effects."""
    return next((edge for edge in ways if holds(edge.condition, before)), None)
