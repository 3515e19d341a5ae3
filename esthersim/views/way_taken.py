"""The way that a run took, for the maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from esthersim.language import _, quoted
from esthersim.maps.events import Stop, Way
from esthersim.maps.phrases import story_moment
from esthersim.play.entries import Arrived, Chose
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.vocabulary import Cause
from esthersim.play.wording import worded
from esthersim.scenario.graph import Edge, edges_from
from esthersim.scenario.model import Scenario


def way_taken(retelling: Retelling, shown: Scenario) -> Way:
    """Return the way that stands: each visit with its story time and how the team left it."""
    state, standing = retelling.state, retelling.standing
    stops: list[Stop] = []
    option = ""
    for moment in retelling.moments:
        entry = moment.recorded.entry
        if moment.seq not in standing:
            continue
        if isinstance(entry, Chose):
            option = entry.option
        elif isinstance(entry, Arrived) and moment.after.journey is not None:
            if stops:
                by, how = _left(shown, moment.before, entry, option)
                stops[-1] = replace(stops[-1], by=by, how=how)
            stops.append(Stop(entry.event, story_moment(moment.after.journey.story, state.story_starts)))
            option = ""
    return Way.of(stops, over=state.at_ending)


def _left(shown: Scenario, before: State, entry: Arrived, option: str) -> tuple[Edge | None, str]:
    """Return the edge that led to an arrival, and a remark about it in words."""
    key = before.here.event
    if key not in shown.events:
        return None, ""
    ways = [edge for edge in edges_from(shown, key) if edge.target == entry.event]
    match entry.cause:
        case Cause.OPTION:
            decision = shown.events[key].decision
            known = decision.options.get(option) if decision else None
            chosen = [edge for edge in ways if edge.kind == "option" and edge.label == option]
            return _open(chosen, before), _("chose {option}").format(
                option=quoted(worded(before, known.text) if known else option)
            )
        case Cause.TIMER:
            return next((edge for edge in ways if edge.kind == "timer"), None), _("the timer ran out")
        case Cause.INJECT:
            return None, _("an inject led there")
        case Cause.OVERRIDE:
            return None, _("the facilitator led the team on")
        case _:
            return _open([edge for edge in ways if edge.kind in {"next", "branch"}], before), ""


def _open(ways: Sequence[Edge], before: State) -> Edge | None:
    """Return the first of some ways whose condition held just before the arrival, after an option's effects."""
    return next((edge for edge in ways if edge.condition is None or edge.condition.holds(before)), None)
