"""How long everything takes that is read at an event, in the language of the scenario.

None of this was measured: that a text is read aloud at 120 words a minute, with the pauses of a room that listens, is
our own assumption.
"""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.scenario.graph import every_edge
from esthersim.scenario.materials import Document
from esthersim.scenario.model import Decision, Event, Inject, Scenario
from esthersim.scenario.wordings import usual

WORDS_A_MINUTE = 120


def reading(scenario: Scenario, event: Event, *, begins_stage: bool = False) -> float:
    """Return the seconds that it takes to read an event: what the room or those who hear it are told, one by one.

    What is for one role alone is read by all such roles at the same time: the longest counts. Of texts that depend on
    the run, the usual ones count.
    """
    stage = scenario.stages.get(event.stage or "") if begins_stage else None
    said = [stage.title, stage.text or ""] if stage else []
    said += [event.title, usual(event.text), *map(usual, event.esther.values()), usual(event.ending or ())]
    said += [item.text for item in event.checklist.values()]
    said += _asked(event.decision) if event.decision else ()
    alone = {role: _words(usual(text)) for role, text in event.only.items()}
    for key, readers in event.shows.items():
        said += () if readers else _lines(scenario.documents[key])
        for role in readers:
            alone[role] = alone.get(role, 0) + _words(*_lines(scenario.documents[key]))
    return _seconds(_words(*said) + max(alone.values(), default=0))


def reading_inject(inject: Inject) -> float:
    """Return the seconds that it takes to read an inject."""
    return _seconds(_words(inject.title, usual(inject.text)))


def where_stages_begin(scenario: Scenario) -> frozenset[str]:
    """Return the events to which some way leads from another stage, and the first."""
    events = scenario.events
    ways = (edge for edge in every_edge(scenario) if events[edge.source].stage != events[edge.target].stage)
    return frozenset({scenario.first, *(edge.target for edge in ways)})


def _asked(decision: Decision) -> Iterator[str]:
    """Yield the question and the options, and of what follows the choice the longest: feedback, and advice."""
    options = decision.options
    yield usual(decision.question)
    yield from (usual(option.text) for option in options.values())
    yield max((usual(option.feedback) for option in options.values()), key=_words)
    advised = [usual(options[each.choose].text) for each in decision.advice]
    if advised:
        yield decision.support or ""
        yield max(advised, key=_words)


def _lines(document: Document) -> Iterator[str]:
    """Yield what is read of a document; in a table, each cell."""
    yield document.title
    yield usual(document.text)
    for row in (document.table.columns, *document.table.rows) if document.table else ():
        yield from row


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def _seconds(words: int) -> float:
    return words * 60 / WORDS_A_MINUTE
