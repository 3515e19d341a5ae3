"""Scenario cards: what a list says about each scenario of the library, also about one that cannot be played."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.cleaning import clean, clean_line
from esthersim.language import _, format_date, ngettext
from esthersim.lengths import planned
from esthersim.library.proof import no_proof, pilot_words, review_words

if TYPE_CHECKING:
    from esthersim.library.heads import Head
    from esthersim.library.scenarios import Library, LibraryEntry


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """A scenario of the library; one with a `problem` (its first, as one line) cannot be played.

    `times` are the names and lengths of the three parts, `seconds` is their sum; `languages` are the scenario's own and
    those of its translations. Objectives, roles and organisations map ids to titles; `together` are the roles other
    than the patient. `proof` says in sentences who has reviewed and tried the scenario, or that nobody has.
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
    proof: tuple[str, ...] = ()
    problem: str = ""
    help: str = ""
    problems: int = 0

    @property
    def words(self) -> str:
        """The text that a search looks through, besides the title."""
        parts = (self.objectives, self.roles, self.organisations)
        return " ".join((self.id, self.summary, *(text for part in parts for text in part.values())))


def scenario_cards(library: Library, language: str | None) -> tuple[ScenarioCard, ...]:
    """Return a card for every scenario, in the language where it has it: the shortest first, broken ones last."""
    cards = [scenario_card(entry, language) for entry in library.entries()]
    return tuple(sorted(cards, key=lambda card: (bool(card.problem), card.seconds)))


def scenario_card(entry: LibraryEntry, language: str | None) -> ScenarioCard:
    """Return a scenario's card; of one that ships (`proven`) only the head is read."""
    from esthersim.library.heads import head_of, read_head

    if entry.proven:
        with suppress(Exception):  # whatever is wrong, loading the scenario reports it
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
        proof=_proof(head),
    )


def _proof(head: Head) -> tuple[str, ...]:
    """Return each review and each pilot of a scenario, or that there are none."""
    reviewed = (f"{review_words(of, _day(on), clean_line(by))}." for of, on, by in head.reviewed)
    piloted = (f"{', '.join(pilot_words(_day(on), people))}." for on, people in head.piloted)
    return (*reviewed, *piloted) or (no_proof(),)


def _day(text: str) -> str:
    """Return a day in words; as it is written where it is none."""
    try:
        return format_date(date.fromisoformat(text), year=True)
    except ValueError:
        return clean_line(text)


def _lines(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: clean_line(text) for key, text in texts.items()}


def people(fewest: int, most: int) -> str:
    """Return in words how many people a scenario is for: its roles, without observers and facilitator."""
    if fewest == most:
        return ngettext("one person", "{count} people", most).format(count=most)
    return _("{fewest}-{most} people").format(fewest=fewest, most=most)
