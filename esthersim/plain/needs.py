"""The first step: why the team is here, and what it wants to become better at."""

from __future__ import annotations

from esthersim.cleaning import clean
from esthersim.language import _
from esthersim.lengths import planned
from esthersim.plain.prompts import go_on
from esthersim.plain.sitting import Sitting
from esthersim.plain.typed_words import whole_number
from esthersim.play.gates import FEWEST_OBJECTIVES, MOST_OBJECTIVES


def needs(sitting: Sitting) -> None:
    """Read the needs, agree on two or three objectives, and go on."""
    desk, shown = sitting.desk, sitting.shown
    desk.heading(_("Step 1 of 5: needs and objectives"))
    desk.say(clean(shown.title))
    desk.say(_("Time: prebriefing {before}, simulation {play}, debriefing {after}.").format(
        before=planned(shown.time.prebriefing.total_seconds),
        play=planned(shown.time.simulation.total_seconds),
        after=planned(shown.time.debriefing.total_seconds),
    ))  # fmt: skip
    sitting.paragraphs(clean(shown.needs))
    if shown.prior_knowledge:
        known = shown.prior_knowledge
        desk.say()
        desk.say(_("What you should know beforehand:"))
        for each in (known,) if isinstance(known, str) else known:
            desk.say(clean(each).strip())
    _agree(sitting)
    sitting.advance()


def _agree(sitting: Sitting) -> None:
    """Let the team choose its objectives; the scenario's own are the suggestion."""
    desk, objectives = sitting.desk, sitting.shown.objectives
    desk.say()
    desk.say(_("Objectives:"))
    desk.numbered([clean(text) for text in objectives.values()])
    keys = tuple(objectives)
    agreed = sitting.session.state.setting.objectives
    while True:
        answer = desk.line(
            _("Press Enter to train on all of them, or write the numbers of two or three, as in 1 3.")
            if FEWEST_OBJECTIVES <= len(keys) <= MOST_OBJECTIVES
            else _("Write the numbers of two or three of them, as in 1 3.")
        )
        chosen = _chosen(answer, keys) if answer else keys
        if FEWEST_OBJECTIVES <= len(chosen) <= MOST_OBJECTIVES:
            if chosen != agreed:
                sitting.do(sitting.act("agree-objectives").command(chosen))
            return
        desk.say(_("Choose two or three objectives."))


def _chosen(answer: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    places = answer.replace(",", " ").split()
    numbers = {whole_number(place) or 0 for place in places}
    if not all(1 <= number <= len(keys) for number in numbers):
        return ()
    return tuple(key for number, key in enumerate(keys, 1) if number in numbers)


def story(sitting: Sitting) -> None:
    """Let somebody read Esther's story aloud."""
    desk = sitting.desk
    desk.heading(_("Step 2 of 5: Esther's story"))
    desk.say(_("Read it aloud. Let the one who plays Esther read it, if they want to."))
    sitting.paragraphs(clean(sitting.shown.story))
    desk.say()
    go_on(desk, _("Press Enter to go on to the seats."))
