"""The handover: in speech, with each fact ticked afterwards, or in writing. Sent, received and confirmed apart.

No fact is named before it has been said: the list of facts is private, for whoever ticks.
"""

from __future__ import annotations

from esthersim.language import _
from esthersim.plain.acting import ask_number
from esthersim.plain.prompts import choose, go_on, kept, pick, several, text
from esthersim.plain.sitting import Sitting
from esthersim.plain.typed_words import way_to_write
from esthersim.play.entry import Command
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import FactStatus, Form, Reason
from esthersim.runs.names import fact_status_word
from esthersim.scenario.formats import OWN_WORDS
from esthersim.views import writing
from esthersim.views.handover import HandoverView, facts_to_tick, handover_view, sender_facts

MARKS = tuple(FactStatus)


def hand_over(sitting: Sitting, form: Form) -> None:
    """Lead the present handover from where it stands to its end."""
    view = _view(sitting)
    if not view.sent:
        _tell_format(sitting, view)
        if not (_spoken(sitting, view) if form is Form.SPOKEN else _written(sitting, view)):
            return
    view = _view(sitting)
    if not view.received and not _received(sitting, view):
        return
    view = _view(sitting)
    if view.read_back and view.said_back and not view.confirmed:
        _confirm(sitting, view)
    _confidence(sitting, view)


def _view(sitting: Sitting) -> HandoverView:
    session = sitting.session
    view = handover_view(session.state, sitting.shown, session.text.debrief)
    if view is None:
        raise LookupError("no handover here")
    return view


def _tell_format(sitting: Sitting, view: HandoverView) -> None:
    desk = sitting.desk
    desk.heading(
        _("Handover from {sender} to {receivers}").format(sender=view.sender, receivers="; ".join(view.receivers))
    )
    desk.say(view.format.title)
    for section in view.format.sections:
        desk.say(f"  {section.letter}: {section.title}. {section.prompt}")
    if view.format.sections:
        word = way_to_write("parts")
        desk.say(_("'{word}' tells what belongs in each part.").format(word=word))


def tell_parts(sitting: Sitting) -> None:
    """Tell what belongs in each part of the present handover, and what the closed loop is."""
    desk, session = sitting.desk, sitting.session
    view = handover_view(session.state, sitting.shown, session.text.debrief)
    if view is None:
        desk.say(_("There is no handover at this event."))
        return
    desk.heading(f"{view.format.title}. {view.format.suits}.")
    for section in view.format.sections:
        desk.say(f"  {section.letter}: {section.title}. {section.belongs}")
    desk.say(_("The closed loop:"))
    desk.numbered([f"{step.word}. {step.means}" for step in view.format.closed_loop])


def _spoken(sitting: Sitting, view: HandoverView) -> bool:
    told = _("Speaking: {sender}. Listening and asking: {receivers}. Press Enter when it has been said.")
    go_on(sitting.desk, told.format(sender=view.sender, receivers="; ".join(view.receivers)))
    return _send(sitting, sitting.act("send").command()) is None


def _send(sitting: Sitting, send: Command) -> Refusal | None:
    """Send a handover; what was begun of it is forgotten then."""
    state = sitting.session.state
    return sitting.do(send, saves=(writing.handover_form(state), writing.handover_words(state)))


def _written(sitting: Sitting, view: HandoverView) -> bool:
    """Let the sender write each part; what is refused is asked again, with what was written."""
    desk = sitting.desk
    desk.say(_("Writing: {sender}. The others look away.").format(sender=view.sender))
    known = [f"  - {fact.text}" for fact in sender_facts(sitting.session.state, sitting.shown)]
    if known:
        desk.private([_("{sender} knows:").format(sender=view.sender), *known])
    parts = {section.id: f"{section.letter}, {section.title}. {section.prompt}" for section in view.format.sections}
    parts = parts or {OWN_WORDS: _("What {sender} hands over:").format(sender=view.sender)}
    drafts, begun = sitting.session.drafts, writing.handover_words(sitting.session.state)
    sitting.keep(writing.handover_form(sitting.session.state), {writing.FORM: Form.WRITTEN.value})
    while True:
        for part, prompt in parts.items():
            before = drafts.text(begun, part)
            sitting.keep(begun, {part: text(desk, kept(prompt, before), default=before)})
        written = {part: drafts.text(begun, part) for part in parts}
        refusal = _send(sitting, sitting.act("send-written").command(written))
        if refusal is None or refusal.reason is not Reason.PERSONAL_NUMBER:
            return refusal is None


def _received(sitting: Sitting, view: HandoverView) -> bool:
    """Write down what was repeated, tick the facts, and let it be received."""
    begun = writing.read_back(sitting.session.state)
    back = _read_back(sitting, view)
    tick_facts(sitting)
    while refusal := sitting.do(sitting.act("receive").command({OWN_WORDS: back}), saves=(begun,)):
        if refusal.reason is not Reason.PERSONAL_NUMBER:
            return False
        back = _read_back(sitting, view)
    return True


def _read_back(sitting: Sitting, view: HandoverView) -> str:
    """Ask what the receiver repeated; where it was written, show it first. It is kept while facts are ticked."""
    desk, begun = sitting.desk, writing.read_back(sitting.session.state)
    before = sitting.session.drafts.text(begun, writing.TEXT)
    receivers = "; ".join(view.receivers)
    if view.form is Form.WRITTEN:
        desk.say(_("This was written to {receivers}:").format(receivers=receivers))
        for title, words in view.written:
            desk.say(f"  {title}: {words}")
        question = _("{receivers}: write in your own words what you have understood.")
    elif view.read_back:
        question = _(
            "{receivers}: repeat it in your own words. Write down what was repeated, or press Enter if nothing was."
        )
    else:
        return ""
    back = text(desk, kept(question.format(receivers=receivers), before), default=before)
    sitting.keep(begun, {writing.TEXT: back})
    return back


def tick_facts(sitting: Sitting) -> None:
    """Ask for each fact that the sender could give how it fared; what is left open is missing, or was not needed."""
    desk = sitting.desk
    facts = [fact for fact in facts_to_tick(sitting.session.state, sitting.shown) if fact.known_by_sender]
    unmarked = [fact for fact in facts if fact.status is None and fact.weight != "other"]
    others = [fact for fact in facts if fact.status is None and fact.weight == "other"]
    if not facts:
        desk.say(_("The sender knew nothing that belonged here."))
        return
    if not unmarked and not others:
        return
    if not desk.facilitator:
        desk.say(_("Now each fact is named, for whoever ticks. Let the receiver look away."))
        go_on(desk)
    marks = [mark_word(mark) for mark in MARKS]
    question = ", ".join(f"{number} {word}" for number, word in enumerate(marks, 1))
    for fact in unmarked:
        desk.say()
        desk.say(fact.text)
        place = pick(desk, question, len(MARKS), hint=False)
        sitting.do(sitting.act("mark-fact", fact.fact).command(MARKS[place].value))
    if others:
        desk.say()
        desk.say(_("The sender knows this too:"))
        desk.numbered([fact.text for fact in others])
        for place in several(
            desk, _("Which of it was said? Numbers with spaces between, Enter for none."), len(others)
        ):
            sitting.do(sitting.act("mark-fact", others[place].fact).command(FactStatus.GIVEN.value))
    if not desk.facilitator:
        desk.scroll_away()


def mark_word(status: FactStatus) -> str:
    """Return how a fact fared, as a choice."""
    return _("asked for") if status is FactStatus.REQUESTED else fact_status_word(status)


def _confirm(sitting: Sitting, view: HandoverView) -> None:
    options = (_("Confirmed: yes, that is right"), _("Not confirmed"))
    question = _("{sender}: is that right?").format(sender=view.sender)
    if choose(sitting.desk, question, options) == 0:
        sitting.do(sitting.act("confirm").command())


def _confidence(sitting: Sitting, view: HandoverView) -> None:
    rated = {seat for seat, _value in view.confidence}
    for act in sitting.acts():
        if act.id == "rate-confidence" and act.about not in rated:
            value = ask_number(sitting.desk, act)
            if value is not None:
                sitting.do(act.command(value))
