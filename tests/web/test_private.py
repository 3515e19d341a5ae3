"""No byte of what a seat may not know: in no page and in no section, at every entry of the authors' plays.

Each text of a journey is replaced by a marker of its own. What a seat may read is worked out here from the rules of the
format alone, without the views that the pages are drawn from.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import pytest

from esthersim.language import speaking
from esthersim.play import people
from esthersim.play.arrivals import open_options
from esthersim.play.entries import Chose
from esthersim.play.retelling import Retelling
from esthersim.scenario.model import Scenario
from esthersim.web import pages
from support.house_walks import houses
from support.markers import marked, markers_in
from support.room_houses import CODE, device
from support.shipped_journeys import OWN, SCENARIOS, journey, own_language

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
JOURNEYS = (*(SCENARIOS if THOROUGH else ("tom-sang", "hem-fran-sjukhuset")), *OWN)
PUBLIC = frozenset(
    {"title", "summary", "needs", "objectives", "story", "consent", "prior_knowledge", "prebriefing", "organisations",
     "observers", "action_plan"}
)  # fmt: skip
HEARD = frozenset({"text", "esther", "checklist", "ending"})


@dataclass(frozen=True)
class Knowing:
    """What a seat may read at a moment."""

    retelling: Retelling
    seat: str

    @property
    def scenario(self) -> Scenario:
        """The journey."""
        return self.retelling.scenario

    def may_read(self, path: str) -> bool:
        """Return whether a text of the journey may be on the seat's page."""
        top, *rest = path.split(".")
        if top in PUBLIC:
            return True
        state = self.retelling.state
        match top:
            case "roles":
                return rest[1] in {"title", "brief"} or rest[0] == self.seat
            case "facts":
                return self.seat in self.scenario.roles and state.knows(self.seat, rest[0])
            case "stages":
                return state.event.stage == rest[0]
            case "events":
                return self._event(rest[0], rest[1], rest[2:])
            case "documents":
                shows = state.event.shows
                return rest[0] in shows and self._is_among(shows[rest[0]] or people.hearers(state))
            case "injects":
                happened = rest[0] in state.here.injects
                return happened and (rest[1] == "title" or self._is_among(self.scenario.injects[rest[0]].to or None))
            case _:
                return False

    def _event(self, event: str, key: str, rest: list[str]) -> bool:
        state = self.retelling.state
        here, hears = event == state.here.event, self._is_among(people.hearers(state))
        match key:
            case "title":
                return event in state.here.visited
            case "place":
                return here
            case "only":
                return here and rest[0] == self.seat
            case "decision":
                return (here and self._asked(rest, hears=hears)) or self._follows(event, rest)
            case _:
                return here and hears and key in HEARD

    def _asked(self, rest: list[str], *, hears: bool) -> bool:
        decides = self.seat in people.deciders(self.retelling.state)
        if rest[0] == "options" and (rest[1] not in open_options(self.retelling.state) or rest[2] == "feedback"):
            return False
        return (hears or decides) and rest[0] != "support"

    def _follows(self, event: str, rest: list[str]) -> bool:
        """Return whether it is what follows a choice that led here, at an event that this seat heard."""
        for moment in reversed(self.retelling.moments):
            entry = moment.recorded.entry
            if isinstance(entry, Chose):
                if moment.before.here.event != event or not self._is_among(people.hearers(moment.before)):
                    return False
                chosen = rest[0] == "options" and (
                    (rest[1] == entry.option and rest[2] == "feedback")
                    or (rest[1] == entry.advised and rest[2] == "text")
                )
                return chosen or rest[0] == "support"
        return False

    def _is_among(self, roles: tuple[str, ...] | None) -> bool:
        return roles is None or self.seat in roles


@pytest.mark.parametrize("scenario", JOURNEYS)
def test_no_page_holds_what_its_seat_may_not_know(scenario: str) -> None:
    """Every seat, every observer and the room, with its sections and its whole page, in every play of the author."""
    text = marked(scenario)
    shown = 0
    for play in journey(scenario, own_language(scenario)).plays:
        for house in houses(scenario, play, text.text, text.language):
            for each in house.seating.devices:
                with speaking(text.language):
                    html = "".join(section.html for section in pages.sections(house, each))
                    html += pages.seat_page(house, each) if house.state.seq % 7 == 0 else ""
                found = [text.paths[number] for number in sorted(markers_in(html))]
                knowing = Knowing(house.retelling, each.seat)
                leaked = [path for path in found if not knowing.may_read(path)]
                assert leaked == [], f"{play}, entry {house.state.seq}, {house.state.here.event}: {each.seat}"
                shown += len(found)
    assert shown, "the pages say something"


@pytest.mark.parametrize("scenario", JOURNEYS)
def test_whoever_has_no_seat_reads_nothing_of_the_journey(scenario: str) -> None:
    """The pages for joining, waiting, gone and errors name the journey, the seats and their organisations only."""
    text = marked(scenario)
    play = next(iter(journey(scenario, own_language(scenario)).plays))
    allowed = {"title", "roles", "organisations", "observers"}
    waits = replace(device(next(iter(journey(scenario).roles)), 1, text.language), admitted=False)
    for house in houses(scenario, play, text.text, text.language):
        with speaking(text.language):
            html = pages.join_page(house, CODE, text.language) + pages.gone_page(text.language)
            html += pages.error_page(404, text.language) + pages.waiting_page(house, waits)
        found = [text.paths[number].split(".") for number in markers_in(html)]
        assert [path for path in found if path[0] not in allowed or path[-1] in {"private", "goals", "brief"}] == []
