"""The words for seats, steps and statuses, the same in every front end."""

from __future__ import annotations

from collections.abc import Iterable

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.play.story import Kept
from esthersim.play.words import FACILITATOR, ActionStatus, FactStatus, Form, Observation
from esthersim.scenario.model import Scenario
from esthersim.scenario.shipped_ids import behaviours
from esthersim.scenario.titles import role_title


def seat_title(words: Scenario, seat: str) -> str:
    """Return the title of a role, an observer or the facilitator; an unknown seat stands as its id."""
    if seat == FACILITATOR:
        return _("Facilitator")
    return role_title(words, seat)


def seat_titles(words: Scenario, seats: Iterable[str]) -> tuple[str, ...]:
    """Return the titles of several seats."""
    return tuple(seat_title(words, seat) for seat in seats)


def watched_title(words: Scenario, key: str, papers: Papers = SHIPPED) -> str:
    """Return what an observer watches in words: an objective's text or a behaviour's title, else the id."""
    if key in words.objectives:
        return clean_line(words.objectives[key])
    return next((each.title for each in behaviours(words.language, papers) if each.id == key), key)


def fact_status_word(status: FactStatus) -> str:
    """Return how a fact fared, in a word."""
    return {
        FactStatus.GIVEN: _("heard"),
        FactStatus.REQUESTED: _("requested"),
        FactStatus.WRONG: _("wrong"),
        FactStatus.MISSING: _("missing"),
        FactStatus.NOT_NEEDED: _("not needed"),
    }[FactStatus(status)]


def observation_word(status: Observation | None) -> str:
    """Return how an expectation ended, in a word; nothing marked is an empty word."""
    if status is None:
        return ""
    return {
        Observation.DONE: _("done"),
        Observation.LATE: _("late"),
        Observation.MISSED: _("missed"),
        Observation.WRONG: _("wrong"),
        Observation.NOT_OBSERVED: _("not observed"),
    }[Observation(status)]


def action_status_word(status: ActionStatus) -> str:
    """Return how far an action has come, in words."""
    return {
        ActionStatus.NOT_STARTED: _("not started"),
        ActionStatus.IN_PROGRESS: _("in progress"),
        ActionStatus.ON_HOLD: _("on hold"),
        ActionStatus.COMPLETED: _("completed"),
        ActionStatus.STOPPED: _("stopped"),
    }[ActionStatus(status)]


def kept_word(kept: Kept) -> str:
    """Return how a deadline stands."""
    return {
        Kept.NOT_STARTED: _("not begun"),
        Kept.RUNNING: _("still running"),
        Kept.MET: _("met"),
        Kept.LATE: _("late"),
        Kept.NEVER: _("never"),
    }[kept]


def form_word(form: Form) -> str:
    """Return how a handover was made."""
    return {Form.SPOKEN: _("in speech"), Form.WRITTEN: _("in writing")}[form]
