"""The fourth step: a guide leads the team from what happened to what it takes along."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.cleaning import clean_line
from esthersim.debriefing.findings import findings
from esthersim.debriefing.guides import Guide, guides_to_choose
from esthersim.debriefing.leading import Doubt, leading_guide, stand_in
from esthersim.debriefing.questions import Question
from esthersim.debriefing.reflection import ReflectionPhase
from esthersim.language import _, ngettext
from esthersim.plain.prompts import choose, several, text, yes
from esthersim.plain.sitting import Sitting
from esthersim.play.entries import Answered, GuideChosen, Heard, PhaseEntered
from esthersim.play.vocabulary import Step
from esthersim.runs.names import seat_title
from esthersim.views.reflection import doubt_words, next_answer, phases_of
from esthersim.views.writing import TEXT
from esthersim.views.writing import answer as answer_to


def reflection(sitting: Sitting) -> None:
    """Go through the guide's phases and questions, from the phase where the run stands."""
    desk, session = sitting.desk, sitting.session
    desk.heading(_("Step 4 of 5: reflection"))
    phases = _phases(sitting, _choose_guide(sitting))
    ids = [phase.id for phase in phases]
    entered = session.state.plan.phase
    start = ids.index(entered) if entered in ids else 0
    for number, phase in enumerate(phases[start:], start + 1):
        _lead(sitting, phase, number, len(phases))
    while session.state.step is Step.REFLECTION:
        _ask_the_silent(sitting)
        if sitting.advance():
            return
        if not session.state.plan.answers:
            _free_answer(sitting)


def _choose_guide(sitting: Sitting) -> Guide:
    """Let the facilitator choose a guide; the suggestion is the one that leads, at first the scenario's own."""
    desk, session, shown, papers = sitting.desk, sitting.session, sitting.shown, sitting.session.text.debrief
    found = leading_guide(session.retelling, shown.language, papers)
    leads = stand_in(found, shown.language, papers) if isinstance(found, Doubt) else found
    guides = guides_to_choose(shown.debriefing.guide, shown.language, papers)
    desk.say(_("A guide leads the reflection. Give it at least the time that the simulation took."))
    if isinstance(found, Doubt):
        desk.say(doubt_words(found))
    options = [f"{guide.title}, {_minutes(guide.minutes)}. {guide.summary}" for guide in guides]
    place = next((number for number, guide in enumerate(guides) if guide.id == leads.id), 0)
    chosen = guides[choose(desk, _("Which guide?"), options, default=place)]
    if chosen != found:
        sitting.do(GuideChosen(chosen.id))
    return chosen


def _phases(sitting: Sitting, guide: Guide) -> tuple[ReflectionPhase, ...]:
    session = sitting.session
    return phases_of(guide, session.state, sitting.shown, findings(session.retelling), session.text.debrief)


def _minutes(minutes: float) -> str:
    return ngettext("{count} minute", "{count} minutes", round(minutes)).format(count=round(minutes))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a phase a question stands."""

    number: int
    of: int


def _lead(sitting: Sitting, phase: ReflectionPhase, number: int, of: int) -> None:
    """Lead one phase: its aim, who speaks first, its questions, then those that had no room."""
    desk = sitting.desk
    desk.heading(
        _("Phase {number} of {count}: {title}, {minutes}").format(
            number=number, count=of, title=phase.title, minutes=_minutes(phase.minutes)
        )
    )
    desk.say(phase.aim)
    if phase.order:
        voices = "; ".join(
            f"{place}\N{NO-BREAK SPACE}{seat_title(sitting.shown, seat)}" for place, seat in enumerate(phase.order, 1)
        )
        desk.say(_("Speaking order: {seats}.").format(seats=voices))
    if sitting.session.state.plan.phase != phase.id:
        sitting.do(PhaseEntered(phase.id))
    for place, question in enumerate(phase.questions, 1):
        _ask(sitting, phase, question, _Place(place, len(phase.questions)))
    _ask_more(sitting, phase)


def _ask(sitting: Sitting, phase: ReflectionPhase, question: Question, place: _Place | None = None) -> None:
    """Say a question, and write down what is answered, voice by voice."""
    desk = sitting.desk
    desk.say()
    if place is not None:
        desk.say(_("Question {number} of {count}").format(number=place.number, count=place.of))
    if question.said is not None:
        desk.say(question.said.saw)
        desk.say(question.said.think)
    desk.say(question.ask)
    if question.to:
        desk.say(_("First to answer: {seats}.").format(
            seats="; ".join(seat_title(sitting.shown, seat) for seat in question.to)
        ))  # fmt: skip
    answers = sitting.session.state.plan.answers
    for answer in answers.values():
        if answer.question == question.id:
            desk.say(_("Written before: {text}").format(text=clean_line(answer.text)))
    prompt = _("Write what was said, or press Enter to go on.")
    begun = answer_to(question.id)
    written = sitting.begun(begun, TEXT).get(TEXT, "") or text(desk, prompt)
    while written:
        sitting.keep(begun, {TEXT: written})
        heard = _who(sitting, phase)
        key = next_answer(sitting.session.retelling)
        answered = Answered(key, question.id, question.ask, written, heard, phase.id)
        if sitting.do(answered, saves=(begun,)) is None:
            prompt = _("Written down. Somebody else? Write it, or press Enter to go on.")
        written = text(desk, prompt)


def _who(sitting: Sitting, phase: ReflectionPhase) -> tuple[str, ...]:
    """Ask whose voices an answer holds."""
    if not phase.order:
        return ()
    question = _("Whose words are they? Numbers from the speaking order, as in 1 3; Enter for nobody's in particular.")
    return tuple(phase.order[place] for place in several(sitting.desk, question, len(phase.order)))


def _ask_more(sitting: Sitting, phase: ReflectionPhase) -> None:
    """Offer the questions that had no room in the phase's minutes."""
    desk, left = sitting.desk, list(phase.more)
    if not left:
        return
    desk.say()
    count = ngettext("{count} more question had no room.", "{count} more questions had no room.", len(left))
    question = _("Do you want to hear them?")
    if not yes(desk, f"{count.format(count=len(left))} {question}", default=False):
        return
    while left:
        options = [*(_listed(question) for question in left), _("Go on")]
        chosen = choose(desk, _("Ask one of them?"), options, default=len(left))
        if chosen == len(left):
            return
        _ask(sitting, phase, left.pop(chosen))


def _listed(question: Question) -> str:
    """Return a question as one of a list: with what was seen, where it rests on something."""
    return f"{question.said.saw} {question.ask}" if question.said else question.ask


def _ask_the_silent(sitting: Sitting) -> None:
    """Name the roles that nobody has heard, and tick those that were heard all the same."""
    desk, state = sitting.desk, sitting.session.state
    silent = [seat for seat in state.scenario.roles if seat in state.setting.seats and seat not in state.plan.heard]
    if not silent:
        return
    desk.say()
    desk.say(_("Not heard yet, as far as it is written down:"))
    desk.numbered([seat_title(sitting.shown, seat) for seat in silent])
    question = _(
        "Ask them what they want to add. Write the numbers of those who have now been heard, or Enter for none."
    )
    for place in several(desk, question, len(silent)):
        sitting.do(Heard(silent[place]))


def _free_answer(sitting: Sitting) -> None:
    """Let something be written down that no question asked for: the gate wants one answer at least."""
    asked, question = _("What do you take with you from this?"), "take-with-us"
    begun = answer_to(question)
    written = sitting.begun(begun, TEXT).get(TEXT, "") or text(sitting.desk, asked)
    if written:
        session = sitting.session
        key, phase = next_answer(session.retelling), session.state.plan.phase
        sitting.keep(begun, {TEXT: written})
        sitting.do(Answered(key, question, asked, written, phase=phase or ""), saves=(begun,))
