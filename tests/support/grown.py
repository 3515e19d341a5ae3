"""Drawn journeys with all that can be said about them: receivers apart, documents, story time, what comes by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from support.graphs import raw_scenario
from support.journeys import FACTS, ROLES

LENGTHS = ("10 min", "1 h", "1 day", "3 days")
MOMENTS = ("day 1 08:00", "day 1 09:30", "day 2 07:00", "day 3 12:00")


@st.composite
def grown(draw: st.DrawFn, most_events: int = 5) -> Scenario:
    """Draw a scenario that has no errors, in which everything new depends on something."""
    return scenario_or_error(read_scenario(json.dumps(draw(raw_grown(most_events))), "prov.yaml"))


@st.composite
def raw_grown(draw: st.DrawFn, most_events: int = 5) -> dict[str, Any]:
    """Draw such a scenario as its file would hold it."""
    names = [f"e{index}" for index in range(draw(st.integers(2, most_events)))]
    kinds = {name: draw(st.sampled_from(["next", "handover", "handover", "decision"])) for name in names[:-1]}
    some = st.lists(st.sampled_from(["left", "right"]), min_size=1, max_size=2, unique=True)
    options = {name: draw(some) for name, kind in kinds.items() if kind == "decision"}
    growing = _Growing(draw, names, options)
    raw = raw_scenario(
        {name: growing.event(number, name, kinds.get(name, "ending")) for number, name in enumerate(names)}
    )
    raw["roles"]["doctor"] = {"title": "Läkare", "brief": "Du har jour."}
    raw["facts"] = {
        fact: {"text": fact, "known_by": draw(st.lists(st.sampled_from(ROLES), unique=True))} for fact in FACTS
    }
    raw["variables"] = {"trust": 1, "called": False}
    raw["documents"] = {
        "list": {
            "title": "Listan",
            "text": growing.words(),
            "facts": draw(st.lists(st.sampled_from(FACTS), min_size=1, max_size=2, unique=True)),
        }
    }
    raw["starts"] = "2026-03-07 08:00"
    raw["injects"] = {f"i{number}": growing.inject(number) for number in range(draw(st.integers(0, 3)))}
    return raw


class _Growing:
    """Draws the parts of one journey."""

    def __init__(self, draw: st.DrawFn, names: Sequence[str], options: Mapping[str, Sequence[str]]) -> None:
        self.draw = draw
        self.names = names
        self.options = options
        self.conditions = _conditions(tuple(names), tuple(sorted({each for some in options.values() for each in some})))

    def one_in(self, many: int) -> bool:
        return self.draw(st.integers(1, many)) == many

    def target(self, number: int) -> str:
        onwards = [*self.names[number + 1 :]]
        return self.draw(st.sampled_from([*onwards * 3, *self.names]))

    def condition(self) -> str:
        return self.draw(self.conditions)

    def words(self) -> Any:
        if not self.one_in(4):
            return "Det händer något."
        return [{"when": self.condition(), "text": "Antingen."}, {"text": "Eller {trust}."}]

    def effects(self) -> list[dict[str, Any]]:
        done = st.one_of(
            st.just({"set": {"called": True}}),
            st.sampled_from([1, 1, -1]).map(lambda amount: {"add": {"trust": amount}}),
            st.tuples(st.sampled_from(ROLES), st.sampled_from(FACTS)).map(lambda pair: {"learn": {pair[0]: [pair[1]]}}),
        )
        found = self.draw(st.lists(done, max_size=1))
        return [{"when": self.condition(), **each} if self.one_in(2) else each for each in found]

    def ways(self, number: int, most: int = 1) -> list[dict[str, str]]:
        asked = [{"when": self.condition(), "to": self.target(number)} for _ in range(self.draw(st.integers(0, most)))]
        return [*asked, {"to": self.target(number)}]

    def event(self, number: int, name: str, kind: str) -> dict[str, Any]:
        whole: dict[str, Any] = {"title": name, "text": self.words(), "effects": self.effects()}
        if self.one_in(3):
            whole["after"] = self.draw(st.sampled_from(LENGTHS))
        elif self.one_in(4):
            whole["at"] = self.draw(st.sampled_from(MOMENTS))
        if self.one_in(2):
            roles = self.draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True))
            whole["present"] = [{"role": role, "when": self.condition()} if self.one_in(2) else role for role in roles]
        if self.one_in(3):
            whole["shows"] = ["list"] if self.one_in(2) else {"list": [self.draw(st.sampled_from(ROLES))]}
        if self.one_in(4):
            whole["checklist"] = {f"tick-{name}": {"text": "Gjort", "required": self.draw(st.booleans())}}
        match kind:
            case "ending":
                return {**whole, "ending": self.words()}
            case "decision":
                by = self.draw(st.sampled_from(["team", *ROLES]))
                whole["decision"] = {"by": by, "question": self.words(), "options": self.choices(number, name)}
            case _:
                if kind == "handover":
                    whole["handover"] = self.handover()
                whole["next"] = self.ways(number, 2)
        if self.one_in(3):
            limit = self.draw(st.sampled_from(["1 min", "2 min", "3 min"]))
            whole["timer"] = limit if self.one_in(2) else {"limit": limit, "next": self.target(number)}
        return whole

    def choices(self, number: int, name: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in self.options[name]:
            found[key] = {"text": self.words(), "next": self.ways(number), "effects": self.effects()}
            if self.one_in(3):
                found[key]["when"] = self.condition()
            if self.one_in(4):
                found[key]["feedback"] = self.words()
        return found

    def handover(self) -> dict[str, Any]:
        sender, other, receiver = self.draw(st.permutations(ROLES))
        senders: Any = sender
        receivers = [receiver, other] if self.one_in(3) else [receiver]
        if other not in receivers and self.one_in(2):
            senders = [{"when": self.condition(), "role": other}, {"role": sender}]
        parts = ("must", "should", "noise", "must_not", "must_not")
        to: dict[str, Any] = {}
        for role in receivers:
            facts = self.draw(st.lists(st.sampled_from(FACTS), max_size=2, unique=True))
            to[role] = {}
            for fact in facts:
                to[role].setdefault(self.draw(st.sampled_from(parts)), []).append(fact)
        return {"from": senders, "to": to, "format": "sbar"}

    def inject(self, number: int) -> dict[str, Any]:
        whole: dict[str, Any] = {"title": "Det ringer", "text": self.words(), "effects": self.effects()}
        if self.one_in(2):
            whole["when"] = self.condition()
        if self.one_in(2):
            whole["next"] = self.draw(st.sampled_from(self.names))
        choices = [(name, key) for name, keys in self.options.items() for key in keys]
        match self.draw(st.integers(0, 4)):
            case 0:
                whole["arrives"] = {"at": self.draw(st.sampled_from(MOMENTS))}
            case 1:
                since = [*self.names[:-1], *(f"{name}.{key}" for name, key in choices)]
                since += [f"i{before}" for before in range(number)]
                length = self.draw(st.sampled_from(["5 min", "10 min", "2 h", "1 day"]))
                whole["arrives"] = {"after": length, "from": self.draw(st.sampled_from(since))}
            case 2 | 3:
                room = self.draw(st.sampled_from(["30 s", "1 min", "2 min", "4 min"]))
                whole["arrives"] = {"room": room, "from": self.draw(st.sampled_from(self.names))}
        return whole


def _conditions(names: tuple[str, ...], options: tuple[str, ...]) -> st.SearchStrategy[str]:
    role, fact, event = st.sampled_from(ROLES), st.sampled_from(FACTS), st.sampled_from(names)
    comparison = st.sampled_from(["<", "<=", "==", ">=", ">"])
    tests = st.one_of(
        st.builds("{} knows {}".format, role | st.sampled_from(["anybody", "everybody"]), fact),
        st.builds("{} knows {}".format, role, fact),
        st.builds("leaked {}".format, fact),
        st.builds("leaked {} to {}".format, fact, role),
        st.builds("visited {}".format, event),
        st.builds("expired {}".format, event),
        st.builds("trust {} {}".format, comparison, st.integers(0, 2)),
        st.builds("day {} {}".format, comparison, st.integers(1, 3)),
        st.builds("clock {} {}".format, comparison, st.sampled_from(["8:00", "09:30", "12:00", "23:00"])),
        st.builds("since {} {} {}".format, event, comparison, st.sampled_from(["5 min", "1 h", "2 days"])),
        *([st.builds("chose {}".format, st.sampled_from(options))] if options else []),
    )
    plain = tests | tests.map("not {}".format)
    return plain | st.builds("{} {} {}".format, plain, st.sampled_from(["and", "or"]), plain)
