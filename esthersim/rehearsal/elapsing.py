"""How story time passes between compiled states, and when an inject is due.

Time since something is kept no further than anything compares it, so that longer makes no state of its own. The time
since the start is kept until the last moment that anything names; after that, where a condition asks for the time of
day, only that. Months have no fixed length: there the calendar is followed for as long as every event takes once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from esthersim.authored import conditions as c
from esthersim.authored.conditions import CLOCK, Condition
from esthersim.authored.durations import Duration
from esthersim.play.story import moment_of, story_after
from esthersim.rehearsal.questions import DAY_LONG, Values, seconds_of_day
from esthersim.rehearsal.readable import Readable, coming, is_clock, source_of, tests
from esthersim.scenario.model import UNDATED, Arrival, Event, Scenario

LONGEST_MONTH = 31 * DAY_LONG
"""Seconds."""


class Due(NamedTuple):
    """When an inject comes by story time: at a second since the start, or a length after something happened."""

    at: int | None
    after: Duration
    since: int
    """The place of the time since that happened."""


class Clock:
    """The story clock of one scenario, as seconds among the values of a state."""

    def __init__(
        self, scenario: Scenario, readable: Readable, conditions: Iterable[Condition], *, endless: bool = False
    ) -> None:
        """Find how far time is followed; if `endless`, the time since the start is followed for ever."""
        self.starts = scenario.starts or UNDATED
        self.now = -1 if readable.now is None else readable.now
        self.runs = readable.tells_time
        """Whether anything reads story time at all."""
        self.cut = False
        """Whether time was followed no further though that may make a difference."""
        conditions = tuple(conditions)
        came = coming(scenario)
        arrivals = [each.arrives for key, each in scenario.injects.items() if key in came and each.arrives]
        self._events = [(event.after, self._at(event)) for event in scenario.events.values()]
        self._most = _longest_times(scenario, readable, conditions, arrivals)
        marks = [at for _after, at in self._events if at is not None]
        marks += [at for each in arrivals if each.at and (at := self._second(moment_of(each.at, self.starts)))]
        days, self.exact = _days(scenario, conditions)
        """Whether it makes no difference how far time is followed."""
        marks += [(day + 1) * DAY_LONG - seconds_of_day(self.starts) for day in days]
        lengths = [event.after for event in scenario.events.values() if event.after]
        lengths += [each.after for each in arrivals if each.after]
        if not self.exact or any(each.months for each in lengths):
            self.exact = False
            marks.append(max([0, *marks]) + sum(_at_most(each) for each in lengths))
        self._last = None if endless else max([0, *marks]) + 1
        named = (each.text for condition in conditions for each in c.names(condition.part))
        self._repeats = CLOCK in named and is_clock(CLOCK, scenario)

    def _at(self, event: Event) -> int | None:
        return self._second(moment_of(event.at, self.starts)) if event.at else None

    def _second(self, moment: datetime | None) -> int | None:
        return None if moment is None else int((moment - self.starts).total_seconds())

    def due_of(self, scenario: Scenario, readable: Readable, arrival: Arrival) -> Due | None:
        """Return when an inject comes by story time; `None` where it never does."""
        if arrival.at:
            at = self._second(moment_of(arrival.at, self.starts))
            return None if at is None else Due(at, Duration(), -1)
        source = source_of(scenario, arrival)
        return Due(None, arrival.after, readable.place(source)) if source and arrival.after else None

    def first(self, values: Values) -> Values:
        """Return the values when the story begins, at the first event."""
        if self.now >= 0:
            values = (*values[: self.now], 0, *values[self.now + 1 :])
        return self.later(values, self.until(0, values, 0))

    def until(self, number: int, values: Values, gone: int) -> int:
        """Return the seconds until the arrival at an event, which began to count that many seconds ago."""
        after, at = self._events[number]
        now = values[self.now] if self.now >= 0 else None
        if after is not None:
            if not after.months:
                return max(0, after.seconds - gone)
            return 0 if now is None else max(0, self._after(int(now) - gone, after) - int(now))
        return 0 if at is None or now is None else max(0, at - int(now))

    def _after(self, second: int, length: Duration) -> int:
        """Return the second that lies a length after another, by the calendar."""
        try:
            moment = self.starts + timedelta(seconds=second)
        except OverflowError:
            moment = datetime.max  # noqa: DTZ901 - story time has no time zone
        return int((story_after(moment, length) - self.starts).total_seconds())

    def due(self, due: Due, values: Values) -> int | None:
        """Return the seconds until an inject is due, below zero where it was; `None` where that is not known yet."""
        now = int(values[self.now] or 0) if self.now >= 0 else 0
        if due.at is not None:
            return due.at - now
        passed = values[due.since]
        if passed is None:
            return None
        if due.after.months:
            return self._after(now - int(passed), due.after) - now
        return due.after.seconds - int(passed)

    def later(self, values: Values, seconds: int) -> Values:
        """Return the values when that many seconds have passed."""
        if not seconds:
            return values
        new = list(values)
        for place, most in self._most:
            passed = new[place]
            if passed is not None:
                new[place] = min(int(passed) + seconds, most)
        if self.now >= 0 and (now := new[self.now]) is not None:
            new[self.now] = self._within(int(now) + seconds)
        return tuple(new)

    def _within(self, now: int) -> int:
        last = self._last
        if last is None or now <= last:
            return now
        self.cut = self.cut or not self.exact
        return last + (now - last) % DAY_LONG if self._repeats else last

    @staticmethod
    def restarted(values: Values, place: int) -> Values:
        """Return the values when the thing from which the time at a place is counted happens; -1 for no place."""
        return values if place < 0 else (*values[:place], 0, *values[place + 1 :])


def _longest_times(
    scenario: Scenario, readable: Readable, conditions: Iterable[Condition], arrivals: Iterable[Arrival]
) -> tuple[tuple[int, int], ...]:
    """Return the place of each time since something, and the most seconds that are distinguished there."""
    most = dict.fromkeys(readable.since.values(), 0)
    for condition in conditions:
        for test in tests(condition.part):
            if isinstance(test, c.Since):
                place = readable.since["visited", test.event.text]
                most[place] = max(most[place], test.length.total_seconds)
    for arrival in arrivals:
        source = source_of(scenario, arrival)
        if source and arrival.after:
            place = readable.since[source]
            most[place] = max(most[place], _at_most(arrival.after))
    return tuple((place, length + 1) for place, length in most.items())


def _at_most(length: Duration) -> int:
    return length.seconds + length.months * LONGEST_MONTH


def _days(scenario: Scenario, conditions: Iterable[Condition]) -> tuple[list[int], bool]:
    """Return the days that are compared with the day of the story, and whether these are all that matter."""
    days: list[int] = []
    exact = True
    for side, other in _compared(conditions):
        if isinstance(side, c.Name) and is_clock(side.text, scenario):
            if isinstance(other, c.Name):
                exact = False
            elif side.text != CLOCK and other is not None:
                days.append(ceil(other))
    return days, exact


def _compared(conditions: Iterable[Condition]) -> Iterator[tuple[object, c.Name | c.Value | None]]:
    for condition in conditions:
        for test in tests(condition.part):
            if isinstance(test, c.Compare):
                yield test.left, test.right
                yield test.right, test.left
