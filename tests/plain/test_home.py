"""Home line by line: what can be played, gone on with and followed up, each with its number."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.errors import StoreBusy
from esthersim.journal.memory import MemoryStore
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.journal.store import NewLine, RunHead, Store
from esthersim.library.scenarios import Library
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.follow_up import answer_follow_up
from esthersim.plain.home import Begin, FollowUp, HomeChoice, Leave, Regroup, Resume, home
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import ActionStatus, Step
from esthersim.runs.home import saved_runs
from esthersim.settings import Grouping
from support.plain import ScriptConsole
from support.scenarios import VIKTLARM, viktlarm_text

NOW = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)
DUE = date(2026, 4, 11)


def with_runs() -> Store:
    """Return a store with an open run and a closed one that has a follow-up due."""
    store = memory_store()
    for run in ("open-run", "closed-run"):
        with Session.begin(store, viktlarm_text(), ManualClock(), run=run) as session:
            if run == "open-run":
                continue
            while session.state.step is not Step.ACTION_PLAN:
                session.do(c.Advance(override=True))
            action = e.ActionWritten(
                "action-1", "Fråga Esther", owner="Chef", due=DUE, measure="Hon säger det", follow_ups=(DUE,)
            )
            assert session.do(action) is None
            assert session.do(c.Advance(override=True)) is None
    return store


def chosen(
    tmp_path: Path, *answers: str, store: Store | None = None, grouping: Grouping = "length"
) -> tuple[HomeChoice, str]:
    """Say home for a library of one whole and one broken scenario, answer, and return choice and words."""
    (tmp_path / "viktlarm.yaml").write_text(VIKTLARM, encoding="utf-8")
    (tmp_path / "trasig.yaml").write_text("esthersim: 1\nid: trasig\n", encoding="utf-8")
    console = ScriptConsole([*answers])
    choice = home(Dialogue(console), Library([tmp_path]), store or memory_store(), lambda: NOW, None, grouping)
    return choice, console.flowing


def test_a_scenario_is_told_with_what_it_takes(tmp_path: Path) -> None:
    """Title, time, people and summary stand in one item; its number begins a run."""
    choice, said = chosen(tmp_path, "1")
    assert choice == Begin(tmp_path / "viktlarm.yaml")
    assert "1. Viktlarm en lördag, 30 min, 3 people. Vågen hemma visar" in said


def test_a_broken_scenario_is_told_and_cannot_be_chosen(tmp_path: Path) -> None:
    """It hides nothing: its first problem is said, and the other scenarios are there."""
    choice, said = chosen(tmp_path, "3")
    assert choice == Leave()
    assert "- trasig cannot be played:" in said


def test_an_open_run_is_gone_on_with_and_a_closed_one_is_not_offered(tmp_path: Path) -> None:
    """The name stands beside the title, so that two runs of one scenario can be told apart."""
    choice, said = chosen(tmp_path, "2", store=with_runs())
    assert choice == Resume("open-run")
    assert "Runs to resume" in said
    assert "(closed-run)" not in said


def test_a_follow_up_is_answered_from_home(tmp_path: Path) -> None:
    """What was to be done, by whom and when is said; status and evidence are written, and it is not due any more."""
    store = with_runs()
    choice, said = chosen(tmp_path, "3", store=store)
    assert isinstance(choice, FollowUp)
    assert "3. Fråga Esther (Chef), Saturday 11 April 2026, from Viktlarm" in said
    console = ScriptConsole(["4", "Nio av tio rapporter"])
    with Session(store, "closed-run", ManualClock()) as session:
        answer_follow_up(Dialogue(console), session, choice.due)
        assert session.journal[-1].entry == e.FollowedUp(
            "action-1", DUE, ActionStatus.COMPLETED, "Nio av tio rapporter"
        )
    assert "How we will know: Hon säger det" in console.flowing
    assert saved_runs(store, NOW.date()).due == ()


def test_a_run_that_cannot_be_read_is_said_after_the_others(tmp_path: Path) -> None:
    """It takes no number, and the others keep theirs."""
    store = with_runs()
    line = NewLine("2026-03-07T08:00:00.000Z", 0.0, "about somebody")
    store.append("closed-run", store.head("closed-run").seq, "x", [line])
    choice, said = chosen(tmp_path, "2", store=store)
    assert choice == Resume("open-run")
    assert "of the run 'closed-run' is damaged and cannot be read" in said
    assert "Follow-ups that are due" not in said
    assert "about somebody" not in said


def test_a_journal_that_fails_leaves_the_scenarios_to_begin_with(tmp_path: Path) -> None:
    """What is wrong is said, and the numbers of the scenarios are there."""

    class Busy(MemoryStore):
        def heads(self) -> tuple[RunHead, ...]:
            raise StoreBusy(self.place)

    choice, said = chosen(tmp_path, "1", store=Busy())
    assert choice == Begin(tmp_path / "viktlarm.yaml")
    assert "another program is writing to the journal" in said


@pytest.mark.parametrize("lines", [["0", "4"], ["x", "4"]])
def test_what_is_not_offered_is_asked_again(tmp_path: Path, lines: list[str]) -> None:
    """A slip of the finger begins nothing."""
    console = ScriptConsole(lines)
    home(Dialogue(console), Library([tmp_path]), with_runs(), lambda: NOW, None)
    assert "Type a number from 1 to 4" in console.flowing


def test_the_scenarios_are_grouped_otherwise_by_a_number(tmp_path: Path) -> None:
    """The numbers of the groupings are said, Enter means the next one, and home is then said anew."""
    choice, said = chosen(tmp_path, "2", "4")
    assert choice == Regroup("organisation")
    assert "2. Show by length, learning path, role, organisation or objective" in said
    assert "4. Scenarios by organisation" in said
    assert chosen(tmp_path, "2", "", grouping="path")[0] == Regroup("role")


def test_a_scenario_has_one_number_and_is_told_in_full_once(tmp_path: Path) -> None:
    """Where it stands in several groups it is named in each, with why, and its summary is not read out again."""
    (tmp_path / "paths").mkdir()
    for number, title in enumerate(("The first", "The second"), start=1):
        text = (
            f"id: path{number}\nlanguages: [en]\ntitle: {{en: {title}}}\nsummary: {{en: In brief.}}\n"
            f"for: {{en: Weekend staff}}\nscenarios:\n  viktlarm: {{why: {{en: Why {number}.}}}}\n"
            f"  vart-eget: {{why: {{en: Soon.}}}}\n"
        )
        (tmp_path / "paths" / f"path{number}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "paths" / "broken.yaml").write_text("id: other\n", encoding="utf-8")
    choice, said = chosen(tmp_path, "1", grouping="path")
    assert choice == Begin(tmp_path / "viktlarm.yaml")
    assert "The first. In brief. For: Weekend staff." in said
    assert said.count("1. Viktlarm en lördag, 30 min, 3 people.") == 2
    assert said.count("Vågen hemma visar") == 1
    assert "Why 1." in said
    assert "Why 2." in said
    assert "- vart-eget: not in the library. Soon." in said
    assert "- broken.yaml: cannot be read." in said
