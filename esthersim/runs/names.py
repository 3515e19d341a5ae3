"""The words for seats, steps and statuses, the same in every front end."""

from __future__ import annotations

from collections.abc import Iterable

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean_line
from esthersim.language import _, format_list
from esthersim.play.story import DeadlineStatus
from esthersim.play.vocabulary import FACILITATOR, ActionStatus, FactStatus, Form, Observation, Ticking
from esthersim.scenario.model import Scenario
from esthersim.scenario.shipped_ids import behaviours
from esthersim.scenario.titles import role_title


def seat_title(shown: Scenario, seat: str) -> str:
    """Return the title of a role, an observer or the facilitator; for an unknown seat, its id."""
    if seat == FACILITATOR:
        return _("Facilitator")
    return role_title(shown, seat)


def seat_titles(shown: Scenario, seats: Iterable[str]) -> tuple[str, ...]:
    """Return the titles of several seats."""
    return tuple(seat_title(shown, seat) for seat in seats)


def patients_named(shown: Scenario) -> str:
    """Return the titles of the patients, in a list; where there are none, the word for a patient."""
    return format_list(seat_titles(shown, shown.patients)) or _("the patient")


def watched_title(shown: Scenario, key: str, papers: Papers = SHIPPED) -> str:
    """Return the title of what an observer watches: an objective's text, a behaviour's title, or else the id."""
    if key in shown.objectives:
        return clean_line(shown.objectives[key])
    return next((each.title for each in behaviours(shown.language, papers) if each.id == key), key)


def fact_status_word(status: FactStatus) -> str:
    """Return the word for a fact's status."""
    return {
        FactStatus.GIVEN: _("heard"),
        FactStatus.REQUESTED: _("requested"),
        FactStatus.WRONG: _("wrong"),
        FactStatus.MISSING: _("missing"),
        FactStatus.NOT_NEEDED: _("not needed"),
    }[FactStatus(status)]


def observation_word(status: Observation | None) -> str:
    """Return the word for an expectation's status; empty if it is not marked."""
    if status is None:
        return ""
    return {
        Observation.DONE: _("done"),
        Observation.LATE: _("late"),
        Observation.MISSED: _("missed"),
        Observation.WRONG: _("wrong"),
        Observation.NOT_OBSERVED: _("not observed"),
    }[Observation(status)]


def ticking_words() -> dict[Ticking, str]:
    """Return the words for each way to agree on who ticks the facts of a handover, besides the facilitator."""
    return {
        Ticking.FACILITATOR: _("nobody else"),
        Ticking.OBSERVERS: _("the observers, who see every fact of the handover"),
        Ticking.BOTH_SIDES: _("the sender what was said, and each receiver what was heard"),
    }


def action_status_word(status: ActionStatus) -> str:
    """Return the words for an action's status."""
    return {
        ActionStatus.NOT_STARTED: _("not started"),
        ActionStatus.IN_PROGRESS: _("in progress"),
        ActionStatus.ON_HOLD: _("on hold"),
        ActionStatus.COMPLETED: _("completed"),
        ActionStatus.STOPPED: _("stopped"),
    }[ActionStatus(status)]


def deadline_status_word(status: DeadlineStatus) -> str:
    """Return the words for a deadline's status."""
    return {
        DeadlineStatus.NOT_STARTED: _("not begun"),
        DeadlineStatus.RUNNING: _("still running"),
        DeadlineStatus.MET: _("met"),
        DeadlineStatus.LATE: _("late"),
        DeadlineStatus.NEVER: _("never"),
    }[status]


def form_word(form: Form) -> str:
    """Return the words for the form of a handover."""
    return {Form.SPOKEN: _("in speech"), Form.WRITTEN: _("in writing")}[form]
