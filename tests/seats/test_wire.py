"""What passes through the pipe: every message comes back as it went, and everything else is garbled."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.journal.store import Device, Line, ScenarioText
from esthersim.seats import wire
from esthersim.seats.wire import Down, Garbled, Up, read_down, read_up, written
from support.examples import examples

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
SECONDS = st.floats(0, 1e9)
FLAGS = st.booleans()
MAPS = st.dictionaries(TEXTS, TEXTS, max_size=3)


def some(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a strategy of a few of them."""
    return st.lists(each, max_size=3).map(tuple)


LINES = st.builds(Line, NUMBERS, TEXTS, SECONDS, TEXTS, TEXTS)
DEVICES = st.builds(Device, TEXTS, TEXTS, NUMBERS, TEXTS, TEXTS, admitted=FLAGS, people=NUMBERS)
CLOCKS = st.builds(wire.Clocked, SECONDS, running=FLAGS)
LOOKS = st.builds(wire.Look, TEXTS, sound=FLAGS)
SEATINGS = st.builds(wire.Seating, some(DEVICES), TEXTS, open=FLAGS, screen=TEXTS)
BEGUN = st.builds(wire.Begun, NUMBERS, TEXTS, TEXTS, NUMBERS, MAPS)
SCENARIOS = st.builds(ScenarioText, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, MAPS, MAPS, MAPS, MAPS)
DOWN = {
    wire.Opened: st.builds(
        wire.Opened, TEXTS, SCENARIOS, some(LINES), TEXTS, NUMBERS, TEXTS, SEATINGS, some(BEGUN), CLOCKS, LOOKS, TEXTS
    ),
    wire.News: st.builds(wire.News, some(LINES), CLOCKS),
    wire.Beat: st.builds(wire.Beat, CLOCKS),
    wire.Answer: st.builds(wire.Answer, NUMBERS, st.none() | TEXTS, some(TEXTS)),
    wire.Begun: BEGUN,
    wire.Seating: SEATINGS,
    wire.Looks: st.builds(wire.Looks, LOOKS),
}
UP = {
    wire.Ready: st.builds(wire.Ready, NUMBERS, TEXTS),
    wire.Join: st.builds(wire.Join, NUMBERS, TEXTS, TEXTS, TEXTS, TEXTS, NUMBERS),
    wire.WrongCode: st.builds(wire.WrongCode),
    wire.Leave: st.builds(wire.Leave, TEXTS),
    wire.Speak: st.builds(wire.Speak, TEXTS, TEXTS),
    wire.Asked: st.builds(wire.Asked, NUMBERS, TEXTS, TEXTS, TEXTS, TEXTS, NUMBERS, TEXTS),
    wire.Drafted: st.builds(wire.Drafted, TEXTS, TEXTS, TEXTS, NUMBERS, MAPS),
    wire.Streams: st.builds(wire.Streams, some(TEXTS), NUMBERS, some(TEXTS)),
}
ANYTHING = st.recursive(
    st.none() | FLAGS | NUMBERS | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def test_every_kind_of_message_is_tried_here() -> None:
    """A new kind has to be added above."""
    assert set(DOWN) == set(get_args(Down))
    assert set(UP) == set(get_args(Up))


@examples(3)
@given(st.one_of(*DOWN.values()))
def test_what_goes_down_comes_out_as_it_went_in(message: Down) -> None:
    """One line for each message, whatever signs are in its texts."""
    line = written(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert read_down(line) == message


@examples(3)
@given(st.one_of(*UP.values()))
def test_what_goes_up_comes_out_as_it_went_in(message: Up) -> None:
    """The same upwards; and no message of one direction is one of the other."""
    line = written(message)
    assert line.count(b"\n") == 1
    assert read_up(line) == message
    with pytest.raises(Garbled):
        read_down(line)


@examples(5)
@given(st.binary(max_size=80) | ANYTHING.map(lambda each: json.dumps(each).encode()))
def test_garbage_is_garbled_and_nothing_else(line: bytes) -> None:
    """Bytes that are no JSON, and JSON that is no message."""
    for read in (read_up, read_down):
        with pytest.raises(Garbled):
            read(line)


@examples(5)
@given(st.one_of(*UP.values()), st.data())
def test_a_message_with_something_wrong_in_it_is_garbled_or_whole(message: Up, data: st.DataObject) -> None:
    """Any field gone or of another kind: it is a message of the right kind, or it is garbled; no other error."""
    body = json.loads(written(message))
    field = data.draw(st.sampled_from(sorted(body)))
    if data.draw(FLAGS):
        del body[field]
    else:
        body[field] = data.draw(ANYTHING)
    try:
        found = read_up(json.dumps(body).encode())
    except Garbled:
        return
    assert isinstance(found, get_args(Up))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        b'{"is": "ready"}',
        b'{"is": "nothing", "port": 1}',
        b'{"is": ["ready"], "port": 1}',
        b'{"is": "Ready", "port": 1}',
        b'{"is": "opened", "port": 1}',
        b'{"is": "ready", "port": "eight"}',
        b'{"is": "ready", "port": 1e400}',
        b'{"is": "ready", "port": ' + b"9" * 5000 + b"}",
        b'{"is": "ready", "port": 1, "why": "\xff"}',
        b'{"is": "ready", "port": 1, "why": "\\ud800"}',
        b'{"is": "leave", "token": null}',
        b'{"is": "streams", "tokens": "abc"}',
        b'{"is": "drafted", "token": "t", "form": "f", "event": "e", "arrival": 1, "texts": {"a": 1}}',
        b"[" * 60_000,
        b'{"is":' * 9000,
    ],
    ids=range(18),
)
def test_each_of_these_is_garbled(line: bytes) -> None:
    """Also what is nested without end, a number without end, and half a sign."""
    with pytest.raises(Garbled) as caught:
        read_up(line)
    assert not caught.value.args
    assert caught.value.__cause__ is None


def test_a_line_has_an_end() -> None:
    """What is longer than a form can be is not read at all."""
    line = written(wire.Leave("t"))
    assert read_up(line.ljust(wire.LONGEST_LINE)) == wire.Leave("t")
    with pytest.raises(Garbled):
        read_up(line.ljust(wire.LONGEST_LINE + 1))
