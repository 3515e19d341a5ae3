"""What the team does in a play, done with keys alone on the screens; of a handover also what each receiver has."""

from __future__ import annotations

from collections.abc import Mapping

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.vocabulary import FactStatus
from esthersim.runs.acts import act_of, acts
from esthersim.runs.asks import Choice
from esthersim.screens.handover import HandoverScreen
from support.frames import Stage
from support.playing_room import wait

TICKS = "ABCDEFGHIJKL"


async def press_for(stage: Stage, command: Command) -> None:
    """Press the keys that do what a command asks for; the console is on top before and after."""
    state, scenario = stage.session.state, stage.session.shown
    match command:
        case c.Tick():
            await wait(stage, 0)
        case c.Choose(option):
            choose = act_of(acts(state, scenario), "choose")
            assert choose is not None
            assert isinstance(choose.ask, Choice)
            await stage.press(str([each.id for each in choose.ask.options].index(option) + 1))
        case c.Proceed():
            await stage.press("enter")
        case e.Checked(item):
            await stage.press(TICKS[list(state.event.checklist).index(item)])
        case c.HandOver():
            await _hand_over(stage, command)
        case _:
            raise AssertionError(f"no key is known here for {command}")


async def _hand_over(stage: Stage, command: c.HandOver) -> None:
    await stage.press("h")
    screen = stage.app.screen
    assert isinstance(screen, HandoverScreen)
    handover = stage.session.state.event.handover
    assert handover is not None
    at = await _mark(stage, screen, command.statuses, 0)
    for receiver in handover.to if len(handover.to) > 1 else ():
        await stage.press("right")
        at = await _mark(stage, screen, command.apart.get(receiver, {}), at)
    await stage.press("enter", "enter")
    if stage.app.screen is not screen:  # required facts without a mark: they will be missing
        await stage.press("y")
    if command.confirmed and handover.read_back:
        await stage.press("enter")
    await stage.press("b")


async def _mark(stage: Stage, screen: HandoverScreen, statuses: Mapping[str, FactStatus], at: int) -> int:
    """Mark facts as heard by those for whom the keys tick now, from a row on; return the row of the last one."""
    facts = [each.fact for each in screen.facts()]
    for fact, status in statuses.items():
        assert status is FactStatus.GIVEN
        await stage.press(*["down"] * ((facts.index(fact) - at) % len(facts)), "h")
        at = facts.index(fact)
    return at
