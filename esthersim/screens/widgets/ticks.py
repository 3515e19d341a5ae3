"""The statuses that a letter gives an expectation in turn: done, missed, wrong, not observed."""

from __future__ import annotations

from esthersim.play.vocabulary import Observation

_ROUND = (Observation.DONE, Observation.MISSED, Observation.WRONG, Observation.NOT_OBSERVED)


def next_status(status: Observation | None) -> Observation:
    """Return the next status in turn; late counts as done."""
    if status is None:
        return Observation.DONE
    status = Observation.DONE if status is Observation.LATE else status
    return _ROUND[(_ROUND.index(status) + 1) % len(_ROUND)]
