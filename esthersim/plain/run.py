"""Leads a whole run in a dialogue, step by step, from its present step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.checklists import PREBRIEFING, load_checklist
from esthersim.journal.session import Session
from esthersim.language import _, get_language
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.facilitating import Facilitating
from esthersim.plain.listening_run import listening
from esthersim.plain.needs import needs, story
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.plan import action_plan
from esthersim.plain.prompts import NO, choose
from esthersim.plain.reflection import reflection
from esthersim.plain.seating import prebriefing, seating
from esthersim.plain.simulation import Simulation
from esthersim.play.vocabulary import Step
from esthersim.seats.wish import SeatsWish
from esthersim.views.steps import step_word


def play(
    dialogue: Dialogue,
    session: Session,
    written: Callable[[Session], tuple[str, ...]],
    seats: SeatsWish | None = None,
    log: Path | None = None,
) -> None:
    """Lead a run from its present step until it is closed.

    `written` writes the reports and returns their paths. `seats` is how to serve the pages of the seats from the start,
    if that is wanted, and `log` the file for what goes wrong there. Raises `Quit` or `EndOfInput` if the run is left,
    with every answer in the journal.
    """
    run = PlainRun(dialogue, session)
    with listening(run, seats, log):
        _lead(run, written)


def _lead(run: PlainRun, written: Callable[[Session], tuple[str, ...]]) -> None:
    dialogue, session = run.dialogue, run.session
    if _step(session) is Step.CLOSED:
        dialogue.say(
            _("The run is already closed. 'esthersim report {run}' writes its report.").format(run=session.run)
        )
        return
    dialogue.spoken = lambda code: _speak(run, code)
    dialogue.commands = Facilitating(run).everywhere
    _welcome_back(run)
    while (step := _step(session)) is not Step.CLOSED:
        match step:
            case Step.NEEDS:
                needs(run)
            case Step.STORY:
                story(run)
                seating(run)
                prebriefing(run, prebriefing_items(session))
                run.advance()
            case Step.SIMULATION:
                Simulation(run).play()
            case Step.REFLECTION:
                reflection(run)
            case _:
                action_plan(run, today(session))
    dialogue.heading(_("The run is closed"))
    for file in written(session):
        dialogue.say(_("The report is here: {file}").format(file=file))
    dialogue.say(_("Thank you. The follow-ups appear on the home screen when they are due."))


def _step(session: Session) -> Step:
    return session.state.step


def _welcome_back(run: PlainRun) -> None:
    """Say at which step a paused run is, and start its clock, unless in the simulation, which asks before it does."""
    state = run.session.state
    if not state.paused:
        return
    run.dialogue.say()
    run.dialogue.say(_("Welcome back to '{title}'. Nothing is lost; you are at: {step}.").format(
        title=clean_line(run.shown.title), step=step_word(state.step)
    ))  # fmt: skip
    if state.step is not Step.SIMULATION:
        run.do(run.act("continue").command())


def today(session: Session) -> date:
    """Return the calendar day in the room."""
    return session.clock.utc().astimezone().date()


def prebriefing_items(session: Session) -> tuple[tuple[str, str], ...]:
    """Return the points to tick before the start, as id and text: the run's checklist, then the scenario's own."""
    known = {item.id: item.text for item in load_checklist(PREBRIEFING, get_language(), session.text.debrief).items}
    own = session.shown.prebriefing
    items = (*session.state.setting.prebriefing, *own)
    return tuple((item, clean(own.get(item) or known.get(item, item))) for item in dict.fromkeys(items))


def _speak(run: PlainRun, code: str) -> None:
    """Offer to show the journey in the new language of the interface, if it has that language."""
    session = run.session
    if code in session.languages and code != session.words_language:
        answer = run.dialogue.console.ask(_("The journey too? (yes or no, Enter means yes)"))
        if answer.casefold() not in NO:
            session.speak(code)


def language_for(dialogue: Dialogue, languages: tuple[str, ...]) -> str:
    """Ask in which of its languages to show a scenario; the first is its own."""
    names = {"sv": _("Swedish"), "en": _("English")}
    mine = get_language()
    options = [names.get(code, code) for code in languages]
    default = languages.index(mine) if mine in languages else 0
    dialogue.say()
    return languages[
        choose(dialogue, _("In which language do you want to read the journey?"), options, default=default)
    ]
