"""The follow-ups that are due in the runs of a store, read from their journals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from esthersim.debriefing.action_plan import FollowUpDue, due_follow_ups
from esthersim.journal.errors import RunDamaged, RunUnknown, StoreDamaged
from esthersim.journal.reading import recorded
from esthersim.journal.store import RunHead, Store
from esthersim.play.learning import plan_of


class Due(NamedTuple):
    """The follow-ups that are due, the oldest first, and an error for each run whose journal cannot be read."""

    follow_ups: tuple[FollowUpDue, ...]
    damaged: tuple[RunDamaged, ...]


def due_in(store: Store, heads: Iterable[RunHead], today: date) -> Due:
    """Return the follow-ups of these runs that are due today or earlier; raise `JournalError` where the store fails."""
    plans, damaged = [], []
    for head in heads:
        try:
            journal = recorded(store, head.run, store.read(head.run))
            plans.append((head, plan_of(each.entry for each in journal)))
        except RunUnknown:  # erased meanwhile
            continue
        except RunDamaged as error:
            damaged.append(error)
        except StoreDamaged as error:  # none of its entries can be read
            damaged.append(RunDamaged(error.place, run=head.run, detail=error.detail))
    return Due(due_follow_ups(plans, today), tuple(damaged))
