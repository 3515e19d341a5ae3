"""What seats do at their own devices, on the screens of a run: joining, asking to stop, proposing, saying back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.vocabulary import FactStatus, Ticking
from esthersim.screens.simulation import SimulationScreen
from esthersim.seats import wire
from esthersim.seats.host import SeatsHost
from support.frames import Stage
from support.graphs import raw_scenario
from support.playing_room import SIZES, playing
from support.seats import HOTSPOT, FakeChild, fake_children


def scenario_file(folder: Path) -> Path:
    """Write a journey in which nurse and doctor decide, and then hand over to ward and son."""
    import json

    raw = raw_scenario(
        {
            "one": {
                "title": "The choice",
                "text": "It rings.",
                "decision": {
                    "by": ["nurse", "doctor"],
                    "question": "What now?",
                    "options": {
                        "wait": {"text": "Wait and see", "next": "two"},
                        "ring": {"text": "Ring the ward", "next": "two"},
                    },
                },
            },
            "two": {
                "title": "The call",
                "text": "The ward answers.",
                "handover": {
                    "from": "nurse", "to": ["ward", "son"], "format": "sbar", "must": ["dizzy"], "read_back": True,
                },
                "next": "end",
            },
            "end": {"title": "End", "text": "Over.", "ending": "Good"},
        }
    )  # fmt: skip
    raw["roles"] = {
        "esther": {"title": "Esther", "brief": "You.", "patient": True},
        **{role: {"title": role.title(), "brief": "You."} for role in ("nurse", "doctor", "ward", "son")},
    }
    raw["facts"] = {"dizzy": {"text": "She is dizzy", "known_by": ["nurse"]}}
    raw["id"], raw["language"] = "seats", "en"
    file = folder / "seats.yaml"
    file.write_text(json.dumps(raw), encoding="utf-8")
    return file


@asynccontextmanager
async def with_seats(
    folder: Path, size: tuple[int, int] = (120, 40), language: str = "en"
) -> AsyncIterator[tuple[Stage, SeatsHost, FakeChild]]:
    """Play with the pages open."""
    async with playing(folder, scenario_file(folder), size, language) as stage:
        children = fake_children()
        stage.app.seats.child = children
        stage.app.seats.open(HOTSPOT.host)
        child = children.made[-1]
        child.say(wire.Ready(8765))
        await stage.settle()
        assert stage.app.seats.host is not None
        yield stage, stage.app.seats.host, child


async def seated(stage: Stage, host: SeatsHost, child: FakeChild, *seats: str) -> dict[str, str]:
    """Let these seats join, and let them in."""
    tokens = {seat: child.join(host, seat, name=f"{number}") for number, seat in enumerate(seats)}
    await stage.settle()
    for device in host.devices.all:
        host.admit(device)
    await stage.settle()
    return tokens


async def test_the_header_counts_telephones_and_joining_is_said(tmp_path: Path) -> None:
    """On every screen of the run; the shared screen's header stays the title alone."""
    async with with_seats(tmp_path) as (stage, host, child):
        child.join(host, "nurse", name="a")
        await stage.settle()
        assert "0 telephones, 1 waits · 0:00" in stage.text()
        assert "Nurse: telephone 1 waits to be let in." in stage.text()
        host.admit(host.devices.all[0])
        await stage.settle()
        assert "1 telephone · 0:00" in stage.text()
        await stage.press("s")
        assert "1 telephone" not in stage.text()


async def test_before_seats_are_opened_nothing_is_counted(tmp_path: Path) -> None:
    """Whoever plays with one screen sees no trace of telephones."""
    async with playing(tmp_path, scenario_file(tmp_path), (120, 40)) as stage:
        assert "telephone" not in stage.text()


@pytest.mark.parametrize(
    ("keys", "who"), [((), "Doctor"), (("j",), "Doctor"), (("s",), "somebody"), (("z",), "somebody")]
)
async def test_a_stop_is_seen_and_heard_on_every_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], who: str
) -> None:
    """At once, and until the clock is started again; where others read along, not who asks."""
    async with with_seats(tmp_path) as (stage, host, child):
        tokens = await seated(stage, host, child, "doctor")
        await stage.press(*keys)
        rung: list[bool] = []
        monkeypatch.setattr(stage.app, "bell", lambda: rung.append(True))
        child.ask(tokens["doctor"], e.StopAsked(seat="doctor"), id="s1")
        await stage.settle()
        assert f"■ STOP: {who} asks to stop." in stage.text()
        assert rung == [True]
        await stage.press("p")
        assert "■ STOP" in stage.text()
        await stage.press("p")
        assert "■ STOP" not in stage.text()


async def test_a_stop_is_seen_behind_a_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind it, and as a notification above it; the question stays."""
    async with with_seats(tmp_path) as (stage, host, child):
        tokens = await seated(stage, host, child, "doctor")
        await stage.press("t")
        question, notified = stage.app.screen, list[str]()
        monkeypatch.setattr(stage.app, "bell", lambda: None)
        monkeypatch.setattr(stage.app, "notify", lambda text, **_how: notified.append(text))
        child.ask(tokens["doctor"], e.StopAsked(seat="doctor"), id="s1")
        await stage.settle()
        assert notified == ["■ STOP: somebody asks to stop."]
        assert "■ STOP: Doctor asks to stop." in stage.text()
        assert stage.app.screen is question


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_proposals_are_on_the_console_and_only_a_sign_of_them_on_the_shared_screen(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    """Who proposes what is for the facilitator and those who decide."""
    async with with_seats(tmp_path, size, language) as (stage, host, child):
        tokens = await seated(stage, host, child, "nurse", "doctor")
        for seat in ("nurse", "doctor"):
            stage.session.do(e.Seated(seat, 1))
        here = stage.state().here
        child.ask(tokens["nurse"], e.Proposed("ring", seat="nurse"), id="p1", event=here.event, arrival=here.way.seq)
        await stage.settle()
        stage.compare("proposed")
        await stage.press("s")
        assert "Nurse" not in stage.text().split("Ring the ward")[1]
        stage.compare("proposed-shared")


async def test_a_decision_that_the_seats_settle_moves_the_console(tmp_path: Path) -> None:
    """Within a redraw; a key that was meant for the old event then does nothing."""
    async with with_seats(tmp_path) as (stage, host, child):
        tokens = await seated(stage, host, child, "nurse", "doctor")
        here = stage.state().here
        for seat in ("nurse", "doctor"):
            ask = e.Proposed("ring", seat=seat)
            child.ask(tokens[seat], ask, id=f"p{seat}", event=here.event, arrival=here.way.seq)
        await stage.settle()
        assert isinstance(stage.app.screen, SimulationScreen)
        assert stage.state().here.event == "two"
        assert "The ward answers." in stage.text()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_handover_from_the_seats(tmp_path: Path, size: tuple[int, int]) -> None:
    """What each receiver says back, and the ticks side by side with whose they are; the facilitator's replace them."""
    async with with_seats(tmp_path, size) as (stage, host, child):
        tokens = await seated(stage, host, child, "nurse", "ward", "son")
        session = stage.session
        assert session.do(c.Choose("ring")) is None
        assert session.do(e.TickingAgreed(Ticking.BOTH_SIDES)) is None
        await stage.press("h", *(("f",) if size == (80, 24) else ()))
        here = stage.state().here
        asks: list[tuple[str, Command]] = [
            ("nurse", e.FactMarked("dizzy", FactStatus.GIVEN, seat="nurse")),
            ("nurse", c.Send(seat="nurse")),
            ("ward", e.FactMarked("dizzy", FactStatus.MISSING, receiver="ward", seat="ward")),
            ("ward", e.SaidBack("She falls easily.", seat="ward")),
            ("son", e.SaidBack("", seat="son")),
        ]
        for number, (seat, command) in enumerate(asks):
            child.ask(tokens[seat], command, id=f"h{number}", event=here.event, arrival=here.way.seq)
        await stage.settle()
        assert "◂ Nurse: has sent it" in stage.text()
        assert "◂ Ward: “She falls easily.”" in stage.text()
        assert "◂ Son: has received it" in stage.text()
        assert "Every receiver has said it back. Enter: received" in stage.text()
        stage.compare("handover-from-seats")
        await stage.press("1", "w")
        assert "Nurse: heard" not in stage.text()
        assert "WRONG" in stage.text()
