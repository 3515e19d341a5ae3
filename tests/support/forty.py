"""A scenario with forty of everything that a front end offers: options, facts, injects, items to tick."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from esthersim.journal.store import ScenarioText
from support.graphs import raw_scenario

MANY = 40
NUMBERS = tuple(range(1, MANY + 1))


def raw_forty() -> dict[str, Any]:
    """Return the scenario as its file would hold it."""
    options = {f"o{each}": {"text": f"Option {each}", "next": "call"} for each in NUMBERS}
    events = {
        "start": {
            "title": "Start",
            "text": "There is much to do.",
            "checklist": {f"i{each}": {"text": f"Item {each}"} for each in NUMBERS},
            "decision": {"by": "nurse", "question": "What now?", "options": options},
        },
        "call": {
            "title": "Call",
            "text": "There is much to say.",
            "handover": {"from": "nurse", "to": "esther", "format": "sbar", "must": [f"f{each}" for each in NUMBERS]},
            "next": "end",
        },
        "end": {"title": "End", "text": "Over.", "ending": "All is done"},
    }
    raw = raw_scenario(events, id="forty")
    raw["facts"] = {f"f{each}": {"text": f"Fact {each}", "known_by": ["nurse"]} for each in NUMBERS}
    raw["injects"] = {f"j{each}": {"title": f"Inject {each}", "text": f"It happens {each}"} for each in NUMBERS}
    return raw


def forty_file(folder: Path) -> Path:
    """Write it to a file."""
    file = folder / "forty.yaml"
    file.write_text(json.dumps(raw_forty()), encoding="utf-8")
    return file


def forty_text() -> ScenarioText:
    """Return it as a run carries it."""
    return ScenarioText("forty", "Prov", "sv", json.dumps(raw_forty()), "0")
