"""A small journey with a decision, a handover, timers, a loop and two endings, for drawings that a test spells out."""

from __future__ import annotations

from typing import Any

from esthersim.scenario.model import Scenario
from support.graphs import raw_scenario

EVENTS: dict[str, Any] = {
    "breakfast": {
        "title": "Breakfast at Esther's",
        "text": "Esther sits on the edge of her bed.",
        "timer": {"limit": "4 min", "next": "too-late"},
        "decision": {
            "by": "nurse",
            "question": "What do you do?",
            "options": {
                "call": {"text": "Call the clinic", "next": "call"},
                "ask": {"text": "Ask her again", "next": "breakfast"},
                "wait": {"text": "Wait until Monday", "next": "too-late"},
            },
        },
    },
    "call": {
        "title": "The call",
        "text": "It rings five times.",
        "timer": "90 s",
        "handover": {"from": "nurse", "to": "esther", "format": "sbar"},
        "next": "weigh",
    },
    "weigh": {
        "title": "Weighed again",
        "text": "The scale shows two kilos more.",
        "next": [
            {"when": "visited call", "to": "calm"},
            {"to": "too-late"},
        ],
    },
    "calm": {"title": "A calm weekend", "text": "The nurse calls on Sunday.", "ending": "In her own bed"},
    "too-late": {"title": "Sunday night", "text": "Esther calls for help.", "ending": "To hospital, needlessly"},
}


def small_journey(**more: Any) -> Scenario:
    """Return the journey; `more` replaces keys of events by `event_key={...}`, as in `calm={"title": "..."}`."""
    events = {key: {**event, **more.get(key.replace("-", "_"), {})} for key, event in EVENTS.items()}
    return Scenario.model_validate(raw_scenario(events))
