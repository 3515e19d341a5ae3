"""Reads an event aloud: only what everybody in the room may hear, unless the facilitator alone sees the screen."""

from __future__ import annotations

from esthersim.language import _
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import length_in_words
from esthersim.plain.typed_words import way_to_write
from esthersim.play.timers import read_timer
from esthersim.views.event import EventView, event_view, private_view
from esthersim.views.hearing import (
    DocumentView,
    HappenedView,
    Said,
    choice_before,
    row_texts,
    said_in_all,
    said_to_all,
)


def read_event(run: PlainRun) -> None:
    """Read the present event aloud; to whoever alone sees this screen as the facilitator, all of it."""
    dialogue, session = run.dialogue, run.session
    view = event_view(session.retelling, run.shown, session.room())
    said = said_here(run)
    _read_what_came_before(run, said)
    if view.stage and view.stage.begins:
        dialogue.heading(view.stage.title)
        run.paragraphs(view.stage.text)
    dialogue.heading(view.title)
    dialogue.say(_where(view))
    if view.present:
        dialogue.say(_("Present: {roles}").format(roles="; ".join(view.present)))
    if view.closed:
        _say_closed(run)
    run.paragraphs(said.text)
    for each in said.spoken:
        dialogue.say()
        dialogue.say(f"{each.who}: {each.words}" if each.who else each.words)
    for document in said.documents:
        read_document(run, document)
    for inject in said.happened_here:
        read_inject(dialogue, inject)
    if view.at_ending:
        dialogue.say()
        ending = said.ending.rstrip(".")
        dialogue.say(_("So it ended: {ending}.").format(ending=ending) if ending else _("The journey ends here."))


def _read_what_came_before(run: PlainRun, said: Said) -> None:
    """Read what followed the choice that led here, and the injects that came on the way."""
    dialogue = run.dialogue
    if said.feedback:
        dialogue.say()
        dialogue.say(said.feedback)
    if said.advice:
        dialogue.say(_advice(run, said))
    for inject in said.came_before:
        read_inject(dialogue, inject)


def said_here(run: PlainRun) -> Said:
    """Return what the present event says on this screen: all of it only where the facilitator alone sees the screen."""
    said = said_in_all if run.dialogue.facilitator else said_to_all
    return said(run.session.retelling, run.shown)


def _say_closed(run: PlainRun) -> None:
    """Say that not everybody hears the event, and how it reaches those who do."""
    dialogue, session = run.dialogue, run.session
    dialogue.say()
    dialogue.say(_("Something is going on here that not everybody hears."))
    if dialogue.facilitator:
        hearers = private_view(session.retelling, run.shown, session.room()).hearers
        dialogue.say(_("Only these hear it: {roles}").format(roles="; ".join(hearers) or _("nobody")))
    else:
        dialogue.say(_("Those who do read it on their cards: '{word}'.").format(word=way_to_write("card")))


def _advice(run: PlainRun, said: Said) -> str:
    """Return the advice in the name of its decision support; without one, in words that give nobody the last word."""
    same = _chose_as_advised(run)
    if said.support:
        line = _("{support} would have said the same.") if same else _("{support} would have said: {advice}.")
    else:
        line = _("One suggestion was the same.") if same else _("One suggestion: {advice}.")
    return line.format(support=said.support, advice=said.advice.rstrip("."))


def _chose_as_advised(run: PlainRun) -> bool:
    choice = choice_before(run.session.retelling)
    return choice is not None and choice[1].option == choice[1].advised


def read_document(run: PlainRun, document: DocumentView) -> None:
    """Read a document aloud, a table row by row."""
    run.dialogue.say()
    for line in document_lines(document):
        run.dialogue.say(line)


def document_lines(document: DocumentView) -> list[str]:
    """Return a document in lines: its title and who wrote it, its text, its rows."""
    title = _("Document: {title}").format(title=document.title)
    by = f", {document.written_by}" if document.written_by else ""
    only = [_("Only these see it: {roles}").format(roles="; ".join(document.readers))] if document.readers else []
    return [
        title + by,
        *only,
        *filter(None, document.text.splitlines()),
        *(f"  - {row}" for row in row_texts(document)),
    ]


def read_inject(dialogue: Dialogue, inject: HappenedView) -> None:
    """Read an inject aloud, with its story time where it came before the team arrived.

    Of one that reaches only some it says whom it reaches, and its text where it is for these ears.
    """
    dialogue.say()
    if inject.when:
        dialogue.say(f"{inject.when}.")
    dialogue.say(_("This happens: {title}.").format(title=inject.title.rstrip(".")))
    if inject.to:
        dialogue.say(_("It reaches only: {roles}").format(roles="; ".join(inject.to)))
    if inject.text:
        dialogue.say(inject.text)


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
