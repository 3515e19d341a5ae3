"""The simulation on a stage: a run of a scenario, taken past its first two steps, with the program on top of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.library.scenarios import Library
from esthersim.play.commands import Advance
from esthersim.shipped import shipped
from support.frames import Stage, room
from support.graphs import raw_scenario

SIZES = [(80, 24), (120, 40)]
SHIPPED = ("tom-sang", "hem-fran-sjukhuset")


@asynccontextmanager
async def playing(
    folder: Path, scenario: str | Path = "tom-sang", size: tuple[int, int] = (80, 24), language: str = "en"
) -> AsyncIterator[Stage]:
    """Open the simulation of a shipped scenario, or of a file; the clock stands at nought."""
    file = scenario if isinstance(scenario, Path) else shipped("scenarios") / f"{scenario}.yaml"
    async with room(folder, size, language, library=Library([file.parent])) as stage:
        await stage.app.opened()
        session = Session.begin(stage.app.store, scenario_text(file), stage.clock, language=language)
        for _step in range(2):
            assert session.do(Advance(override=True)) is None
        stage.app.session = session
        stage.app.show_step()
        await stage.settle()
        yield stage


async def wait(stage: Stage, seconds: float) -> None:
    """Let room time pass, and the screen see it."""
    stage.clock.advance(seconds)
    screen = stage.app.screen
    tick = getattr(screen, "tick", None)
    if tick is not None:
        tick()
    await stage.settle()


async def write(stage: Stage, text: str) -> None:
    """Type a text into the field that has the focus."""
    await stage.pilot.press(*("space" if character == " " else character for character in text))
    await stage.settle()


def hostile_scenario(folder: Path) -> Path:
    """Write a scenario whose texts try to be markup, turn the writing round and join signs; return its file."""
    import json

    evil = "[bold]x[/] [@click=app.quit]y[/] \u202eright\u202c 👩‍⚕️ [/"
    events = {
        "start": {
            "title": f"T {evil}",
            "place": f"P {evil}",
            "present": ["esther", "nurse"],
            "text": f"Text {evil}",
            "esther": f"E {evil}",
            "facilitator": f"F {evil}",
            "timer": "5 min",
            "expect": {"asks": {"text": f"X {evil}", "by": "nurse"}},
            "cues": {"cue": {"after": "1 min", "text": f"C {evil}"}},
            "checklist": {"item": {"text": f"I {evil}"}},
            "decision": {
                "by": "nurse",
                "question": f"Q {evil}",
                "options": {"on": {"text": f"O {evil}", "next": "call", "feedback": f"B {evil}"}},
            },
        },
        "call": {
            "title": "The call",
            "text": evil,
            "stage": "late",
            "shows": ["paper"],
            "only": {"nurse": f"O {evil}"},
            "handover": {"from": "nurse", "to": "esther", "format": "sbar", "must": ["fact"], "read_back": True},
            "next": "end",
        },
        "end": {"title": "End", "text": "Over", "ending": f"N {evil}"},
    }
    raw = raw_scenario(events)
    raw["facts"] = {"fact": {"text": f"Fact {evil}", "known_by": ["nurse"]}}
    arrives = {"after": "5 h", "from": "start"}
    raw["injects"] = {"inject": {"title": f"J {evil}", "text": f"K {evil}", "to": "nurse", "arrives": arrives}}
    table = {"columns": [f"C {evil}", "D"], "rows": [[f"R {evil}", evil]]}
    raw["documents"] = {"paper": {"title": f"P {evil}", "from": f"W {evil}", "table": table}}
    raw["stages"] = {"late": {"title": f"S {evil}", "text": evil}}
    raw["id"] = "hostile"
    file = folder / "hostile.yaml"
    file.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return file
