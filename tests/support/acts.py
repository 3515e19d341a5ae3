"""Acts in tests: runs in any state, and any value that an act asks for."""

from __future__ import annotations

from datetime import date
from typing import Any, assert_never

from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play.plays import Player
from esthersim.play.rules import initial
from esthersim.runs.asks import Ask, Choice, Days, Form, Nothing, Number, Text, Ticks
from support.players import commands
from support.scenarios import rich_scenarios

CLEAN_TEXTS = st.sampled_from(["Esther frågar.", "Två rader\nsom någon skrev", "å"])


@st.composite
def players(draw: st.DrawFn) -> Player:
    """Draw a run of any scenario that was asked all sorts of things, in any of the steps."""
    player = Player(initial(draw(rich_scenarios())))
    player.do(c.Start(("p9",), ("k9",)))
    for _ in range(draw(st.sampled_from([0, 1, *[2] * 8, 3, 3, 4, 4, 5]))):
        player.do(c.Advance(override=True))
        for command in draw(st.lists(commands(), max_size=4)):
            player.do(command)
    return player


def values(ask: Ask) -> st.SearchStrategy[Any]:
    """Return a strategy of every value that an ask takes; of a choice only what nothing stands against."""
    match ask:
        case Nothing():
            return st.none()
        case Choice(options):
            return st.sampled_from([each.id for each in options if each.why is None])
        case Ticks(options, _ticked, least, most):
            ids = st.sampled_from([each.id for each in options]) if options else st.nothing()
            return st.lists(ids, min_size=least, max_size=min(most, len(options)), unique=True).map(tuple)
        case Text():
            return CLEAN_TEXTS
        case Number(least, most):
            return st.integers(least, most)
        case Days(most):
            days = st.dates(date(2026, 1, 1), date(2027, 1, 1))
            return st.lists(days, min_size=1, max_size=most).map(tuple)
        case Form(fields):
            return st.fixed_dictionaries(
                {each.id: values(each.ask) for each in fields if not each.optional},
                optional={each.id: values(each.ask) for each in fields if each.optional},
            )
        case _:
            assert_never(ask)
