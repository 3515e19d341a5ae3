"""What the present event says, and to whom: to everybody in the room, to one role, or all of it, for the facilitator.

Every front end reads these values. Whoever draws a page or a card for one role needs nothing else of the event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from esthersim.cleaning import clean
from esthersim.play import people
from esthersim.play.arrivals import open_options
from esthersim.play.entries import Chose, HandoverReceived, InjectArrived, InjectFired
from esthersim.play.retelling import Moment, Retelling
from esthersim.play.state import State
from esthersim.play.vocabulary import Cause
from esthersim.play.wording import spoken_by, worded, worded_on_arrival, worded_option
from esthersim.runs.names import seat_titles
from esthersim.scenario.model import TEAM, Scenario
from esthersim.scenario.titles import role_title
from esthersim.views.times import story_moment

Roles = tuple[str, ...] | None
"""The roles that hear something; `None` where everybody in the room does."""
Listens = Callable[[Roles], bool]
"""Tells whether an audience hears what is for these roles."""


@dataclass(frozen=True, slots=True)
class SpokenView:
    """A patient's own words, signed with the title of the role."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document: a text, or a table if it has columns.

    `readers` are the titles of those who alone see it; nobody where those who hear the event do.
    """

    document: str
    title: str
    written_by: str
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HappenedView:
    """An inject that has happened. `to` are the titles of those whom alone it reached; others see no text then.

    `when` is the story time of one that came before the team arrived; it is empty for one that happened here.
    """

    title: str
    text: str
    to: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option on offer, with its number for choosing."""

    number: int
    option: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The question of a decision, who answers it (titles; empty: the whole team), and the options on offer."""

    by: tuple[str, ...]
    question: str
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """A checklist item."""

    item: str
    text: str
    required: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the present event says to one audience; whatever is not for that audience is empty.

    `feedback` and `advice` follow the choice that led here; `support` names the decision support that gives the advice,
    and is empty where nobody does.
    """

    text: str
    spoken: tuple[SpokenView, ...]
    documents: tuple[DocumentView, ...]
    checklist: tuple[ItemView, ...]
    decision: DecisionView | None
    injects: tuple[HappenedView, ...]
    feedback: str
    advice: str
    support: str
    ending: str

    @property
    def came_before(self) -> tuple[HappenedView, ...]:
        """The injects that came before the team arrived: they are read before the event."""
        return tuple(each for each in self.injects if each.when)

    @property
    def happened_here(self) -> tuple[HappenedView, ...]:
        """The injects that have happened while the team was here."""
        return tuple(each for each in self.injects if not each.when)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one role hears of the present event.

    Of a `closed` event not everybody hears everything; `hears` says whether this role does. `only` is for it alone.
    """

    role: str
    title: str
    closed: bool
    hears: bool
    only: str
    said: Said

    @property
    def has_own(self) -> bool:
        """Whether it hears or sees something that not everybody does."""
        apart = any(each.readers for each in self.said.documents)
        reached = any(each.to and each.text for each in self.said.injects)
        decides = self.closed and self.said.decision is not None
        return bool(self.only or apart or reached or decides or (self.closed and self.hears))


def row_texts(document: DocumentView) -> tuple[str, ...]:
    """Return the rows of a document's table as sentences: each cell after its column's name."""
    return tuple(
        "; ".join(f"{column}: {cell}" for column, cell in zip(document.columns, row, strict=False) if cell)
        for row in document.rows
    )


def is_closed(state: State) -> bool:
    """Return whether not everybody in the room hears the present event."""
    return people.hearers(state) is not None


def said_to_all(retelling: Retelling, shown: Scenario) -> Said:
    """Return what everybody in the room hears of the present event: nothing else may be on a shared screen."""
    return _said(retelling, shown, lambda roles: roles is None)


def said_in_all(retelling: Retelling, shown: Scenario) -> Said:
    """Return all that the present event says, whoever hears it, for the facilitator alone."""
    return _said(retelling, shown, lambda _roles: True)


def hearing(retelling: Retelling, shown: Scenario, role: str) -> Hearing:
    """Return what a role hears of the present event; `LookupError` before the simulation has begun."""
    state = retelling.state
    return Hearing(
        role,
        role_title(shown, role),
        is_closed(state),
        people.hears(state, role),
        clean(worded_on_arrival(state, shown.events[state.here.event].only.get(role, ()), shown.language)).strip(),
        _said(retelling, shown, lambda roles: roles is None or role in roles),
    )


def _said(retelling: Retelling, shown: Scenario, listens: Listens) -> Said:
    state = retelling.state
    event = shown.events[state.here.event]
    hears = listens(people.hearers(state))
    feedback, advice, support = _after_the_choice(retelling, shown, listens)
    return Said(
        text=clean(worded_on_arrival(state, event.text, shown.language)).strip() if hears else "",
        spoken=tuple(_spoken(state, shown)) if hears else (),
        documents=tuple(_document(state, shown, key) for key in event.shows if listens(_readers(state, key))),
        checklist=tuple(_items(state, shown)) if hears else (),
        decision=_decision(state, shown) if listens(_deciders(state)) else None,
        injects=tuple(_happened(retelling, shown, listens)),
        feedback=feedback,
        advice=advice,
        support=support,
        ending=clean(worded_on_arrival(state, event.ending or (), shown.language)) if hears else "",
    )


def _spoken(state: State, shown: Scenario) -> Iterator[SpokenView]:
    """Yield each patient's words; without a patient in the scenario, they are nobody's."""
    for patient in shown.patients or ("",):
        if words := clean(spoken_by(state, shown, patient)).strip():
            yield SpokenView(role_title(shown, patient) if patient else "", words)


def _items(state: State, shown: Scenario) -> Iterator[ItemView]:
    for item, each in shown.events[state.here.event].checklist.items():
        yield ItemView(item, clean(each.text), each.required, item in state.here.checked)


def _readers(state: State, document: str) -> Roles:
    return state.event.shows[document] or people.hearers(state)


def _document(state: State, shown: Scenario, key: str) -> DocumentView:
    document = shown.documents[key]
    table = document.table
    return DocumentView(
        key,
        clean(document.title),
        clean(document.written_by or ""),
        clean(worded_on_arrival(state, document.text, shown.language)).strip(),
        tuple(clean(each) for each in table.columns) if table else (),
        tuple(tuple(clean(cell) for cell in row) for row in table.rows) if table else (),
        seat_titles(shown, state.event.shows[key]),
    )


def _deciders(state: State) -> Roles:
    """Return who hears the question: those who hear the event, and those who decide."""
    hearers, decision = people.hearers(state), state.event.decision
    if hearers is None or decision is None or decision.by == (TEAM,):
        return hearers
    return (*hearers, *decision.by)


def _decision(state: State, shown: Scenario) -> DecisionView | None:
    decision = shown.events[state.here.event].decision
    if decision is None:
        return None
    by = () if decision.by == (TEAM,) else seat_titles(shown, decision.by)
    options = tuple(
        OptionView(number, option, clean(worded_option(state, decision, option, shown.language)))
        for number, option in enumerate(open_options(state), 1)
    )
    return DecisionView(by, clean(worded_on_arrival(state, decision.question, shown.language)), options)


def _happened(retelling: Retelling, shown: Scenario, listens: Listens) -> Iterator[HappenedView]:
    """Yield the injects that happened at this event, just before it or on the way to it."""
    if not retelling.state.here.injects:
        return
    standing, arrival = retelling.standing, retelling.state.here.way.seq  # a rewind may have taken one back
    here = (each for each in retelling.moments[arrival:] if each.seq in standing)
    for moment in (*_on_the_way(retelling, shown), *here):
        entry = moment.recorded.entry
        key = entry.inject if isinstance(entry, InjectFired | InjectArrived) else ""
        inject = shown.injects.get(key)
        if inject is not None and getattr(entry, "came", True):
            text = clean(worded(moment.after, inject.text, shown.language)) if listens(inject.to or None) else ""
            when = story_moment(moment.after.here.story, shown) if moment.seq < arrival else ""
            yield HappenedView(clean(inject.title), text, seat_titles(shown, inject.to), when)


def _on_the_way(retelling: Retelling, shown: Scenario) -> list[Moment]:
    """Return the injects that came by story time right before the arrival, and the one that led here."""
    arrival = retelling.state.here.way.seq
    by_inject = getattr(retelling.entry(arrival), "cause", None) is Cause.INJECT
    found: list[Moment] = []
    for moment in reversed(retelling.moments[: arrival - 1]):
        entry = moment.recorded.entry
        if isinstance(entry, HandoverReceived) and entry.skipped:
            continue
        if not isinstance(entry, InjectFired | InjectArrived):
            break
        inject = shown.injects.get(entry.inject)
        arrives = inject.arrives if inject and isinstance(entry, InjectArrived) else None
        if (arrives and not arrives.room) or (inject and inject.next and by_inject):
            found.append(moment)
    return found[::-1]


def _after_the_choice(retelling: Retelling, shown: Scenario, listens: Listens) -> tuple[str, str, str]:
    """Return the feedback to the choice that led here, the advice, and its decision support.

    They are for those who heard the event at which the choice was made.
    """
    choice = choice_before(retelling)
    if choice is None:
        return "", "", ""
    then, chose = choice
    event = shown.events.get(then.here.event)
    if event is None or event.decision is None or not listens(people.hearers(then)):
        return "", "", ""
    chosen, advised = event.decision.options.get(chose.option), event.decision.options.get(chose.advised or "")
    return (
        clean(worded(then, chosen.feedback, shown.language)) if chosen else "",
        clean(worded(then, advised.text, shown.language)) if advised else "",
        clean(event.decision.support or "") if advised else "",
    )


def choice_before(retelling: Retelling) -> tuple[State, Chose] | None:
    """Return the choice that led to the present event, with the state after it; `None` where none did.

    Injects may have come between the choice and the arrival.
    """
    at = retelling.state.here.way.seq - 1
    while isinstance(retelling.entry(at), InjectArrived):
        at -= 1
    choice = retelling.entry(at)
    return (retelling.moments[at - 1].after, choice) if isinstance(choice, Chose) else None
