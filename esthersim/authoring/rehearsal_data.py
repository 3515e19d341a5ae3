"""A rehearsal as data: the object that `esthersim rehearse --format json` prints.

Shares are of the random teams, 0 to 1; times are seconds. They describe the scenario and do not score anybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from esthersim.authoring.rules.plays import difference
from esthersim.language import _
from esthersim.play.plays import PlayResult
from esthersim.rehearsal.losses import Loss
from esthersim.rehearsal.rehearsing import Rehearsal, Untested
from esthersim.rehearsal.spread import spread
from esthersim.scenario.loading import Loaded
from esthersim.scenario.play_steps import PlayStep


def rehearsal_json(rehearsal: Rehearsal, loaded: Loaded) -> str:
    """Return the rehearsal of a loaded scenario as a JSON object, without a final newline."""
    return json.dumps(rehearsal_data(rehearsal, loaded), ensure_ascii=False, indent=2)


def rehearsal_data(rehearsal: Rehearsal, loaded: Loaded) -> dict[str, Any]:
    """Return the rehearsal as JSON values: mappings, lists, texts, numbers."""
    space, teams = rehearsal.space, rehearsal.teams
    times = {"room_time": spread(teams.room_time), "story_time": spread(teams.story_time)}
    plays = rehearsal.scenario.plays
    return {
        "complete": space.complete,
        "bound": space.bound,
        "states": len(space.events) - len(space.open_states),
        "teams": teams.count,
        "seed": teams.seed,
        "events": _shares(teams.events, teams.count),
        "options": _shares({f"{event}.{option}": met for (event, option), met in teams.options.items()}, teams.count),
        "handovers": _shares(teams.handovers, teams.count),
        "roles": _shares(teams.roles, teams.count),
        "endings": _shares(teams.endings, teams.count),
        "unfinished": _shares(teams.unfinished, teams.count),
        "untested": [
            {"kind": each.kind, "id": each.id, "line": untested_line(each, loaded)} for each in rehearsal.untested
        ],
        "plays": {key: _play(plays[key], result, rehearsal.play_times[key]) for key, result in rehearsal.plays.items()},
        **{key: found and {name: round(value, 1) for name, value in found._asdict().items()}
           for key, found in times.items()},
        "busy": {role: round(seconds, 1) for role, seconds in teams.busy.items()},
        "waits": {role: round(seconds, 1) for role, seconds in teams.waits.items()},
        "lost": {fact: {each.event: _loss(each) for each in losses} for fact, losses in teams.lost.items()},
        "shortest": {ending: list(steps) for ending, steps in rehearsal.shortest.items()},
    }  # fmt: skip


def untested_line(untested: Untested, loaded: Loaded) -> int:
    """Return the line of an untested part in its file, from 1."""
    return loaded.lines.in_file(loaded.tree.place(untested.path, key=True)[0] + 1)[1]


def play_message(steps: tuple[PlayStep, ...], result: PlayResult) -> str:
    """Return how a play departed from its script, in words; empty where it did not."""
    if result.failure is None:
        return ""
    _path, expected, happened = difference(steps, result.failure, result.state)
    return _("expected {expected}, but {happened}").format(expected=expected, happened=happened)


def _play(steps: tuple[PlayStep, ...], result: PlayResult, seconds: float) -> dict[str, Any]:
    failure = result.failure
    return {
        "passed": failure is None,
        "step": failure.step if failure else None,
        "message": play_message(steps, result) or None,
        "room_time": None if failure else round(seconds, 1),
    }


def _shares(counts: Mapping[str, int], teams: int) -> dict[str, float]:
    return {key: round(count / (teams or 1), 4) for key, count in counts.items()}


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "given": loss.given,
        "lost": loss.lost,
        "unknown": loss.unknown,
        "endings_given": {key: round(share, 4) for key, share in loss.endings_given.items()},
        "endings_lost": {key: round(share, 4) for key, share in loss.endings_lost.items()},
    }
