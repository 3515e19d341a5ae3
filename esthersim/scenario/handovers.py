"""Handovers as a scenario writes them: who passes on what to whom, each receiver apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from esthersim.authored.scalars import ConditionText, Id, Ids, Truth
from esthersim.scenario.part import Part

PARTS = ("must", "should", "noise", "must_not")
"""The keys that say what is to become of a fact, the strongest wish to pass it on first."""


class Sender(Part):
    """Who hands over where a condition holds; the last of a list has no condition. Settled on arrival."""

    role: Id
    when: ConditionText | None = None


class Receiver(Part):
    """What one receiver must, should and need not be told, and must not."""

    must: Ids = ()
    should: Ids = ()
    noise: Ids = ()
    must_not: Ids = ()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Every fact that is named for this receiver: must, should, noise, must_not, in that order, each once."""
        return tuple(dict.fromkeys((*self.must, *self.should, *self.noise, *self.must_not)))


def _senders(raw: Any) -> Any:
    return [{"role": raw}] if isinstance(raw, str) else raw


def _receivers(raw: Any) -> Any:
    if isinstance(raw, str):
        return {raw: {}}
    return {each: {} for each in raw} if isinstance(raw, list) and all(isinstance(each, str) for each in raw) else raw


class Handover(Part):
    """Facts to be passed on, from one role to one or several, in a format such as `sbar`.

    `must`, `should`, `noise` and `must_not` count for every receiver, besides what each has under `to`.
    """

    senders: Annotated[tuple[Sender, ...], BeforeValidator(_senders), Field(min_length=1)] = Field(alias="from")
    to: Annotated[dict[Id, Receiver], BeforeValidator(_receivers), Field(min_length=1)]
    format: Id
    must: Ids = ()
    should: Ids = ()
    noise: Ids = ()
    must_not: Ids = ()
    read_back: Truth = False

    @cached_property
    def sender_ids(self) -> tuple[str, ...]:
        """Every role that may hand over, each once."""
        return tuple(dict.fromkeys(sender.role for sender in self.senders))

    @property
    def usual_sender(self) -> str:
        """The role that hands over where no condition holds: the one to name where no run is known."""
        return self.senders[-1].role

    @cached_property
    def receivers(self) -> Mapping[str, Receiver]:
        """What each receiver is to be told in all: what stands under its own name goes before what is for everybody."""
        return {role: self._in_all(own) for role, own in self.to.items()}

    def _in_all(self, own: Receiver) -> Receiver:
        facts: dict[str, Ids] = {}
        for part in PARTS:
            for_all = (fact for fact in getattr(self, part) if fact not in own.facts)
            facts[part] = (*getattr(own, part), *for_all)
        return Receiver(**facts)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Every fact that the handover names for some receiver: must, should, noise, must_not, each once."""
        return tuple(dict.fromkeys(fact for part in PARTS for fact in self._receivers_by_fact(part)))

    @cached_property
    def must_reach(self) -> Mapping[str, tuple[str, ...]]:
        """The facts that must be passed on, each with the receivers for whom it is a must."""
        return self._receivers_by_fact("must")

    @cached_property
    def must_not_reach(self) -> Mapping[str, tuple[str, ...]]:
        """The facts that must not be passed on, each with the receivers who must not be told."""
        return self._receivers_by_fact("must_not")

    def weight(self, fact: str) -> str:
        """Return the strongest wish to pass on a fact to any receiver, of `PARTS`; empty where it is not named."""
        receivers = self.receivers.values()
        return next((part for part in PARTS if any(fact in getattr(each, part) for each in receivers)), "")

    def _receivers_by_fact(self, part: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for role, receiver in self.receivers.items():
            for fact in getattr(receiver, part):
                found[fact] = (*found.get(fact, ()), role)
        return found
