"""Reads an event aloud: only what everybody in the room may hear."""

from __future__ import annotations

from esthersim.language import _
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import length_in_words
from esthersim.play.entries import Chose
from esthersim.play.timers import read_timer
from esthersim.views.event import EventView, event_view


def read_event(run: PlainRun) -> None:
    """Read the present event aloud."""
    dialogue, session = run.dialogue, run.session
    view = event_view(session.retelling, run.shown, session.room())
    if view.feedback:
        dialogue.say()
        dialogue.say(view.feedback)
    if view.advice:
        same = _chose_as_advised(run)
        advice = _("A decision support tool would have said the same.") if same else _(
            "A decision support tool would have said: {advice}."
        )  # fmt: skip
        dialogue.say(advice.format(advice=view.advice.rstrip(".")))
    dialogue.heading(view.title)
    dialogue.say(_where(view))
    if view.present:
        dialogue.say(_("Present: {roles}").format(roles="; ".join(view.present)))
    run.paragraphs(view.text)
    if view.esther:
        dialogue.say()
        dialogue.say(_("Esther: {words}").format(words=view.esther))
    for title, text in view.injects:
        read_inject(dialogue, title, text)
    if view.ending:
        dialogue.say()
        dialogue.say(_("So it ended: {ending}.").format(ending=view.ending.rstrip(".")))


def _chose_as_advised(run: PlainRun) -> bool:
    arrived = run.session.state.here.way.seq
    before = run.session.retelling.entry(arrived - 1)
    return isinstance(before, Chose) and before.option == before.advised


def read_inject(dialogue: Dialogue, title: str, text: str) -> None:
    """Read an inject aloud."""
    dialogue.say()
    dialogue.say(_("This happens: {title}.").format(title=title.rstrip(".")))
    dialogue.say(text)


def _where(view: EventView) -> str:
    return f"{view.place}, {view.story_time}." if view.place else f"{view.story_time}."


def say_timer(run: PlainRun) -> None:
    """Say how much time is left and what happens then; nothing if no timer is running."""
    state, room = run.session.state, run.session.room()
    reading = read_timer(state, room)
    if reading is None or reading.ran_out or state.here.ran_out:
        return
    if reading.branches:
        line = (
            _("Hurry: {time} left, then the journey moves on.")
            if reading.urgent
            else _("Time left: {time}, then the journey moves on.")
        )
    else:
        line = _("Hurry: {time} left.") if reading.urgent else _("Time left: {time}.")
    run.dialogue.say(line.format(time=length_in_words(reading.left)))
