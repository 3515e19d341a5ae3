"""Runs of scenarios with everything that came later: kept, read back, resumed, replayed, with all their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store, open_store
from esthersim.journal.reading import journal_of, scenario_of
from esthersim.journal.scenario_text import scenario_text, text_hash
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText, Store
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import FactStatus
from support.players import comparable
from support.problem_examples import patched

ADDED: dict[str, Any] = {
    "starts": "2026-03-07 08:00",
    "roles": {"granne": {"title": "Grannen", "brief": "Du bor intill.", "patient": True}},
    "events": {
        "samtalet": {
            "after": "2 h",
            "shows": ["listan"],
            "handover": {"to": {"lakare": {"must": ["vikten"]}, "granne": {"must_not": ["vikten"]}}, "must": None},
        }
    },
    "documents": {"listan": {"title": "Listan", "text": "Fem", "facts": ["katten"]}},
    "injects": {
        "svaret": {"title": "Svaret", "text": "5,9", "arrives": {"after": "1 h", "from": "hemma"}},
        "larmet": {"title": "Larmet", "text": "Det ringer", "arrives": {"room": "3 min", "from": "samtalet"}},
    },
}


def text(**more: Any) -> ScenarioText:
    """Return the scenario as a run carries it."""
    body = json.dumps(patched({**ADDED, **more}), ensure_ascii=False)
    return ScenarioText("kort", "Ett kort fall", "sv", body, text_hash(body))


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty store of each kind."""
    with closing(memory_store() if request.param == "memory" else open_store(str(tmp_path / "runs.db"))) as opened:
        yield opened


def played(store: Store, clock: ManualClock, carried: ScenarioText) -> Session:
    """Return a run that has done some of everything."""
    session = Session.begin(store, carried, clock, run="r1")
    given = FactStatus.GIVEN
    for command in (
        c.Advance(override=True),
        c.Advance(override=True),
        e.InjectHeld("larmet"),
        e.InjectHeld("larmet", held=False),
        e.EstherRated(4, "granne"),
        c.Choose("ring"),
        e.FactMarked("vikten", given, "lakare"),
        e.FactMarked("katten", given, sender_knew=False),
    ):
        assert session.do(command) is None
    clock.advance(200)
    assert session.do(c.Send()) is None
    assert session.do(c.Receive()) is None
    return session


def test_a_run_is_read_back_as_it_was_played(store: Store) -> None:
    """Arrivals, what was held, receivers apart and ratings are in the journal, and the state follows from it."""
    clock = ManualClock()
    session = played(store, clock, text())
    kinds = [type(each.entry) for each in session.journal]
    assert {e.InjectArrived, e.InjectHeld, e.EstherRated, e.FactMarked, e.HandoverReceived} <= set(kinds)
    assert kinds.count(e.InjectArrived) == 2
    before = comparable(session.state)
    assert comparable(journal_of(store, "r1").state) == before
    session.close()
    with Session.resume(store, "r1", clock) as again:
        assert again.asked is not None
        assert again.state.here.record.leaked == frozenset()
        assert again.state.here.record.injects == ("svaret", "larmet")
        assert again.state.here.ratings == (("hemma", 4, "granne"),)


def test_a_run_goes_on_with_an_edited_text_that_it_fits(store: Store) -> None:
    """The commands are asked again: another wording fits, another time does not."""
    session = played(store, ManualClock(), text())
    later = {"svaret": {**ADDED["injects"]["svaret"], "arrives": {"after": "3 h", "from": "hemma"}}}
    difference = session.adopt(text(injects={**ADDED["injects"], **later}))
    assert difference is not None
    assert difference.recorded.entry == e.Chose("ring")
    assert session.adopt(text(documents={"listan": {"title": "En lista", "text": "Sex", "facts": ["katten"]}})) is None
    assert store.scenario("r1").text == session.text.text


def test_a_run_carries_what_it_uses(store: Store, tmp_path: Path) -> None:
    """With the translations: the files may change or go, and the run means the same."""
    uses = {"uses": ["shared/staden.yaml"], "organisations": None}
    (tmp_path / "kort.yaml").write_text(json.dumps(patched({**ADDED, **uses})), encoding="utf-8")
    shared, po = (
        tmp_path / "shared" / "staden.yaml",
        'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "{}"\nmsgid "{}"\nmsgstr "{}"\n',
    )
    shared.parent.mkdir()
    shared.write_text("esthersim: 1\nlanguage: sv\norganisations: {kommun: {name: Staden}}\n", encoding="utf-8")
    english = tmp_path / "locale" / "en"
    english.mkdir(parents=True)
    (english / "kort.po").write_text(po.format("title", "Ett kort fall", "A case"), encoding="utf-8")
    (english / "staden.po").write_text(po.format("organisations.kommun.name", "Staden", "The town"), encoding="utf-8")
    carried = scenario_text(tmp_path / "kort.yaml")
    assert set(carried.uses) == {"shared/staden.yaml", "locale/en/staden.po"}
    played(store, ManualClock(), carried).close()
    shared.unlink()
    kept = store.scenario("r1")
    assert kept == carried
    assert scenario_of(kept).organisations["kommun"].name == "Staden"
    assert scenario_of(kept, "en").organisations["kommun"].name == "The town"


def test_an_edit_of_what_is_used_is_an_edit(tmp_path: Path) -> None:
    """It changes the hash by which edits are found; without anything used, the hash is that of the text."""
    (tmp_path / "kort.yaml").write_text(json.dumps(patched({"uses": ["s.yaml"]})), encoding="utf-8")
    hashes = set()
    for name in ("Staden", "Byn"):
        (tmp_path / "s.yaml").write_text(
            f"esthersim: 1\nlanguage: sv\nstages: {{a: {{title: {name}}}}}\n", encoding="utf-8"
        )
        hashes.add(scenario_text(tmp_path / "kort.yaml").hash)
    assert len(hashes) == 2
    assert text_hash("a", {}) == text_hash("a")
