"""The fourth step, the reflection: a guide leads the team from what happened to what it has learnt."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.cleaning import clean_line
from esthersim.debriefing.questions import Question
from esthersim.debriefing.reflection import ReflectionPhase
from esthersim.language import _, ngettext
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, several, text, yes
from esthersim.play.vocabulary import FACILITATOR, Step
from esthersim.runs.asks import Choice
from esthersim.runs.names import seat_title
from esthersim.views.reflection import doubt_words
from esthersim.views.writing import TEXT
from esthersim.views.writing import answer as answer_to


def reflection(run: PlainRun) -> None:
    """Go through the guide's phases and questions, from the phase where the run stands."""
    dialogue, session = run.dialogue, run.session
    dialogue.heading(_("Step 4 of 5: reflection"))
    _choose_guide(run)
    phases = run.guide_in_use().phases
    ids = [phase.id for phase in phases]
    entered = session.state.plan.phase
    start = ids.index(entered) if entered in ids else 0
    for number, phase in enumerate(phases[start:], start + 1):
        _lead(run, phase, number, len(phases))
    while session.state.step is Step.REFLECTION:
        _ask_the_silent(run)
        if run.advance():
            return
        if not session.state.plan.answers:
            _free_answer(run)


def _choose_guide(run: PlainRun) -> None:
    """Let the facilitator choose a guide; the suggestion is the one that leads, at first the scenario's own."""
    dialogue, act = run.dialogue, run.act("guide")
    guide, _phases, doubt = run.guide_in_use()
    dialogue.say(_("A guide leads the reflection. Give it at least the time that the simulation took."))
    if doubt is not None:
        dialogue.say(doubt_words(doubt))
    options = act.ask.options if isinstance(act.ask, Choice) else ()
    place = next((number for number, each in enumerate(options) if each.id == guide.id), 0)
    chosen = options[choose(dialogue, act.question, [f"{each.label}. {each.note}" for each in options], default=place)]
    if doubt is not None or chosen.id != guide.id:
        run.do(act.command(chosen.id))


def _minutes(minutes: float) -> str:
    return ngettext("{count} minute", "{count} minutes", round(minutes)).format(count=round(minutes))


@dataclass(frozen=True, slots=True)
class _Place:
    """The number of a question in its phase, and how many questions the phase has."""

    number: int
    of: int


def _lead(run: PlainRun, phase: ReflectionPhase, number: int, of: int) -> None:
    """Lead one phase: its aim, who speaks first, its questions, then those there was no time for."""
    dialogue = run.dialogue
    dialogue.heading(
        _("Phase {number} of {count}: {title}, {minutes}").format(
            number=number, count=of, title=phase.title, minutes=_minutes(phase.minutes)
        )
    )
    dialogue.say(phase.aim)
    if phase.order:
        voices = "; ".join(
            f"{place}\N{NO-BREAK SPACE}{seat_title(run.shown, seat)}" for place, seat in enumerate(phase.order, 1)
        )
        dialogue.say(_("Speaking order: {seats}.").format(seats=voices))
    if run.session.state.plan.phase != phase.id:
        run.do(run.act("enter-phase").command(phase.id))
    for place, question in enumerate(phase.questions, 1):
        _ask(run, phase, question, _Place(place, len(phase.questions)))
    _ask_more(run, phase)


def _ask(run: PlainRun, phase: ReflectionPhase, question: Question, place: _Place | None = None) -> None:
    """Ask a question, and write down the answers, one voice at a time."""
    dialogue = run.dialogue
    dialogue.say()
    if place is not None:
        dialogue.say(_("Question {number} of {count}").format(number=place.number, count=place.of))
    if question.said is not None:
        dialogue.say(question.said.saw)
        dialogue.say(question.said.think)
    dialogue.say(question.ask)
    if question.to:
        dialogue.say(_("First to answer: {seats}.").format(
            seats="; ".join(seat_title(run.shown, seat) for seat in question.to)
        ))  # fmt: skip
    answers = run.session.state.plan.answers
    for answer in answers.values():
        if answer.question == question.id:
            dialogue.say(_("Already written: {text}").format(text=clean_line(answer.text)))
    prompt = _("Write what was said, or press Enter to go on.")
    begun = answer_to(question.id)
    written = run.begun(begun, TEXT).get(TEXT, "") or text(dialogue, prompt)
    while written:
        run.keep(begun, {TEXT: written})
        heard = _who(run, phase)
        answered = run.act("answer", question.id).command({"text": written, "heard": heard})
        if run.do(answered, saves=(begun,)) is None:
            prompt = _("Written down. Anyone else? Write it, or press Enter to go on.")
        written = text(dialogue, prompt)


def _who(run: PlainRun, phase: ReflectionPhase) -> tuple[str, ...]:
    """Ask whose words an answer holds."""
    if not phase.order:
        return ()
    question = _("Whose words are they? Numbers from the speaking order, as in 1 3; Enter for nobody in particular.")
    return tuple(phase.order[place] for place in several(run.dialogue, question, len(phase.order)))


def _ask_more(run: PlainRun, phase: ReflectionPhase) -> None:
    """Offer the questions for which the phase's minutes are too few."""
    dialogue, left = run.dialogue, list(phase.more)
    if not left:
        return
    dialogue.say()
    count = ngettext("{count} more question had no room.", "{count} more questions had no room.", len(left))
    question = _("Do you want to hear them?")
    if not yes(dialogue, f"{count.format(count=len(left))} {question}", default=False):
        return
    while left:
        options = [*(_listed(question) for question in left), _("Go on")]
        chosen = choose(dialogue, _("Ask one of them?"), options, default=len(left))
        if chosen == len(left):
            return
        _ask(run, phase, left.pop(chosen))


def _listed(question: Question) -> str:
    """Return a question as an item of a list, after the observation that it is based on, if any."""
    return f"{question.said.saw} {question.ask}" if question.said else question.ask


def _ask_the_silent(run: PlainRun) -> None:
    """Name those whom nobody has heard, and tick those that were heard all the same."""
    dialogue = run.dialogue
    silent = [act for act in run.acts() if act.id == "heard" and act.about != FACILITATOR]
    if not silent:
        return
    dialogue.say()
    dialogue.say(_("Not heard yet, according to the journal:"))
    dialogue.numbered([act.label for act in silent])
    question = _(
        "Ask them what they want to add. Type the numbers of those who have now been heard, or Enter for none."
    )
    for place in several(dialogue, question, len(silent)):
        run.do(silent[place].command())


def _free_answer(run: PlainRun) -> None:
    """Let something be written down that no question asked for: the gate wants one answer at least."""
    act = run.act("answer", "take-with-us")
    begun = answer_to(act.about)
    written = run.begun(begun, TEXT).get(TEXT, "") or text(run.dialogue, act.label)
    if written:
        run.keep(begun, {TEXT: written})
        run.do(act.command({"text": written}), saves=(begun,))
