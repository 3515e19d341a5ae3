"""What a team can do at an event: every combination that can make a difference, and where each leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from esthersim.rehearsal.arriving import Arriving, Deed, Outcome, Trial
from esthersim.rehearsal.compiled import Coming, Compiled, CompiledInject, Exit, Place
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.space import INJECT

MOST_TRIED = 4096
"""How many combinations of facts, ticks and marks are tried at one arrival."""
MOST_TRIED_IN_ALL = 300_000
"""How many are tried in all (a few seconds of work); after that only a few at each arrival."""
_made = tuple.__new__  # a named tuple from its fields in order, at half the price of the class's own call


class Rules(Arriving):
    """The rules of play over compiled states."""

    def __init__(self, compiled: Compiled) -> None:
        super().__init__(compiled)
        self._tried = 0
        self._found: dict[tuple[int, str], tuple[bool, bool, bool]] = {}

    def outcomes(self, place: Place, bits: int, values: Values) -> Iterator[tuple[Trial | None, list[Outcome]]]:
        """Yield the results of each way of doing the event; with `None`, those of injects that come while it lasts."""
        comes = self.coming(place, bits)
        if comes and comes.second == 0:  # before anything can be done
            yield None, list(self.come(place, comes, [Trial(bits, 0, 0, handed=False)], values))
            return
        trials = self.trials(place, bits)
        for trial in trials:
            found = list(self.left(place, trial, values))
            if place.timer is not None and not place.timer_after & ~bits:
                found.append(self.timed_out(place, place.timer, trial, values))
            for question in place.advice:
                self.holds(question, trial.bits, values)
            yield trial, found
        if self.compiled.by_hand or place.coming:
            yield None, list(self.during(place, bits, values, trials))

    def left(self, place: Place, trial: Trial, values: Values) -> Iterator[Outcome]:
        """Yield the first exit of each list on offer whose condition holds; required items are ticked first.

        The condition of a branch is asked after the effects of its option.
        """
        bits = trial.bits | place.required
        gone = -1
        for way in place.exits:
            if way.choice == gone or (way.question is not None and not self.holds(way.question, bits, values)):
                continue
            after, then = bits | way.bits, values
            if way.resets >= 0:
                then = self.compiled.clock.restarted(then, way.resets)
            if way.effects:
                after, then = self.changed(way.effects, after, then)
            if way.branch is None or self.holds(way.branch, after, then):
                gone = way.choice
                yield self.outcome(place, way, _made(Deed, (way.edge, trial, "", -1)), after, then)

    def timed_out(self, place: Place, timer: Exit, trial: Trial, values: Values) -> Outcome:
        """Return the result of the timer moving the team on."""
        return self.outcome(place, timer, Deed(timer.edge, trial), trial.bits | timer.bits, values)

    def during(self, place: Place, bits: int, values: Values, trials: Sequence[Trial]) -> Iterator[Outcome]:
        """Yield the results of the injects that can happen here: before what the team does, or after, if it matters.

        What takes the team away can do so whatever has been done; what was handed over by then is known.
        """
        begun: Trial = _made(Trial, (bits, 0, 0, False))
        for inject in self.compiled.by_hand:
            if not inject.happened & bits:
                same = self._orders(place, inject) == (False, False, False)
                for trial in (begun,) if same else self._moments(place, (inject,), bits, trials):
                    yield from self.fired(place, inject, trial, values)
        comes = self.coming(place, bits)
        if comes:
            yield from self.come(place, comes, self._moments(place, comes.injects, bits, trials), values)

    def _moments(
        self, place: Place, injects: Sequence[CompiledInject], bits: int, trials: Sequence[Trial]
    ) -> Iterator[Trial]:
        """Yield what can have been done when some injects come, as far as that makes a difference."""
        every = [self._orders(place, inject) for inject in injects]
        leads, doings, handed = (any(each) for each in zip(*every, strict=True))
        if not leads or handed:
            yield Trial(bits, 0, 0, handed=False)
            chosen = dict.fromkeys(trial.chosen for trial in trials) if doings else {}
            yield from (Trial(bits | each, 0, each, handed=False) for each in chosen if each)
        if leads or handed:
            yield from (trial for trial in trials if trial.handed or leads)

    def _orders(self, place: Place, inject: CompiledInject) -> tuple[bool, bool, bool]:
        """Return whether an inject leads away, and whether it matters what was done, or handed over, before."""
        key = (place.number, inject.key)
        found = self._found.get(key)
        if found is None:
            leads = inject.target >= 0 and not place.over
            found = leads, leads or bool(inject.touches & place.doings), _order_matters(place, inject)
            self._found[key] = found
        return found

    def fired(self, place: Place, inject: CompiledInject, trial: Trial, values: Values) -> Iterator[Outcome]:
        """Yield the result of an inject that the facilitator fires; one that adds to a variable is fired once."""
        bits = trial.bits
        if inject.question is not None and not self.holds(inject.question, bits, values):
            return
        self.came.add(inject.key)
        restarted = self.compiled.clock.restarted(values, inject.resets)
        after, then = self.changed(inject.effects, bits | inject.happened, restarted)
        way = place.leads.get(inject.key)
        if way is not None:
            yield self._led_away(place, way, Deed(way.edge, trial, inject.key), after, then)
        elif (after, then) != (bits, values):
            yield Outcome(INJECT, place.number, after, then, Deed(INJECT, trial, inject.key))

    def _led_away(self, place: Place, way: Exit, deed: Deed, bits: int, values: Values) -> Outcome:
        """Return the result of an inject that takes the team away, also out of a handover that was not done."""
        if not (deed.trial.handed or bits & place.handed):
            bits = with_losses(place.losses, bits)
        return self.outcome(place, way, deed, bits, values)

    @staticmethod
    def coming(place: Place, bits: int) -> Coming | None:
        """Return what comes next by room time at an event, if anything does."""
        for each in place.coming:
            if any(not bits & inject.happened for inject in each.injects):
                return each
        return None

    def come(self, place: Place, comes: Coming, moments: Iterable[Trial], values: Values) -> Iterator[Outcome]:
        """Yield the results of what comes at one second of room time: one that leads away ends it."""
        for trial in moments:
            bits, then, last = trial.bits | comes.expired, values, ""
            for inject in comes.injects:
                if bits & inject.happened:
                    continue
                last, fits = inject.key, self.holds(inject.question, bits, then)
                bits |= inject.happened
                if not fits:
                    continue
                self.came.add(inject.key)
                bits, then = self.changed(inject.effects, bits, self.compiled.clock.restarted(then, inject.resets))
                way = place.leads.get(inject.key)
                if way is not None:
                    yield self._led_away(place, way, Deed(way.edge, trial, last, comes.second), bits, then)
                    break
            else:
                yield Outcome(INJECT, place.number, bits, then, Deed(INJECT, trial, last, comes.second))

    def only_asked(self, place: Place, bits: int, values: Values) -> None:
        """Evaluate the conditions of what happens at an ending, where nothing leads on."""
        list(self.during(place, bits, values, ()))
        while comes := self.coming(place, bits):
            (after,) = self.come(place, comes, [Trial(bits, 0, 0, handed=False)], values)
            bits, values = after.bits, after.values

    def trials(self, place: Place, bits: int) -> list[Trial]:
        """Return every way of doing the event that can make a difference, the fullest handover first."""
        wanted = place.kept(bits).wanted & ~bits
        open_now = not bits & place.handed
        passing = [
            (1 << number, each)
            for number, each in enumerate(place.passing)
            if open_now and bits & each.sender == each.sender and (each.bits | each.lost) & wanted
        ]
        free = [bit for bit in place.marks if bit & wanted]
        if place.waits & wanted and not place.waits_after & ~bits:
            free.append(place.waits)
        free += [bit for _item, bit in place.ticks if bit & wanted]
        if not passing and not free:
            passes, frees = [0], [0]
        elif len(passing) + len(free) >= MOST_TRIED.bit_length() or self._tried > MOST_TRIED_IN_ALL:
            self._cut = self._cut or "handover"
            passes, frees = few_subsets([bit for bit, _each in passing]), few_subsets(free)
        else:
            passes, frees = subsets([bit for bit, _each in passing])[::-1], subsets(free)
        found = []
        hands = place.hands_over and open_now
        for passed in passes:
            after = bits
            for bit, each in passing:
                if bit & passed:
                    after |= each.bits
            if hands:
                after = with_losses(place.losses, after | place.handed)
            found += [_made(Trial, (after | chosen, passed, chosen, hands)) for chosen in frees]
        self._tried += len(found)
        return found


def _order_matters(place: Place, inject: CompiledInject) -> bool:
    """Return whether it makes a difference if an inject comes before the handover at an event, or after it."""
    senders = known = 0
    for passing in place.passing:
        senders |= passing.sender
    for bit, _lost in place.losses:
        known |= bit
    return bool(inject.touches & (place.passes | senders) or inject.sets & known)


def with_losses(losses: Sequence[tuple[int, int]], bits: int) -> int:
    """Return the bits after a handover, with those of what a receiver must know by then and does not."""
    for known, lost in losses:
        if not bits & known:
            bits |= lost
    return bits


def subsets(bits: Sequence[int]) -> list[int]:
    """Return every combination of some bits, the empty one first and all of them last."""
    found = [0]
    for bit in bits:
        found += [each | bit for each in found]
    return found


def few_subsets(bits: Sequence[int]) -> list[int]:
    """Return all bits, none, each alone, and all but each: for where there are too many combinations."""
    everything = sum(bits)
    return list(dict.fromkeys((everything, 0, *bits, *(everything ^ bit for bit in bits))))
