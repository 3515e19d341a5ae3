"""Keys that come before anybody can have read the event: they mean the one before, and decide nothing."""

from __future__ import annotations

from pathlib import Path

from esthersim.library.scenarios import Library
from esthersim.play.state import Place
from esthersim.screens.sight import SIGHT_SECONDS, Sight
from support.frames import Stage, room

HEAD = """\
esthersim: 1
id: question
title: Three mornings
summary: A small case to try one thing.
language: en
fictional: true
time: {prebriefing: 5 min, simulation: 10 min, debriefing: 15 min}
needs: We want to try one thing.
objectives: {ask: We ask first, tell: We tell all of it}
story: Esther is 81 and lives by the lake.
organisations: {homecare: {name: The home care, principal: municipality}}
roles:
  esther: {title: Esther, patient: true, brief: You live alone.}
  carer: {title: Carer, organisation: homecare, brief: You come in the mornings.}
events:
"""
MORNING = """\
  q{number}:
    title: Morning {number}
    text: It is morning {number}.
    present: [esther, carer]
    decision:
      by: carer
      question: What now?
      options: {{stay: {{text: Stay, next: {to}}}, go: {{text: Go, next: end}}}}
"""
TEXT = (
    HEAD
    + "".join(MORNING.format(number=number, to=f"q{number + 1}" if number < 4 else "end") for number in range(1, 5))
    + "  end: {title: The end, text: It is evening., ending: Evening}\n"
)


def test_an_event_is_seen_once_it_has_been_there_for_a_moment() -> None:
    """Until then a key means what was there before; the same arrival drawn again changes nothing."""
    sight, first, second = Sight(), Place("a", 3), Place("b", 5)
    assert sight.seen(0.0) is None
    sight.draw(first, 10.0)
    assert sight.seen(10.1) == Place("", 0)
    assert sight.seen(10.0 + SIGHT_SECONDS) == first
    sight.draw(second, 20.0)
    sight.draw(second, 20.4)
    assert sight.seen(20.4) == first
    assert sight.seen(20.0 + SIGHT_SECONDS) == second


async def at_the_first_morning(stage: Stage) -> None:
    """Go through the gates to the first event, and look at it."""
    from esthersim.play.commands import Advance

    await stage.press("enter")
    for _ in range(2):
        stage.session.do(Advance(override=True))
        stage.app.show_step()
        await stage.settle()
    stage.app.sight.seconds = SIGHT_SECONDS
    stage.clock.advance(1)


async def test_a_key_pressed_three_times_decides_once(tmp_path: Path) -> None:
    """Three presses within a moment are one decision; after the next event has been in sight, the key works there."""
    (tmp_path / "question.yaml").write_text(TEXT, encoding="utf-8")
    async with room(tmp_path, size=(80, 24), language="en", library=Library([tmp_path])) as stage:
        await at_the_first_morning(stage)
        for _ in range(3):
            await stage.press("1")
        assert stage.state().here.event == "q2"
        assert "too late" in stage.text()
        stage.clock.advance(SIGHT_SECONDS)
        await stage.press("1")
        assert stage.state().here.event == "q3"
