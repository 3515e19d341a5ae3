"""Acts of facilitators and observers: cues, injects, expectations, notes, observations, the timer, other events."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.cleaning import clean, clean_line
from esthersim.language import _, format_list
from esthersim.lengths import minutes
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.journey import Journey
from esthersim.play.timers import LONGEST_EXTENSION
from esthersim.play.vocabulary import FACILITATOR, Observation
from esthersim.runs.act import Act, Here, act
from esthersim.runs.asks import Choice, Field, Form, Nothing, Number, Option, Text
from esthersim.runs.names import observation_word, seat_title, seat_titles, watched_title
from esthersim.scenario.model import Inject
from esthersim.scenario.titles import event_title

MINUTE = 60.0


def mark_expectation(here: Here) -> Iterator[Act]:
    """Offer to mark each expectation of the event."""
    for key, each in here.shown.events[here.state.here.event].expect.items():
        yield _expectation(here, key, clean(each.text))


def _expectation(here: Here, key: str, label: str) -> Act:
    return act(
        label,
        Choice(tuple(Option(each.value, observation_word(each)) for each in Observation)),
        lambda status: c.MarkExpectation(key, Observation(status), seat=here.seat),
        about=key,
        question=_("How did it end?"),
    )


def cue(here: Here) -> Iterator[Act]:
    """Offer the cues of the event."""
    event = here.state.here.event
    given = {key for at, key in here.state.here.cues if at == event}
    options = tuple(
        Option(key, clean(each.text), _("has been given") if key in given else "")
        for key, each in here.shown.events[event].cues.items()
    )
    if options:
        yield act(here.names["cue"].name, Choice(options), lambda key: e.CueGiven(key, seat=here.seat))


def inject(here: Here) -> Iterator[Act]:
    """Offer the injects of the scenario; the facilitator may override one whose condition is not met."""
    options = tuple(
        Option(key, _inject_label(here, each), _("has happened") if key in here.state.here.injects else "")
        for key, each in here.shown.injects.items()
    )
    if options:
        yield act(
            here.names["inject"].name,
            Choice(options),
            lambda key: c.FireInject(key, seat=here.seat),
            question=_("What happens?"),
        )


def _inject_label(here: Here, inject: Inject) -> str:
    """Return the title of an inject, with those whom alone it reaches."""
    title = clean(inject.title)
    to = format_list(seat_titles(here.shown, inject.to))
    return _("{title}, for {roles} alone").format(title=title, roles=to) if to else title


def hold(here: Here) -> Iterator[Act]:
    """Offer to hold back each inject that would come by itself, or to let it come."""
    record = here.state.here.record
    options = tuple(
        Option(key, clean(each.title), _("held back") if key in record.held else "")
        for key, each in here.shown.injects.items()
        if each.arrives and key not in record.asked
    )
    if options:
        yield act(
            here.names["hold"].name,
            Choice(options),
            lambda key: e.InjectHeld(key, key not in record.held, seat=here.seat),
            question=_("Hold back which one, or let it come?"),
        )


def note(here: Here) -> Iterator[Act]:
    """Offer to write a note."""
    yield act(here.names["note"].name, Text(), lambda text: e.Noted(text, seat=here.seat), question=_("Your note"))


def observe(here: Here) -> Iterator[Act]:
    """Offer each observing seat to write down what was seen, and separately what it might mean."""
    for seat in here.acting_for((FACILITATOR, *here.shown.observers)):
        yield _observation(here, seat)


def _observation(here: Here, seat: str) -> Act:
    roles = tuple(Option(role, seat_title(here.shown, role)) for role in here.shown.roles)
    fields = [
        Field("seen", _("What did you see or hear? Only what a camera would have caught."), Text()),
        Field("meaning", _("What might it mean? (can be left empty)"), Text(), optional=True),
        Field("about", _("About whom?"), Choice(roles), optional=True),
    ]
    observer, event = here.shown.observers.get(seat), here.shown.events[here.state.here.event]
    if watched := observer.watch if observer else tuple(dict.fromkeys((*here.shown.objectives, *event.observe))):
        options = tuple(Option(key, watched_title(here.shown, key, here.papers)) for key in watched)
        fields.append(Field("watching", _("Which objective or behaviour?"), Choice(options), optional=True))
    label = here.names["observe"].name
    return act(
        label if seat == here.seat else f"{label}: {seat_title(here.shown, seat)}",
        Form(tuple(fields)),
        lambda filled: e.Observed(
            filled.text("seen"), filled.text("meaning"), filled.chosen("about"), filled.chosen("watching"), seat=seat
        ),
        about=seat,
    )


def took_part(here: Here) -> Iterator[Act]:
    """Offer to note that a role took part."""
    roles = tuple(Option(role, seat_title(here.shown, role)) for role in here.shown.roles)
    yield act(
        here.names["took-part"].name,
        Choice(roles),
        lambda role: e.Spoke(role, seat=here.seat),
        question=_("Who took part?"),
    )


def extend(here: Here) -> Iterator[Act]:
    """Offer to extend the timer of the event, in minutes."""
    if here.state.event.timer is not None:
        yield act(
            here.names["extend"].name,
            Number(1, int(LONGEST_EXTENSION / MINUTE)),
            lambda more: e.TimerExtended(more * MINUTE, seat=here.seat),
            question=_("How many more minutes?"),
        )


def run_out(here: Here) -> Iterator[Act]:
    """Offer to let the timer of the event run out now."""
    if here.state.event.timer is not None:
        yield act(here.names["run-out"].name, Nothing(), lambda _none: c.RunOut(seat=here.seat))


def rewind(here: Here) -> Iterator[Act]:
    """Offer to go back to any arrival, the oldest first; those taken back by a rewind are included."""
    stand = {visit.seq for visit in here.state.here.visits()}
    present = here.state.here.way.seq
    options = tuple(
        Option(
            str(each.way.seq),
            f"{event_title(here.shown, each.way.event)}, {minutes(each.way.room)}",
            _("here") if each.way.seq == present else "" if each.way.seq in stand else _("taken back"),
        )
        for each in _arrivals(here.state.here)
    )
    yield act(
        here.names["rewind"].name,
        Choice(options),
        lambda seq: e.Rewound(int(seq), seat=here.seat),
        question=_("Back to the beginning of which event?"),
    )


def _arrivals(journey: Journey) -> list[Journey]:
    """Return the journey as it stood after each arrival, the oldest first."""
    found, then = [], journey
    while True:
        if then.seq == then.way.seq:
            found.append(then)
        if then.older is None:
            return found[::-1]
        then = then.older


def go_to(here: Here) -> Iterator[Act]:
    """Offer to go to any event."""
    options = tuple(Option(key, clean_line(each.title)) for key, each in here.shown.events.items())
    yield act(
        here.names["go-to"].name,
        Choice(options),
        lambda event: c.GoTo(event, seat=here.seat),
        question=_("Go to which event?"),
    )
