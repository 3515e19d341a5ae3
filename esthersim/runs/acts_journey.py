"""Acts of the team in the journey: decide, go on, tick the checklist, and rate how it is for a patient."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from esthersim.cleaning import clean
from esthersim.language import _
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play import people
from esthersim.play.arrivals import open_options
from esthersim.play.entry import Command
from esthersim.play.facilitation import HIGHEST, LOWEST
from esthersim.play.handover import is_open
from esthersim.play.vocabulary import FACILITATOR
from esthersim.play.wording import worded_on_arrival, worded_option
from esthersim.runs.act import Act, Here, act
from esthersim.runs.asks import Choice, Nothing, Number, Option
from esthersim.runs.names import seat_title
from esthersim.scenario.model import ChecklistItem


def choose(here: Here) -> Iterator[Act]:
    """Offer the open options of the decision."""
    return _deciding(here, "choose", lambda option: c.Choose(option, seat=here.seat))


def propose(here: Here) -> Iterator[Act]:
    """Offer a seat that decides to propose one of the open options."""
    return _deciding(here, "propose", lambda option: e.Proposed(option, seat=here.seat))


def _deciding(here: Here, name: str, make: Callable[[str], Command]) -> Iterator[Act]:
    decision, language = here.shown.events[here.state.here.event].decision, here.shown.language
    options = tuple(
        Option(key, clean(worded_option(here.state, decision, key, language)))
        for key in open_options(here.state)
        if decision
    )
    if decision and options:
        question = clean(worded_on_arrival(here.state, decision.question, language))
        yield act(here.names[name].name, Choice(options), make, question=question)


def withdraw(here: Here) -> Iterator[Act]:
    """Offer a seat to withdraw its proposal."""
    if here.seat in here.state.here.proposals:
        yield act(here.names["withdraw"].name, Nothing(), lambda _none: e.Proposed(seat=here.seat))


def proceed(here: Here) -> Iterator[Act]:
    """Offer to go on, if there is nothing to decide."""
    event = here.state.event
    if event.decision is None and event.ending is None:
        skips = is_open(event.handover, here.state.here.handover)
        yield act(
            _("Go on without handing over") if skips else here.names["proceed"].name,
            Nothing(),
            lambda _none: c.Proceed(seat=here.seat),
        )


def check(here: Here) -> Iterator[Act]:
    """Offer to tick or untick each item of the event's checklist."""
    for item, each in here.shown.events[here.state.here.event].checklist.items():
        yield _item(here, item, each)


def _item(here: Here, item: str, shown: ChecklistItem) -> Act:
    done = item in here.state.here.checked
    label = (_("Untick: {item}") if done else _("Tick: {item}")).format(item=clean(shown.text))
    if shown.required and not done:
        label = _("{item} (must be done)").format(item=label)
    return act(label, Nothing(), lambda _none: e.Checked(item, not done, seat=here.seat), about=item)


def rate(here: Here) -> Iterator[Act]:
    """Offer each patient role that is there to rate how it is, if the event asks for that."""
    if here.state.event.rate:
        for patient in here.acting_for(each or FACILITATOR for each in people.patients_asked(here.state)):
            yield _rating(here, patient)


def _rating(here: Here, patient: str) -> Act:
    title = _("the patient") if patient == FACILITATOR else seat_title(here.shown, patient)
    return act(
        _("Ask {person} how it is, 1 to 5").format(person=title),
        Number(LOWEST, HIGHEST, _("very bad"), _("very good")),
        lambda value: e.EstherRated(value, seat=patient),
        about=patient,
        question=_("How is it for you right now?")
        if patient == FACILITATOR
        else _("{person}, how is it for you right now?").format(person=title),
    )
