"""The handover: spoken, with each fact ticked afterwards, or written. It is sent, received and confirmed separately.

The list of facts is private to whoever ticks it, so that no fact is shown before it has been said.
"""

from __future__ import annotations

from esthersim.language import _
from esthersim.plain.act_runner import ask_number
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, go_on, kept, pick, several, text
from esthersim.plain.typed_words import way_to_write
from esthersim.play.entry import Command
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import FactStatus, Form, Reason
from esthersim.runs.acts_handover import marking
from esthersim.runs.names import fact_status_word
from esthersim.scenario.formats import OWN_WORDS
from esthersim.scenario.play_steps import TO_ALL
from esthersim.views import writing
from esthersim.views.handover import FactView, HandoverView, facts_to_tick, handover_view, keeping, sender_facts
from esthersim.views.hearing import is_closed

MARKS = tuple(FactStatus)


def hand_over(run: PlainRun, form: Form) -> None:
    """Lead the present handover from its present stage to its end."""
    view = _view(run)
    if not view.sent:
        _say_format(run, view)
        if not (_spoken(run, view) if form is Form.SPOKEN else _written(run, view)):
            return
    view = _view(run)
    if not view.received and not _received(run, view):
        return
    view = _view(run)
    if view.read_back and view.said_back and not view.confirmed:
        _confirm(run, view)
    _confidence(run, view)


def _view(run: PlainRun) -> HandoverView:
    session = run.session
    view = handover_view(session.state, run.shown, session.text.debrief)
    if view is None:
        raise LookupError("no handover here")
    return view


def _say_format(run: PlainRun, view: HandoverView) -> None:
    dialogue = run.dialogue
    dialogue.heading(
        _("Handover from {sender} to {receivers}").format(sender=view.sender, receivers="; ".join(view.receivers))
    )
    dialogue.say(view.format.title)
    for section in view.format.sections:
        dialogue.say(f"  {section.letter}: {section.title}. {section.prompt}")
    if view.format.sections:
        word = way_to_write("parts")
        dialogue.say(_("'{word}' shows what belongs in each part.").format(word=word))


def say_parts(run: PlainRun) -> None:
    """Tell what belongs in each part of the present handover, and what the closed loop is."""
    dialogue, session = run.dialogue, run.session
    view = handover_view(session.state, run.shown, session.text.debrief)
    if view is None:
        dialogue.say(_("There is no handover at this event."))
        return
    dialogue.heading(f"{view.format.title}. {view.format.suits}.")
    for section in view.format.sections:
        dialogue.say(f"  {section.letter}: {section.title}. {section.belongs}")
    dialogue.say(_("The closed loop:"))
    dialogue.numbered([f"{step.word}. {step.means}" for step in view.format.closed_loop])


def _spoken(run: PlainRun, view: HandoverView) -> bool:
    prompt = _("Speaking: {sender}. Listening and asking: {receivers}. Press Enter when it has been said.")
    go_on(run.dialogue, prompt.format(sender=view.sender, receivers="; ".join(view.receivers)))
    return _send(run, run.act("send").command()) is None


def _send(run: PlainRun, send: Command) -> Refusal | None:
    """Send a handover; what was begun of it is forgotten then."""
    state = run.session.state
    return run.do(send, saves=(writing.handover_form(state), writing.handover_words(state)))


def _written(run: PlainRun, view: HandoverView) -> bool:
    """Let the sender write each part; a refused text is asked for again, with what was written as the default."""
    dialogue = run.dialogue
    dialogue.say(_("Writing: {sender}. The others look away.").format(sender=view.sender))
    facts = sender_facts(run.session.state, run.shown)
    known = [f"  - {keeping(fact) if fact.kept_from else fact.text}" for fact in facts]
    if known:
        dialogue.private([_("{sender} knows:").format(sender=view.sender), *known])
    parts = {section.id: f"{section.letter}, {section.title}. {section.prompt}" for section in view.format.sections}
    parts = parts or {OWN_WORDS: _("What {sender} hands over:").format(sender=view.sender)}
    drafts, begun = run.session.drafts, writing.handover_words(run.session.state)
    run.keep(writing.handover_form(run.session.state), {writing.FORM: Form.WRITTEN.value})
    while True:
        for part, prompt in parts.items():
            before = drafts.text(begun, part)
            run.keep(begun, {part: text(dialogue, kept(prompt, before), default=before)})
        written = {part: drafts.text(begun, part) for part in parts}
        refusal = _send(run, run.act("send-written").command(written))
        if refusal is None or refusal.reason is not Reason.PERSONAL_NUMBER:
            return refusal is None


def _received(run: PlainRun, view: HandoverView) -> bool:
    """Write down what was repeated, tick the facts, and let it be received."""
    begun = writing.read_back(run.session.state)
    back = _read_back(run, view)
    tick_facts(run)
    while refusal := run.do(run.act("receive").command({OWN_WORDS: back}), saves=(begun,)):
        if refusal.reason is not Reason.PERSONAL_NUMBER:
            return False
        back = _read_back(run, view)
    return True


def _read_back(run: PlainRun, view: HandoverView) -> str:
    """Ask for the read-back, after showing a written handover. It is kept as a draft while facts are ticked."""
    dialogue, begun = run.dialogue, writing.read_back(run.session.state)
    before = run.session.drafts.text(begun, writing.TEXT)
    receivers = "; ".join(view.receivers)
    if view.form is Form.WRITTEN:
        lines = [_("This was written to {receivers}:").format(receivers=receivers)]
        lines += [f"  {title}: {words}" for title, words in view.written]
        if is_closed(run.session.state):
            dialogue.private(lines)
        else:
            for line in lines:
                dialogue.say(line)
        question = _("{receivers}: write in your own words what you have understood.")
    elif view.read_back:
        question = _(
            "{receivers}: repeat it in your own words. Write down what was repeated, or press Enter if nothing was."
        )
    else:
        return ""
    back = text(dialogue, kept(question.format(receivers=receivers), before), default=before)
    run.keep(begun, {writing.TEXT: back})
    return back


def tick_facts(run: PlainRun) -> None:
    """Ask how each fact that the sender could give fared; facts left open count as missing, or as not needed.

    What must not be passed on, and what else the sender knows, is only asked about as a list. What was said although
    the sender did not know it is marked by the command for a fact.
    """
    dialogue = run.dialogue
    facts = [fact for fact in facts_to_tick(run.session.state, run.shown) if fact.known_by_sender]
    unmarked = [fact for fact in facts if fact.unmarked and fact.weight not in {"other", "must_not"}]
    kept = [fact for fact in facts if fact.unmarked and fact.weight == "must_not"]
    others = [fact for fact in facts if fact.unmarked and fact.weight == "other"]
    if not facts:
        dialogue.say(_("The sender knew nothing that belonged here."))
        return
    if not unmarked and not others and not kept:
        return
    if not dialogue.facilitator:
        dialogue.say(_("The facts are shown now, one by one, for whoever ticks them. The receiver should look away."))
        go_on(dialogue)
    for fact in unmarked:
        _ask_fact(run, fact)
    _ask_said(run, kept, _("These must not be passed on:"))
    _ask_said(run, others, _("The sender knows this too:"))
    if not dialogue.facilitator:
        dialogue.scroll_away()


def _ask_fact(run: PlainRun, fact: FactView) -> None:
    """Ask how a fact fared: for all receivers at once, or for one after the other."""
    dialogue = run.dialogue
    dialogue.say()
    dialogue.say(keeping(fact) if fact.kept_from else fact.text)
    marks = [mark_word(mark) for mark in MARKS]
    several = len(fact.statuses) > 1
    asked = [*marks, *([_("one by one")] if several else [])]
    question = ", ".join(f"{number} {word}" for number, word in enumerate(asked, 1))
    place = pick(dialogue, question, len(asked), hint=False)
    if place < len(MARKS):
        _mark(run, fact, MARKS[place])
        return
    alone = ", ".join(f"{number} {word}" for number, word in enumerate(marks, 1))
    for seat, (receiver, _status) in zip(_view(run).receiver_seats, fact.statuses, strict=True):
        place = pick(dialogue, f"{receiver}: {alone}", len(MARKS), hint=False)
        _mark(run, fact, MARKS[place], seat)


def _ask_said(run: PlainRun, facts: list[FactView], heading: str) -> None:
    """Ask which of some facts were said, and with several receivers to whom."""
    if not facts:
        return
    dialogue = run.dialogue
    dialogue.say()
    dialogue.say(heading)
    dialogue.numbered([keeping(fact) if fact.kept_from else fact.text for fact in facts])
    said = several(dialogue, _("Which of these were said? Numbers with spaces between, Enter for none."), len(facts))
    for place in said:
        for receiver in _to_whom(run, facts[place]):
            _mark(run, facts[place], FactStatus.GIVEN, receiver)


def _to_whom(run: PlainRun, fact: FactView) -> tuple[str, ...]:
    """Ask to which of several receivers a fact was said."""
    view = _view(run)
    if len(view.receivers) == 1:
        return (TO_ALL,)
    run.dialogue.say()
    run.dialogue.say(fact.text)
    run.dialogue.numbered(list(view.receivers))
    question = _("To whom was it said? Numbers with spaces between, Enter for all.")
    chosen = several(run.dialogue, question, len(view.receivers))
    return tuple(view.receiver_seats[place] for place in chosen) or (TO_ALL,)


def _mark(run: PlainRun, fact: FactView, status: FactStatus, receiver: str = TO_ALL) -> None:
    act = run.act("mark-fact", fact.fact)
    run.do(act.command(marking(act, status, receiver)))


def mark_word(status: FactStatus) -> str:
    """Return the label of a fact's status in the list of choices."""
    return _("asked for") if status is FactStatus.REQUESTED else fact_status_word(status)


def _confirm(run: PlainRun, view: HandoverView) -> None:
    options = (_("Confirmed: yes, that is right"), _("Not confirmed"))
    question = _("{sender}: is that right?").format(sender=view.sender)
    if choose(run.dialogue, question, options) == 0:
        run.do(run.act("confirm").command())


def _confidence(run: PlainRun, view: HandoverView) -> None:
    rated = {seat for seat, _value in view.confidence}
    for act in run.acts("rate-confidence"):
        if act.about not in rated:
            value = ask_number(run.dialogue, act)
            if value is not None:
                run.do(act.command(value))
