"""The view models of the home screen, and a run in a few words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from esthersim.journal.store import RunHead
from esthersim.language import set_language
from esthersim.play.vocabulary import GateItem, GateKind, Step
from esthersim.views.home import day_words, run_cards, when_words
from esthersim.views.run import gate_line
from esthersim.views.steps import step_line
from support.scenarios import viktlarm

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)


def head(run: str, *, step: str = "story", closed: bool = False) -> RunHead:
    """Return the head of a run that was written to an hour ago."""
    at = (NOW - timedelta(hours=1)).isoformat()
    return RunHead(run, "viktlarm", "Viktlarm\x1b[31m", "sv", at, at, step, 3, closed, "0")


def test_open_runs_come_before_closed_ones() -> None:
    """What can be gone on with stands first; titles are cleaned, a run without a step is at its first."""
    cards = run_cards([head("a", step="closed", closed=True), head("b"), head("c", step="")], NOW)
    assert [card.run for card in cards] == ["b", "c", "a"]
    assert cards[0].title == "Viktlarm"
    assert cards[0].step == "2/5 Esther's story and prebriefing"
    assert cards[1].step.startswith("1/5")


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(hours=2), "today 10:00"),
        (timedelta(hours=13), "yesterday 23:00"),
        (timedelta(days=5), "Monday 2 March"),
        (timedelta(days=365), "Friday 7 March 2025"),
    ],
)
def test_past_moments_are_shown_in_everyday_words(back: timedelta, words: str) -> None:
    """Today, yesterday, a date, a date with its year."""
    assert when_words(NOW - back, NOW) == words


def test_days_of_follow_ups_are_shown_in_everyday_words() -> None:
    """Today, so many days ago, or the date that is to come, in the language spoken now."""
    today = date(2026, 3, 7)
    assert day_words(today, today) == "today"
    assert day_words(date(2026, 3, 6), today) == "one day ago"
    assert day_words(date(2026, 3, 4), today) == "3 days ago"
    assert day_words(date(2026, 4, 11), today) == "Saturday 11 April"
    set_language("sv")
    assert day_words(date(2026, 3, 4), today) == "för 3 dagar sedan"


def test_a_gate_counts_what_is_alike() -> None:
    """Many open points are one short sentence, empty seats one list of titles."""
    still_open = (
        GateItem(GateKind.SEAT, "esther"),
        GateItem(GateKind.SEAT, "sjukskoterska"),
        GateItem(GateKind.PREBRIEFING, "a"),
        GateItem(GateKind.PREBRIEFING, "b"),
    )
    assert gate_line(still_open, viktlarm()) == "nobody sits as Esther, Sjuksköterska; 2 points are not ticked"


def test_a_step_has_its_number_of_five() -> None:
    """The end has none."""
    assert step_line(Step.SIMULATION) == "3/5 simulation"
    assert step_line(Step.CLOSED) == "closed"
