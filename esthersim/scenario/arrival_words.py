"""When injects come and deadlines run, in words, for people who read a map."""

from __future__ import annotations

from esthersim.authored.durations import Duration
from esthersim.cleaning import clean_line
from esthersim.language import _, quoted
from esthersim.scenario.model import Arrival, Deadline, Inject, Scenario
from esthersim.scenario.story_lengths import length, story_length
from esthersim.scenario.titles import event_title, inject_title
from esthersim.scenario.wordings import usual


def arrival_words(scenario: Scenario, inject: Inject) -> str:
    """Return when an inject comes by itself, or that the facilitator lets it happen."""
    arrives = inject.arrives
    if arrives is None:
        return _("when the facilitator lets it happen")
    if arrives.at is not None:
        time = f"{arrives.at.hour:02d}:{arrives.at.minute:02d}"
        return _("day {day}, {time}").format(day=arrives.at.day, time=time)
    if arrives.room is not None:
        words = _("{length} of room time after the team has come to {start}, while it is still there")
        return words.format(length=length(arrives.room.total_seconds), start=_start(scenario, arrives))
    return _("{length} of story time after {start}").format(
        length=_long(arrives.after or Duration()), start=_start(scenario, arrives)
    )


def deadline_words(scenario: Scenario, deadline: Deadline) -> str:
    """Return between which events a deadline runs, and how long it is."""
    return _("within {length} from {start} to {end}").format(
        length=_long(deadline.within),
        start=quoted(event_title(scenario, deadline.start) or deadline.start),
        end=quoted(event_title(scenario, deadline.to) or deadline.to),
    )


def _start(scenario: Scenario, arrives: Arrival) -> str:
    """Return from what an inject's time is counted: an event, an inject, or a choice."""
    since = arrives.since or ""
    key, _point, option = since.partition(".")
    event = scenario.events.get(key)
    if option and event is not None and event.decision is not None and option in event.decision.options:
        text = clean_line(usual(event.decision.options[option].text)) or option
        return _("the choice {option}").format(option=quoted(text))
    if since in scenario.events or since not in scenario.injects:
        return quoted(event_title(scenario, since) or since)
    return _("the inject {inject}").format(inject=quoted(inject_title(scenario, since) or since))


def _long(duration: Duration) -> str:
    return story_length(duration) or length(0)
