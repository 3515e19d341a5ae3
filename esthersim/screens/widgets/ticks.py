"""What a letter makes of an expectation: it goes round done, missed, wrong, not observed."""

from __future__ import annotations

from esthersim.play.vocabulary import Observation

_ROUND = (Observation.DONE, Observation.MISSED, Observation.WRONG, Observation.NOT_OBSERVED)


def next_status(status: Observation | None) -> Observation:
    """Return the next status in the round; late is done, only later."""
    if status is None:
        return Observation.DONE
    status = Observation.DONE if status is Observation.LATE else status
    return _ROUND[(_ROUND.index(status) + 1) % len(_ROUND)]
