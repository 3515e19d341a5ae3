"""A small journey with everything that findings are made of, and a player that writes a whole journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.retelling import Retelling
from esthersim.play.rules import judge
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from support.graphs import raw_scenario

NOON = datetime(2026, 3, 7, 11, 40, tzinfo=UTC)
"""12:40 in Stockholm."""

ROLES: dict[str, Any] = {
    "lakare": {"title": "Läkare", "organisation": "kommunen", "brief": "Du är läkare."},
    "ssk": {"title": "Sjuksköterska", "organisation": "kommunen", "brief": "Du är sjuksköterska."},
    "esther": {"title": "Esther", "patient": True, "brief": "Du är Esther.", "knows": ["onskan"]},
    "usk": {"title": "Undersköterska", "organisation": "kommunen", "brief": "Du är undersköterska."},
    "dotter": {"title": "Esthers dotter", "brief": "Du är dotter.", "optional": True},
}
FACTS: dict[str, Any] = {
    "listan": {"text": "Läkemedelslistan är ny", "known_by": ["usk"], "critical": True},
    "vikten": {"text": "Vikten har ökat", "known_by": ["usk"]},
    "onskan": {"text": "Esther vill vara hemma"},
}
EVENTS: dict[str, Any] = {
    "frukost": {
        "title": "Frukosten",
        "text": "Esther sitter på sängkanten.",
        "present": ["esther", "usk"],
        "rate": True,
        "timer": {"limit": "4 min", "next": "sent"},
        "expect": {
            "fragar": {
                "text": "Frågar Esther först", "by": "usk", "within": "1 min", "objective": "ett", "critical": True,
            },
            "satter-sig": {"text": "Sätter sig ner", "by": "usk"},
        },
        "checklist": {"vagen": {"text": "Läs av vågen", "required": True, "objective": "tva"}},
        "decision": {
            "by": "usk",
            "question": "Vad gör du?",
            "options": {
                "ring": {"text": "Ring sjuksköterskan", "next": "samtalet"},
                "vanta": {"text": "Vänta till måndag", "next": "sent"},
            },
            "advice": [{"choose": "ring"}],
        },
    },
    "samtalet": {
        "title": "Samtalet",
        "text": "Det tutar.",
        "after": "10 min",
        "present": ["usk", "ssk"],
        "rate": True,
        "timer": "2 min",
        "handover": {
            "from": "usk", "to": "ssk", "format": "sbar",
            "must": ["listan", "onskan"], "should": ["vikten"], "read_back": True,
        },
        "next": "ronden",
    },
    "ronden": {
        "title": "Ronden",
        "text": "Läkaren har fyra minuter.",
        "after": "1 h",
        "present": ["ssk", "lakare", "esther"],
        "rate": True,
        "handover": {"from": "ssk", "to": ["lakare", "esther"], "format": "sbar", "must": ["listan"]},
        "next": "hemma",
    },
    "hemma": {"title": "Hemma igen", "text": "Esther dukar.", "ending": "Hemma"},
    "sent": {"title": "Söndag natt", "text": "Det larmar.", "after": "2 days", "ending": "In igen"},
}  # fmt: skip


def full_scenario(**more: Any) -> Scenario:
    """Return the journey; `more` replaces keys of the scenario."""
    return Scenario.model_validate(
        raw_scenario(
            EVENTS,
            **{
                "roles": ROLES,
                "facts": FACTS,
                "observers": {"ogat": {"title": "Ögat"}},
                "injects": {"grannen": {"title": "Grannen ringer på", "text": "Hon undrar.", "to": "usk"}},
                "deadlines": {
                    "snart": {
                        "from": "frukost",
                        "to": "ronden",
                        "within": "30 min",
                        "text": "Läkaren vet inom en halvtimme",
                    }
                },
                "starts": "2026-03-07 08:00",
                **more,
            },
        )
    )


@dataclass(slots=True)
class Run:
    """A run that is stepped by hand; every command must be accepted, and takes a second of room time."""

    scenario: Scenario = field(default_factory=full_scenario)
    retelling: Retelling = field(init=False)
    room: float = 0.0

    def __post_init__(self) -> None:
        """Begin, go through the gates with everybody seated, and stand at the first event."""
        self.retelling = Retelling(self.scenario)
        self.do(c.Start(), c.Advance())
        self.do(*(e.Seated(role) for role, each in self.scenario.roles.items() if not each.optional), c.Advance())

    @property
    def state(self) -> State:
        """What the run has come to."""
        return self.retelling.state

    @property
    def journal(self) -> Sequence[e.Recorded]:
        """The entries so far."""
        return self.retelling.journal

    def do(self, *commands: Command) -> int:
        """Carry out commands, and return the number of the last entry."""
        for command in commands:
            self.room += 1
            expired, entries, refusal = judge(self.state, command, self.room)
            assert refusal is None, (command, refusal)
            for entry in (*expired, *entries):
                at = NOON + timedelta(seconds=self.room)
                self.retelling.add([e.Recorded(self.state.seq + 1, at, self.room, entry)])
        return self.state.seq

    def wait(self, seconds: float) -> None:
        """Let room time pass, and let the timer see it."""
        self.room += seconds
        self.do(c.Tick())
