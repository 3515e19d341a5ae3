"""The first step: why the team is here, and what it wants to become better at."""

from __future__ import annotations

from esthersim.cleaning import clean
from esthersim.language import _
from esthersim.lengths import planned
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import go_on
from esthersim.plain.typed_words import whole_number
from esthersim.play.gates import FEWEST_OBJECTIVES, MOST_OBJECTIVES
from esthersim.runs.names import patients_named


def needs(run: PlainRun) -> None:
    """Read the needs, agree on two or three objectives, and go on."""
    dialogue, shown = run.dialogue, run.shown
    dialogue.heading(_("Step 1 of 5: needs and objectives"))
    dialogue.say(clean(shown.title))
    dialogue.say(_("Time: prebriefing {before}, simulation {play}, debriefing {after}.").format(
        before=planned(shown.time.prebriefing.total_seconds),
        play=planned(shown.time.simulation.total_seconds),
        after=planned(shown.time.debriefing.total_seconds),
    ))  # fmt: skip
    run.paragraphs(clean(shown.needs))
    if shown.prior_knowledge:
        known = shown.prior_knowledge
        dialogue.say()
        dialogue.say(_("What you should know beforehand:"))
        for each in (known,) if isinstance(known, str) else known:
            dialogue.say(clean(each).strip())
    _agree(run)
    run.advance()


def _agree(run: PlainRun) -> None:
    """Let the team choose its objectives; the scenario's are suggested."""
    dialogue, objectives = run.dialogue, run.shown.objectives
    dialogue.say()
    dialogue.say(_("Objectives:"))
    dialogue.numbered([clean(text) for text in objectives.values()])
    keys = tuple(objectives)
    agreed = run.session.state.setting.objectives
    while True:
        answer = dialogue.line(
            _("Press Enter to train on all of them, or type the numbers of two or three, as in 1 3.")
            if FEWEST_OBJECTIVES <= len(keys) <= MOST_OBJECTIVES
            else _("Type the numbers of two or three of them, as in 1 3.")
        )
        chosen = _chosen(answer, keys) if answer else keys
        if FEWEST_OBJECTIVES <= len(chosen) <= MOST_OBJECTIVES:
            if chosen != agreed:
                run.do(run.act("agree-objectives").command(chosen))
            return
        dialogue.say(_("Choose two or three objectives."))


def _chosen(answer: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    places = answer.replace(",", " ").split()
    numbers = {whole_number(place) or 0 for place in places}
    if not all(1 <= number <= len(keys) for number in numbers):
        return ()
    return tuple(key for number, key in enumerate(keys, 1) if number in numbers)


def story(run: PlainRun) -> None:
    """Show Esther's story, to be read aloud."""
    dialogue = run.dialogue
    dialogue.heading(_("Step 2 of 5: Esther's story"))
    reader = _("Read it aloud. Let the one who plays {person} read it, if they want to.")
    dialogue.say(reader.format(person=patients_named(run.shown)))
    run.paragraphs(clean(run.shown.story))
    dialogue.say()
    go_on(dialogue, _("Press Enter to go on to the seats."))
