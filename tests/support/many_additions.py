"""A journey that has what a map tells in words: stages, injects, documents, effects, deadlines, receivers apart."""

from __future__ import annotations

from typing import Any

from esthersim.scenario.model import Scenario
from support.graphs import raw_event, raw_scenario

ROLES: dict[str, Any] = {
    "esther": {"title": "Esther", "patient": True, "brief": "You are Esther."},
    "nurse": {"title": "Night nurse", "brief": "You are on duty."},
    "doctor": {"title": "Doctor", "brief": "You are on call."},
    "it": {"title": "Help desk", "brief": "You answer the phone."},
}
EVENTS: dict[str, Any] = {
    "glimpse": {
        "title": "A glimpse",
        "stage": "night",
        "heard_by": "present",
        "present": ["nurse", {"role": "doctor", "when": "since glimpse > 30 min"}],
        "shows": {"list": ["nurse"]},
        "text": "The picture comes up.",
        "effects": [{"add": {"trust": -1}}, {"when": "day >= 2", "set": {"called": True}}],
        "decision": {
            "by": "nurse",
            "question": "What do you do?",
            "options": {
                "ring": {"text": "Ring the doctor", "next": "call", "effects": [{"learn": {"doctor": ["fall"]}}]},
                "wait": {"text": "Wait", "next": "morning", "when": "not doctor knows fall"},
            },
        },
    },
    "call": {
        "title": "The call",
        "stage": "night",
        "text": "It rings.",
        "handover": {
            "from": [{"when": "chose ring", "role": "doctor"}, {"role": "nurse"}],
            "to": {"esther": {}, "it": {"must": ["account"], "must_not": ["illness"]}},
            "format": "sbar",
            "must": ["fall"],
        },
        "next": [{"when": "leaked illness to it or clock < 6:00", "to": "floor"}, {"to": "morning"}],
    },
    "floor": {"title": "On the floor", "stage": "morning", "text": "She lies there.", "next": "morning"},
    "morning": {**raw_event("morning", title="Morning"), "after": "2 h"},
}
MORE: dict[str, Any] = {
    "roles": ROLES,
    "facts": {
        "fall": {"text": "She fell"},
        "account": {"text": "The account is locked"},
        "illness": {"text": "She has diabetes"},
    },
    "variables": {"trust": 3, "called": False},
    "starts": "2026-03-07 22:00",
    "stages": {"night": {"title": "The night"}, "morning": {"title": "The morning"}},
    "documents": {"list": {"title": "Her medicines", "text": "Two tablets.", "facts": ["illness"]}},
    "injects": {
        "alarm": {
            "title": "The alarm",
            "text": "It rings.",
            "to": ["nurse"],
            "when": "not visited floor",
            "arrives": {"room": "3 min", "from": "glimpse"},
            "effects": [{"set": {"trust": 1}}],
            "next": "floor",
        },
        "lab": {"title": "The lab", "text": "5.9.", "arrives": {"after": "2 h", "from": "glimpse.ring"}},
        "tired": {"title": "Tired", "text": "Again.", "arrives": {"after": "1 h", "from": "alarm"}},
        "midnight": {"title": "Midnight", "text": "A shift ends.", "arrives": {"at": "day 2 00:00"}},
        "visitor": {"title": "A visitor", "text": "Somebody comes.", "next": "morning"},
    },
    "deadlines": {
        "contact": {"from": "glimpse", "to": "call", "within": "30 min", "text": "Seen in time", "source": "Handbook"}
    },
}


def many_additions() -> Scenario:
    """Return the journey."""
    return Scenario.model_validate(raw_scenario(EVENTS, **MORE))
