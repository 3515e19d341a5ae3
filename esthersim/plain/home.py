"""Home: what can be played, what can be gone on with, what is to be followed up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from esthersim.debriefing.action_plan import FollowUpDue, due_in
from esthersim.journal.store import Store
from esthersim.language import _
from esthersim.plain.desk import Desk
from esthersim.plain.follow_up import due_text
from esthersim.plain.prompts import pick
from esthersim.scenario.library import Library
from esthersim.views.home import RunCard, ScenarioCard, run_cards, scenario_cards

MOST_RUNS = 5
"""Saved runs that are said: the latest. `esthersim runs` lists them all."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A scenario is to be played."""

    path: Path


@dataclass(frozen=True, slots=True)
class Resume:
    """A run is to be gone on with."""

    run: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up is to be answered."""

    due: FollowUpDue


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing more is to be done."""


Wish = Begin | Resume | FollowUp | Leave


def home(desk: Desk, library: Library, store: Store, now: Callable[[], datetime], language: str | None) -> Wish:
    """Say what there is and return what was chosen."""
    desk.heading(_("esthersim: a team trains on one patient's way through care"))
    wishes: list[Wish] = []
    desk.say(_("Scenarios"))
    for card in scenario_cards(library, language):
        if card.problem:
            desk.say(_("  - {id} cannot be played: {problem}").format(id=card.id, problem=card.problem))
            continue
        wishes.append(Begin(card.path))
        desk.say(f"  {len(wishes)}. {_scenario_text(card)}")
    runs = [card for card in run_cards(store.heads(), now()) if not card.closed][:MOST_RUNS]
    if runs:
        desk.say()
        desk.say(_("Runs to go on with"))
    for run in runs:
        wishes.append(Resume(run.run))
        desk.say(f"  {len(wishes)}. {_run_text(run)}")
    due = due_in(store, now().date())
    if due:
        desk.say()
        desk.say(_("Follow-ups that are due"))
    for each in due:
        wishes.append(FollowUp(each))
        desk.say(f"  {len(wishes)}. {due_text(each)}")
    desk.say()
    wishes.append(Leave())
    leave = _("Leave")
    desk.say(f"  {len(wishes)}. {leave}")
    return wishes[pick(desk, _("What do you want to do?"), len(wishes))]


def _scenario_text(card: ScenarioCard) -> str:
    return f"{card.title}, {card.total}, {card.people}. {card.summary}"


def _run_text(card: RunCard) -> str:
    return _("{title}, {step}, {when} ({run})").format(title=card.title, step=card.step, when=card.when, run=card.run)
