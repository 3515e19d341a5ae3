"""The home screen: the scenarios, the saved runs, the follow-ups that are due. Shared by every front end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.cleaning import clean, clean_line
from esthersim.language import _, format_date, ngettext
from esthersim.views.grouping import Grounds
from esthersim.views.times import planned

if TYPE_CHECKING:
    from esthersim.journal.store import RunHead
    from esthersim.library.heads import Head
    from esthersim.library.scenarios import Library, LibraryEntry


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """A scenario of the library; with a `problem` (its first, as one line) it cannot be played.

    `times` are the names and lengths of its parts, `seconds` all of them together; `languages` its own and those of its
    translations. Objectives, roles and organisations are ids with their words, `together` the roles beside the patient.
    """

    id: str
    path: Path
    title: str
    summary: str = ""
    total: str = ""
    times: tuple[tuple[str, str], ...] = ()
    seconds: float = 0
    objectives: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    people: str = ""
    fictional: bool = True
    languages: tuple[str, ...] = ()
    problem: str = ""
    help: str = ""
    problems: int = 0

    @property
    def words(self) -> str:
        """What it can be found by, besides its title."""
        parts = (self.objectives, self.roles, self.organisations)
        return " ".join((self.id, self.summary, *(text for part in parts for text in part.values())))


@dataclass(frozen=True, slots=True)
class RunCard:
    """A saved run: where it stands, and when something was last written to it."""

    run: str
    title: str
    step: str
    when: str
    closed: bool


@dataclass(frozen=True, slots=True)
class DueCard:
    """An action of a plan whose follow-up has come."""

    run: str
    title: str
    what: str
    owner: str
    when: str


@dataclass(frozen=True, slots=True)
class Home:
    """All that the home screen shows; `failure` tells why there are no runs to show, where the journal fails."""

    scenarios: tuple[ScenarioCard, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)
    runs: tuple[RunCard, ...] = ()
    due: tuple[DueCard, ...] = ()
    failure: str = ""


def scenario_cards(library: Library, language: str | None) -> tuple[ScenarioCard, ...]:
    """Return a card for every scenario, the shortest to play first, in a language where it has it; broken ones last."""
    cards = [scenario_card(entry, language) for entry in library.entries()]
    return tuple(sorted(cards, key=lambda card: (bool(card.problem), card.seconds)))


def read_grounds(library: Library, language: str | None) -> Grounds:
    """Read what the scenarios can be grouped by, in a language or the program's own."""
    from esthersim.library.learning_paths import find_paths
    from esthersim.library.shared_names import shared_names

    found = find_paths(library.folders, language)
    broken = tuple((clean_line(file.name), str(error)) for file, error in found.broken)
    return Grounds(found.paths, broken, shared_names(language))


def scenario_card(entry: LibraryEntry, language: str | None) -> ScenarioCard:
    """Return a scenario's card; of what is proven only the head is read."""
    from esthersim.library.heads import head_of, read_head

    if entry.proven:
        with suppress(Exception):  # whatever it is, loading it tells
            return _card(entry, read_head(entry.path, language))
    try:
        loaded = entry.load(language)
    except OSError as error:
        return ScenarioCard(entry.id, entry.path, clean_line(entry.id), problem=clean_line(str(error)), problems=1)
    scenario = loaded.scenario
    if scenario is None:
        first = next((each for each in loaded.problems if each.severity == "error"), None)
        place = f"{first.line}:{first.column}: " if first and first.line else ""  # none where the file cannot be read
        text = f"{place}{first.message}" if first else _("it cannot be read")
        return ScenarioCard(
            entry.id,
            entry.path,
            clean_line(entry.id),
            problem=text,
            help=first.help if first else "",
            problems=len(loaded.problems),
        )
    return _card(entry, head_of(scenario))


def _card(entry: LibraryEntry, head: Head) -> ScenarioCard:
    names = (_("Prebriefing"), _("Simulation"), _("Debriefing"))
    translated = (file.parent.name for file in sorted(entry.path.parent.glob(f"locale/*/{head.id}.po")))
    roles = _lines(head.roles)
    return ScenarioCard(
        id=entry.id,
        path=entry.path,
        title=clean_line(head.title),
        summary=clean(head.summary).strip(),
        total=planned(sum(head.lengths)),
        times=tuple(zip(names, map(planned, head.lengths), strict=True)),
        seconds=sum(head.lengths),
        objectives=_lines(head.objectives),
        roles=roles,
        together={key: title for key, title in roles.items() if key not in head.patients},
        organisations=_lines(head.organisations),
        people=people(*head.people),
        fictional=head.fictional,
        languages=tuple(dict.fromkeys((head.language, *translated))),
    )


def _lines(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: clean_line(text) for key, text in texts.items()}


def people(fewest: int, most: int) -> str:
    """Return how many people a scenario is for, in words: its roles, without observers and facilitator."""
    if fewest == most:
        return ngettext("one person", "{count} people", most).format(count=most)
    return _("{fewest}-{most} people").format(fewest=fewest, most=most)


def run_cards(heads: Iterable[RunHead], now: datetime) -> tuple[RunCard, ...]:
    """Return a card for every saved run, those that are open first; `now` gives the time zone too."""
    from esthersim.play.words import Step
    from esthersim.views.run import step_line

    cards = []
    for head in heads:
        try:
            step = step_line(Step(head.step))
        except ValueError:  # nothing but the beginning was stored
            step = step_line(Step.NEEDS)
        when = when_words(datetime.fromisoformat(head.updated_at), now)
        cards.append(RunCard(head.run, clean_line(head.scenario_title), step, when, head.closed))
    return tuple(sorted(cards, key=lambda card: card.closed))


def when_words(moment: datetime, now: datetime) -> str:
    """Return a past moment as people say it: "today 14:05", "yesterday 09:10", else the date."""
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()) // timedelta(days=1)
    if days == 0:
        return _("today {time}").format(time=f"{local:%H:%M}")
    if days == 1:
        return _("yesterday {time}").format(time=f"{local:%H:%M}")
    return format_date(local.date(), year=local.year != now.year)


def day_words(day: date, today: date) -> str:
    """Return the day of a follow-up as people say it: "today", "3 days ago", or the date when it is to come."""
    gone = (today - day).days
    if gone == 0:
        return _("today")
    if gone > 0:
        return ngettext("one day ago", "{count} days ago", gone).format(count=gone)
    return format_date(day, year=day.year != today.year)
