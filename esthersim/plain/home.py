"""Home: the scenarios to play, the runs to resume, the follow-ups that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from esthersim.debriefing.action_plan import FollowUpDue
from esthersim.journal.store import Store
from esthersim.language import _
from esthersim.library.grouping import Group, following, for_whom, grouping_heading, groups
from esthersim.library.learning_paths import LearningPath
from esthersim.library.scenarios import Library
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.follow_up import due_text
from esthersim.plain.prompts import choose, pick
from esthersim.runs.home import read_home
from esthersim.settings import GROUPINGS, Grouping
from esthersim.views.home import RunCard, run_cards

MOST_RUNS = 5
"""How many of the latest saved runs are shown. `esthersim runs` lists them all."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Play a scenario."""

    path: Path


@dataclass(frozen=True, slots=True)
class Resume:
    """Resume a run."""

    run: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Answer a follow-up."""

    due: FollowUpDue


@dataclass(frozen=True, slots=True)
class Regroup:
    """Group the scenarios differently."""

    grouping: Grouping


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the program."""


HomeChoice = Begin | Resume | FollowUp | Regroup | Leave


def home(
    dialogue: Dialogue,
    library: Library,
    store: Store,
    now: Callable[[], datetime],
    language: str | None,
    grouping: Grouping = GROUPINGS[0],
) -> HomeChoice:
    """Say what can be chosen, with the scenarios grouped in this way, and return the choice."""
    dialogue.heading(_("esthersim: a team trains on one patient's way through care"))
    dialogue.say(grouping_heading(grouping))
    here = now()
    shown = read_home(library, store, language, here.date())
    choices = _scenarios(dialogue, groups(grouping, shown.scenarios, shown.paths, shown.names))
    runs = [card for card in run_cards(shown.runs.heads, here) if not card.closed][:MOST_RUNS]
    if runs:
        dialogue.say()
        dialogue.say(_("Runs to resume"))
    for run in runs:
        choices.append(Resume(run.run))
        dialogue.say(f"  {len(choices)}. {_run_text(run)}")
    if shown.runs.due:
        dialogue.say()
        dialogue.say(_("Follow-ups that are due"))
    for each in shown.runs.due:
        choices.append(FollowUp(each))
        dialogue.say(f"  {len(choices)}. {due_text(each)}")
    dialogue.say()
    for error in (*shown.runs.damaged, *filter(None, [shown.failure])):
        dialogue.say(f"{error}.")
    dialogue.numbered(
        [_("Show by length, learning path, role, organisation or objective"), _("Leave")], len(choices) + 1
    )
    chosen = pick(dialogue, _("What do you want to do?"), len(choices) + 2)
    if chosen < len(choices):
        return choices[chosen]
    if chosen > len(choices):
        return Leave()
    ways = [grouping_heading(each) for each in GROUPINGS]
    return Regroup(
        GROUPINGS[choose(dialogue, _("Which grouping?"), ways, default=GROUPINGS.index(following(grouping)))]
    )


def _scenarios(dialogue: Dialogue, shown: Sequence[Group]) -> list[HomeChoice]:
    """Say the groups, and return the numbered choices: a scenario keeps its number, and is described in full once."""
    numbers: dict[str, int] = {}
    choices: list[HomeChoice] = []
    for group in shown:
        dialogue.say()
        dialogue.say(" ".join(_about(group.heading, group.path)))
        for each in group.scenarios:
            card = each.card
            if card is None:
                dialogue.say(f"  - {each.id}: {each.short}. {each.why}")
            elif card.problem:
                dialogue.say(_("  - {id} cannot be played: {problem}").format(id=card.id, problem=card.problem))
            else:
                known = card.id in numbers
                number = numbers.setdefault(card.id, len(numbers) + 1)
                lead = f"  {number}. {card.title}, {card.total}, {card.people}."
                short = f"{each.short}." if each.short else ""
                about = () if known else (card.summary, *card.proof)
                dialogue.say(" ".join(filter(None, (lead, short, *about, each.why))))
                if not known:
                    choices.append(Begin(card.path))
    return choices


def _about(heading: str, path: LearningPath | None) -> tuple[str, ...]:
    if path is None:
        return (heading,)
    return (f"{heading}.", path.summary, *(f"{whom}." for whom in for_whom(path)))


def _run_text(card: RunCard) -> str:
    return _("{title}, {step}, {when} ({run})").format(title=card.title, step=card.step, when=card.when, run=card.run)
