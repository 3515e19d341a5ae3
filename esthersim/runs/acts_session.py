"""Acts of the session as a whole: objectives, seats, ticks, the clock, and the way to the next step."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.checklists import item_text
from esthersim.language import _, get_language
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.gates import FEWEST_OBJECTIVES, MOST_OBJECTIVES
from esthersim.play.room import most_people
from esthersim.play.vocabulary import Step, Ticking
from esthersim.runs.act import Act, Here, act
from esthersim.runs.asks import Choice, Nothing, Number, Option, Ticks
from esthersim.runs.names import seat_title, ticking_words


def agree_objectives(here: Here) -> Iterator[Act]:
    """Offer the scenario's objectives, to agree on two or three."""
    options = tuple(Option(key, clean_line(text)) for key, text in here.shown.objectives.items())
    if len(options) >= FEWEST_OBJECTIVES:
        yield act(
            here.names["agree-objectives"].name,
            Ticks(options, here.state.setting.objectives, FEWEST_OBJECTIVES, MOST_OBJECTIVES),
            lambda agreed: e.ObjectivesAgreed(agreed, seat=here.seat),
            question=_("Which two or three objectives do we agree on?"),
        )


def seat(here: Here) -> Iterator[Act]:
    """Offer to set the number of people in each seat."""
    for key in (*here.shown.roles, *here.shown.observers):
        yield _seat(here, key)


def _seat(here: Here, key: str) -> Act:
    title = seat_title(here.shown, key)
    return act(
        title,
        Number(0, most_people(here.state, key)),
        lambda people: e.Seated(key, people, seat=here.seat),
        about=key,
        question=_("{seat}: how many people?").format(seat=title),
    )


def tick(here: Here) -> Iterator[Act]:
    """Offer to tick or untick the points of this step's checklist."""
    own = here.shown.prebriefing if here.state.step is Step.STORY else {}
    checklist = here.state.setting.prebriefing if here.state.step is Step.STORY else here.state.setting.closing
    for item in dict.fromkeys((*checklist, *own)):
        yield _point(here, item, clean(own.get(item) or item_text(item, get_language(), here.papers)))


def _point(here: Here, item: str, text: str) -> Act:
    done = item in here.state.setting.ticked
    label = (_("Untick: {item}") if done else _("Tick: {item}")).format(item=text)
    return act(label, Nothing(), lambda _none: e.Ticked(item, not done, seat=here.seat), about=item)


def stop(here: Here) -> Iterator[Act]:
    """Offer a seat to ask to stop."""
    yield act(here.names["stop"].name, Nothing(), lambda _none: e.StopAsked(seat=here.seat))


def agree_ticking(here: Here) -> Iterator[Act]:
    """Offer to agree on who ticks the facts of handovers."""
    now = here.state.setting.ticking
    options = (Option(each.value, word, _("agreed") if each is now else "") for each, word in ticking_words().items())
    yield act(
        here.names["ticking"].name,
        Choice(tuple(options)),
        lambda who: e.TickingAgreed(Ticking(who), seat=here.seat),
        question=_("Who ticks the facts of a handover, besides you?"),
    )


def agree_settling(here: Here) -> Iterator[Act]:
    """Offer to agree on who settles a decision."""
    settling = here.state.setting.settling
    options = {
        False: _("I do, when the team has decided"),
        True: _("those who decide, as soon as they all propose the same"),
    }
    choices = (Option(str(key), word, _("agreed") if key is settling else "") for key, word in options.items())
    yield act(
        here.names["settling"].name,
        Choice(tuple(choices)),
        lambda key: e.SettlingAgreed(by_deciders=key == str(True), seat=here.seat),
        question=_("Who settles a decision that is proposed from the seats?"),
    )


def pause(here: Here) -> Iterator[Act]:
    """Offer to stop the clock while it runs."""
    if not here.state.paused:
        yield act(here.names["pause"].name, Nothing(), lambda _none: c.Pause(seat=here.seat))


def resume_clock(here: Here) -> Iterator[Act]:
    """Offer to start the clock again while it is stopped."""
    if here.state.paused:
        yield act(here.names["continue"].name, Nothing(), lambda _none: c.Continue(seat=here.seat))


def advance(here: Here) -> Iterator[Act]:
    """Offer to go on to the next step."""
    to_reflection = here.state.step is Step.SIMULATION
    label = _("Go on to the reflection") if to_reflection else here.names["advance"].name
    yield act(label, Nothing(), lambda _none: c.Advance(seat=here.seat))
