"""The home view in words, shared by every front end: the saved runs, and the follow-ups that are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from esthersim.cleaning import clean_line
from esthersim.language import _, format_date, ngettext
from esthersim.library.cards import ScenarioCard
from esthersim.library.learning_paths import FoundPaths
from esthersim.library.shared_names import SharedNames
from esthersim.play.vocabulary import Step
from esthersim.views.steps import step_line

if TYPE_CHECKING:
    from esthersim.debriefing.action_plan import FollowUpDue
    from esthersim.journal.store import RunHead
    from esthersim.runs.home import Home


@dataclass(frozen=True, slots=True)
class RunCard:
    """A saved run: its step, and the time of its last entry."""

    run: str
    title: str
    step: str
    when: str
    closed: bool


@dataclass(frozen=True, slots=True)
class DueCard:
    """An action of a plan with a follow-up that is due."""

    run: str
    title: str
    what: str
    owner: str
    when: str


@dataclass(frozen=True, slots=True)
class DamagedCard:
    """A run that cannot be read, with the reason."""

    run: str
    why: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything on the home screen; `failure` says why runs are missing when the journal cannot be read."""

    scenarios: tuple[ScenarioCard, ...] = ()
    paths: FoundPaths = field(default_factory=FoundPaths)
    names: SharedNames = field(default_factory=SharedNames)
    runs: tuple[RunCard, ...] = ()
    due: tuple[DueCard, ...] = ()
    damaged: tuple[DamagedCard, ...] = ()
    failure: str = ""


def home_view(home: Home, now: datetime) -> HomeView:
    """Return the home view; the time zone is that of `now`."""
    return HomeView(
        home.scenarios,
        home.paths,
        home.names,
        run_cards(home.runs.heads, now),
        tuple(_due_card(each, now.date()) for each in home.runs.due),
        tuple(DamagedCard(each.run, str(each)) for each in home.runs.damaged),
        str(home.failure or ""),
    )


def _due_card(due: FollowUpDue, today: date) -> DueCard:
    title, what, owner = map(clean_line, (due.scenario_title, due.action.what, due.action.owner))
    return DueCard(due.run, title, what, owner, day_words(due.planned, today))


def run_cards(heads: Iterable[RunHead], now: datetime) -> tuple[RunCard, ...]:
    """Return a card for every saved run, open ones first; the time zone is that of `now`."""
    cards = []
    for head in heads:
        try:
            step = step_line(Step(head.step))
        except ValueError:  # only the beginning was stored
            step = step_line(Step.NEEDS)
        when = when_words(datetime.fromisoformat(head.updated_at), now)
        cards.append(RunCard(head.run, clean_line(head.scenario_title), step, when, head.closed))
    return tuple(sorted(cards, key=lambda card: card.closed))


def when_words(moment: datetime, now: datetime) -> str:
    """Return a past moment in everyday words: "today 14:05", "yesterday 09:10", else the date."""
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()) // timedelta(days=1)
    if days == 0:
        return _("today {time}").format(time=f"{local:%H:%M}")
    if days == 1:
        return _("yesterday {time}").format(time=f"{local:%H:%M}")
    return format_date(local.date(), year=local.year != now.year)


def day_words(day: date, today: date) -> str:
    """Return the day of a follow-up in everyday words: "today", "3 days ago", or the date if it is in the future."""
    gone = (today - day).days
    if gone == 0:
        return _("today")
    if gone > 0:
        return ngettext("one day ago", "{count} days ago", gone).format(count=gone)
    return format_date(day, year=day.year != today.year)
