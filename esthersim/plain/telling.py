"""The event as it is read aloud: what everybody in the room may hear, and never more."""

from __future__ import annotations

from esthersim.language import _
from esthersim.plain.desk import Desk
from esthersim.plain.prompts import length_in_words
from esthersim.plain.sitting import Sitting
from esthersim.play.entries import Chose
from esthersim.play.timers import read_timer
from esthersim.views.event import EventView, event_view


def tell_event(sitting: Sitting) -> None:
    """Read the present event aloud."""
    desk, session = sitting.desk, sitting.session
    view = event_view(session.retelling, sitting.shown, session.room())
    if view.feedback:
        desk.say()
        desk.say(view.feedback)
    if view.advice:
        same = _chose_as_advised(sitting)
        told = _("A decision support would have said the same.") if same else _(
            "A decision support would have said: {advice}."
        )  # fmt: skip
        desk.say(told.format(advice=view.advice.rstrip(".")))
    desk.heading(view.title)
    desk.say(_where(view))
    if view.present:
        desk.say(_("Present: {roles}").format(roles="; ".join(view.present)))
    sitting.paragraphs(view.text)
    if view.esther:
        desk.say()
        desk.say(_("Esther: {words}").format(words=view.esther))
    for title, text in view.injects:
        tell_inject(desk, title, text)
    if view.ending:
        desk.say()
        desk.say(_("So it ended: {ending}.").format(ending=view.ending.rstrip(".")))


def _chose_as_advised(sitting: Sitting) -> bool:
    arrived = sitting.session.state.here.way.seq
    before = sitting.session.retelling.entry(arrived - 1)
    return isinstance(before, Chose) and before.option == before.advised


def tell_inject(desk: Desk, title: str, text: str) -> None:
    """Read an inject aloud."""
    desk.say()
    desk.say(_("It happens: {title}.").format(title=title.rstrip(".")))
    desk.say(text)


def _where(view: EventView) -> str:
    return f"{view.place}, {view.story_time}." if view.place else f"{view.story_time}."


def tell_timer(sitting: Sitting) -> None:
    """Tell how much time is left, and what then happens; nothing where no timer runs."""
    state, room = sitting.session.state, sitting.session.room()
    reading = read_timer(state, room)
    if reading is None or reading.ran_out or state.here.ran_out:
        return
    if reading.branches:
        told = (
            _("Hurry: {time} left, then the journey moves on.")
            if reading.urgent
            else _("Time left: {time}, then the journey moves on.")
        )
    else:
        told = _("Hurry: {time} left.") if reading.urgent else _("Time left: {time}.")
    sitting.desk.say(told.format(time=length_in_words(reading.left)))
