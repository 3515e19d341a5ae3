"""Whole sessions of the shipped scenarios, word for word, in both languages.

`ESTHERSIM_REWRITE_FRAMES=1 pytest tests/plain` writes the transcripts anew: look at what changed before you commit. A
script is what is typed; `wait 90` lets time pass, and `until A|B` presses Enter up to a prompt with these words.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from esthersim.clock import ManualClock
from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
from esthersim.journal.opening import memory_store
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.language import set_language
from esthersim.plain.console import WIDTH, EndOfInput
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.run import play
from esthersim.play.vocabulary import Step
from esthersim.scenario.model import ALL
from esthersim.shipped import shipped
from support.plain import ScriptConsole

FOLDER = Path(__file__).parent / "transcripts"
SCENARIOS = ("tom-sang", "hem-fran-sjukhuset")


@pytest.fixture(autouse=True)
def at_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the room stand at Greenwich: findings tell the clock on its wall."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def transcript(scenario: str, language: str) -> tuple[str, Session]:
    """Play the script of a scenario, and return what was said and the session.

    A journey that not everybody hears is led by the facilitator alone.
    """
    set_language(language)
    clock, script = ManualClock(), (FOLDER / f"{scenario}.script").read_text(encoding="utf-8").split("\n")[:-1]
    console = ScriptConsole(script, clock)
    text = scenario_text(shipped("scenarios") / f"{scenario}.yaml")
    opened = Session.begin(
        memory_store(),
        text,
        clock,
        run=f"{scenario}-of-the-test",
        language=language,
        prebriefing=prebriefing_ids(),
        closing=closing_ids(),
    )
    with opened as session, suppress(EndOfInput):
        alone = session.scenario.heard_by != (ALL,)
        play(Dialogue(console, facilitator=alone), session, lambda _session: ("/papers/report.html",))
    return console.text, session


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_session_is_said_word_for_word(scenario: str, language: str) -> None:
    """Nothing is said otherwise than it was looked over, from the needs to the closing."""
    said, session = transcript(scenario, language)
    file = FOLDER / f"{scenario}.{language}.txt"
    if os.environ.get("ESTHERSIM_REWRITE_FRAMES"):
        file.write_text(said, encoding="utf-8")
    assert session.state.step is Step.CLOSED, "the script ends before the session does: \n" + said[-1500:]
    assert said == (file.read_text(encoding="utf-8") if file.exists() else ""), f"{file.name} differs"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_line_is_short_and_plain(scenario: str) -> None:
    """No line is longer than a braille display and a mail can bear, and there is no colour, no box and no cursor."""
    said, _session = transcript(scenario, "sv")
    assert all(len(line) <= max(WIDTH, len(line.split(" ")[-1])) for line in said.split("\n") if line[:1] != ">")
    assert not {"\x1b", "\t", "\r", "│", "─", "┌"} & set(said)
