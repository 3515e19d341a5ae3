"""What every store promises, in memory, in a file, and on a server where ESTHERSIM_TEST_POSTGRESQL gives one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from esthersim.journal.errors import CommandIdTaken, Conflict, DraftTooLong, RunExists, RunUnknown, StoreBusy
from esthersim.journal.opening import memory_store, open_store
from esthersim.journal.store import (
    LONGEST_DRAFT,
    POLL_SECONDS,
    Address,
    Beat,
    Device,
    Draft,
    Line,
    Store,
    StoredCommand,
    poll,
)
from support.stores import CREATED, new_lines, scenario_text

Open = Callable[[], Store]


@pytest.fixture(params=["memory", "file", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty store of each kind."""
    if request.param == "memory":
        opened = memory_store()
    elif request.param == "file":
        opened = open_store(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    elif url := os.environ.get("ESTHERSIM_TEST_POSTGRESQL"):
        opened = open_store(url)
        opened.purge([head.run for head in opened.heads()])
    else:
        pytest.skip("needs a server: ESTHERSIM_TEST_POSTGRESQL=postgresql://…")
    yield opened
    opened.close()


def test_lines_are_numbered_from_one_and_read_back_as_they_were(store: Store) -> None:
    """What was stored comes back in order, with every field, also texts with brackets, escapes, emoji and NUL."""
    entries = ['{"a": 1}', '"[b] \x1b[31m \u202e 👵🏽 å"', '"\\u0000"']
    store.create("r1", scenario_text(), CREATED)
    stored = store.append("r1", 0, "c1", new_lines(*entries))
    assert stored == tuple(
        Line(seq, "2026-03-07T08:01:00.000Z", float(seq - 1), "c1", entry) for seq, entry in enumerate(entries, 1)
    )
    assert store.read("r1") == stored


def test_reading_after_a_line_gives_only_what_came_later(store: Store) -> None:
    """`after` is the last seq that the reader has; beyond the end there is nothing."""
    store.create("r1", scenario_text(), CREATED)
    first = store.append("r1", 0, "c1", new_lines("1", "2"))
    second = store.append("r1", 2, "c2", new_lines("3"))
    assert store.read("r1", 0) == first + second
    assert store.read("r1", 1) == first[1:] + second
    assert store.read("r1", 2) == second
    assert store.read("r1", 3) == store.read("r1", 99) == ()


def test_a_retry_returns_what_it_got_the_first_time(store: Store) -> None:
    """A command_id that was stored stores nothing again, whatever else the retry says, even long after."""
    store.create("r1", scenario_text(), CREATED)
    first = store.append("r1", 0, "c1", new_lines("1", "2"), step="needs")
    store.append("r1", 2, "c2", new_lines("3"), step="story")
    assert store.append("r1", 0, "c1", new_lines("1", "2"), step="needs") == first
    assert store.append("r1", 3, "c1", new_lines("something else"), closed=True) == first
    assert store.head("r1").seq == len(store.read("r1")) == 3
    assert (store.head("r1").step, store.head("r1").closed) == ("story", False)


def test_a_command_without_lines_is_remembered_too(store: Store) -> None:
    """A retry of a command that brought nothing about returns nothing, also when others have written since."""
    store.create("r1", scenario_text(), CREATED)
    assert store.append("r1", 0, "c1", [], step="needs") == ()
    store.append("r1", 0, "c2", new_lines("1"))
    assert store.append("r1", 0, "c1", new_lines("2")) == ()
    assert len(store.read("r1")) == 1
    assert store.head("r1").step == "needs"


@pytest.mark.parametrize("expected", [0, 1, 3, -1])
def test_writing_on_another_state_than_one_knew_is_refused(store: Store, expected: int) -> None:
    """A writer that has missed entries, or dreamt of some, gets a Conflict and changes nothing."""
    store.create("r1", scenario_text(), CREATED)
    store.append("r1", 0, "c1", new_lines("1", "2"))
    before = store.head("r1"), store.read("r1")
    with pytest.raises(Conflict) as raised:
        store.append("r1", expected, "c2", new_lines("3"), step="story", closed=True)
    assert (raised.value.run, raised.value.expected, raised.value.actual) == ("r1", expected, 2)
    assert (store.head("r1"), store.read("r1")) == before
    assert store.append("r1", 2, "c2", new_lines("3"))[0].seq == 3


def test_the_same_command_id_in_two_runs_is_two_commands(store: Store) -> None:
    """Runs know nothing of each other."""
    for run in ("r1", "r2"):
        store.create(run, scenario_text(), CREATED)
        assert store.append(run, 0, "c1", new_lines(f'"{run}"'))[0].entry == f'"{run}"'
    assert [line.entry for line in store.read("r2")] == ['"r2"']


def test_the_head_follows_the_journal(store: Store) -> None:
    """The head tells step, length, end and last time of the run without its journal being read."""
    store.create("r1", scenario_text(), CREATED)
    head = store.head("r1")
    assert (head.scenario_id, head.scenario_title, head.language) == ("viktlarm", "Viktlarm", "sv")
    assert (head.created_at, head.updated_at, head.step, head.seq, head.closed) == (CREATED, CREATED, "", 0, False)
    store.append("r1", 0, "c1", new_lines("1", minute=9), step="story")
    store.append("r1", 1, "c2", new_lines("2", minute=10), closed=True)
    head = store.head("r1")
    assert (head.updated_at, head.step, head.seq, head.closed) == ("2026-03-07T08:10:00.000Z", "story", 2, True)
    store.append("r1", 2, "c3", [], closed=False)
    assert store.head("r1").closed is False


def test_the_run_written_to_last_comes_first(store: Store) -> None:
    """The list of runs begins with the one that a team most likely wants to resume."""
    for run in ("r1", "r2", "r3"):
        store.create(run, scenario_text(), CREATED)
    store.append("r1", 0, "c1", new_lines("1", minute=2))
    store.append("r2", 0, "c1", new_lines("1", minute=1))
    assert [head.run for head in store.heads()] == ["r1", "r2", "r3"]
    assert store.heads()[0] == store.head("r1")


def test_creating_a_run_twice_is_a_retry_or_refused(store: Store) -> None:
    """The same call again is fine; an id that stands for another run is never taken over."""
    store.create("r1", scenario_text(), CREATED)
    store.create("r1", scenario_text(), CREATED)
    with pytest.raises(RunExists):
        store.create("r1", scenario_text("tom-sang"), CREATED)
    store.append("r1", 0, "c1", new_lines("1"))
    with pytest.raises(RunExists) as raised:
        store.create("r1", scenario_text(), CREATED)
    assert "already a run 'r1'" in str(raised.value)
    assert len(store.read("r1")) == 1


def test_a_run_is_played_on_the_text_that_it_adopted_last(store: Store) -> None:
    """It begins with all that its scenario carries; an adopted text comes with the entry that says so, or not at all.

    A run whose scenario refers to no rule pack carries none.
    """
    old, new = scenario_text(text="old"), replace(scenario_text("tom-sang", text="newer"), language="en")
    store.create("r1", old, CREATED)
    assert store.scenario("r1") == old
    with pytest.raises(Conflict):
        store.append("r1", 1, "c1", new_lines("1"), texts=new)
    assert store.scenario("r1") == old
    store.append("r1", 0, "c1", new_lines("1"), texts=new)
    assert store.scenario("r1") == new
    head = store.head("r1")
    assert (head.scenario_id, head.scenario_title, head.language, head.scenario_hash, head.seq) == (
        "tom-sang", "Tom-Sang", "en", new.hash, 1,
    )  # fmt: skip
    assert store.append("r1", 0, "c1", new_lines("1"), texts=old) == store.read("r1")
    assert store.scenario("r1") == new
    without = replace(new, packs={}, debrief={})
    store.append("r1", 1, "c2", [], texts=without)
    assert store.scenario("r1") == without


def test_the_commands_of_a_run_are_kept_with_what_they_led_to(store: Store) -> None:
    """In the order in which they were stored, also those that led to nothing, or came without a document."""
    store.create("r1", scenario_text(), CREATED)
    store.append("r1", 0, "c9", new_lines("1", "2"), command='{"a": "å"}')
    store.append("r1", 2, "c7", [])
    store.append("r1", 2, "c1", [], command='{"b": 1}')
    store.append("r1", 2, "c8", new_lines("3"), command="{}")
    every = (
        StoredCommand("c9", 0, 2, '{"a": "å"}'),
        StoredCommand("c7", 2, 2, None),
        StoredCommand("c1", 2, 2, '{"b": 1}'),
        StoredCommand("c8", 2, 3, "{}"),
    )
    assert store.commands("r1") == every
    assert store.commands("r1", 1) == store.commands("r1", 2) == every[1:]
    assert store.commands("r1", 3) == ()


def test_a_command_id_never_stands_for_two_commands(store: Store) -> None:
    """The same id with the same document is a retry; with another it is refused, wherever its entries would go."""
    store.create("r1", scenario_text(), CREATED)
    first = store.append("r1", 0, "phone:1", new_lines("1"), command='{"rates": 4}')
    assert store.append("r1", 1, "phone:1", new_lines("2"), command='{"rates": 4}') == first
    for expected in (0, 1):
        with pytest.raises(CommandIdTaken, match="do it again as a new command") as raised:
            store.append("r1", expected, "phone:1", new_lines("2"), command='{"rates": 2}', closed=True)
        assert (raised.value.run, raised.value.command_id) == ("r1", "phone:1")
    assert store.read("r1") == first
    assert not store.head("r1").closed
    assert store.commands("r1") == (StoredCommand("phone:1", 0, 1, '{"rates": 4}'),)


def test_a_draft_is_kept_for_each_seat_and_place(store: Store) -> None:
    """What is written last stands; an empty text forgets it; other seats, places and runs are other drafts."""
    for run in ("r1", "r2"):
        store.create(run, scenario_text(), CREATED)
    assert store.drafts("r1") == {}
    store.keep_draft("r1", "nurse", "samtalet:2:situation", "Esther 👵🏽", "2026-03-07T08:01:00.000Z")
    store.keep_draft("r1", "nurse", "samtalet:2:situation", "Esther är 81 år", "2026-03-07T08:02:00.000Z")
    store.keep_draft("r1", "nurse", "samtalet:2:background", "Bor ensam", CREATED)
    store.keep_draft("r1", "doctor", "samtalet:2:situation", "Jag hör", CREATED)
    store.keep_draft("r2", "nurse", "samtalet:2:situation", "En annan", CREATED)
    nurse = {
        ("nurse", "samtalet:2:situation"): Draft("Esther är 81 år", "2026-03-07T08:02:00.000Z"),
        ("nurse", "samtalet:2:background"): Draft("Bor ensam", CREATED),
    }
    assert store.drafts("r1", "nurse") == nurse
    assert store.drafts("r1") == nurse | {("doctor", "samtalet:2:situation"): Draft("Jag hör", CREATED)}
    store.keep_draft("r1", "nurse", "samtalet:2:background", "", CREATED)
    store.keep_draft("r1", "nurse", "never written", "", CREATED)
    assert list(store.drafts("r1", "nurse")) == [("nurse", "samtalet:2:situation")]
    assert store.drafts("r1", "nobody") == {}
    assert store.read("r1") == ()
    assert store.head("r1").updated_at == CREATED


def test_a_draft_without_an_end_is_refused(store: Store) -> None:
    """The bound is said, and what was kept before stays."""
    store.create("r1", scenario_text(), CREATED)
    store.keep_draft("r1", "nurse", "note", "å" * LONGEST_DRAFT, CREATED)
    with pytest.raises(DraftTooLong, match="20001 characters, and at most 20000"):
        store.keep_draft("r1", "nurse", "note", "å" * (LONGEST_DRAFT + 1), CREATED)
    assert len(store.drafts("r1")["nurse", "note"].text) == LONGEST_DRAFT


def test_the_last_beat_tells_how_long_the_room_had_played(store: Store) -> None:
    """One a run, overwritten, and no entry of its journal."""
    for run in ("r1", "r2"):
        store.create(run, scenario_text(), CREATED)
    assert store.heartbeat("r1") is None
    store.beat("r1", 5.0, "2026-03-07T08:00:05.000Z")
    store.beat("r1", 10.012, "2026-03-07T08:00:10.012Z")
    assert store.heartbeat("r1") == Beat(10.012, "2026-03-07T08:00:10.012Z")
    assert store.heartbeat("r2") is None
    assert store.read("r1") == ()
    assert store.append("r1", 0, "c1", new_lines("1"))[0].seq == 1


def test_devices_are_kept_by_their_tokens(store: Store) -> None:
    """In the order of their numbers; what is kept last stands, other runs have their own, and purging forgets them."""
    for run in ("r1", "r2"):
        store.create(run, scenario_text(), CREATED)
    assert store.devices("r1") == ()
    nurse, doctor = Device("a1", "nurse", 2, "sv", CREATED), Device("b2", "doctor", 1, "en", CREATED, admitted=False)
    for run, device in (("r1", nurse), ("r1", doctor), ("r2", nurse)):
        store.keep_device(run, device)
    assert store.devices("r1") == (doctor, nurse)
    moved = replace(doctor, seat="nurse", admitted=True, people=3)
    store.keep_device("r1", moved)
    store.forget_device("r1", "a1")
    store.forget_device("r1", "nobody's")
    assert store.devices("r1") == (moved,)
    assert store.devices("r2") == (nurse,)
    assert store.read("r1") == ()
    store.purge(["r1"])
    store.create("r1", scenario_text(), CREATED)
    assert store.devices("r1") == ()


def test_the_last_address_of_the_pages_is_kept(store: Store) -> None:
    """One a run, replaced, so that telephones find the pages again after a restart."""
    store.create("r1", scenario_text(), CREATED)
    assert store.address("r1") is None
    for port in (8765, 8766):
        store.keep_address("r1", Address("192.168.137.1", port))
    assert store.address("r1") == Address("192.168.137.1", 8766)


def test_an_unknown_run_is_reported_with_similar_ids(store: Store) -> None:
    """Every question about a run that is not there names the one that was meant."""
    store.create("viktlarm-0307-0800", scenario_text(), CREATED)
    store.create("tom-sang-0411-1300", scenario_text(), CREATED)
    ask: list[Callable[[str], object]] = [
        store.read,
        store.head,
        store.scenario,
        store.commands,
        store.drafts,
        store.heartbeat,
        lambda run: store.append(run, 0, "c1", []),
        lambda run: store.wait(run, 0, 0),
        lambda run: store.keep_draft(run, "nurse", "note", "text", CREATED),
        lambda run: store.beat(run, 5.0, CREATED),
        lambda run: store.claim(run).__enter__(),
    ]
    for question in ask:
        with pytest.raises(RunUnknown) as raised:
            question("viktlarm-0307-0801")
        assert raised.value.similar == ("viktlarm-0307-0800",)
        assert "did you mean 'viktlarm-0307-0800'?" in str(raised.value)
    with pytest.raises(RunUnknown, match="esthersim runs") as raised:
        store.head("nothing like it")
    assert raised.value.similar == ()


def test_the_beginning_of_an_id_is_enough_of_a_hint(store: Store) -> None:
    """Somebody who types the first letters of a run's id gets the whole id."""
    store.create("viktlarm-2026-03-07-0800", scenario_text(), CREATED)
    with pytest.raises(RunUnknown) as raised:
        store.head("vikt")
    assert raised.value.similar == ("viktlarm-2026-03-07-0800",)


def test_purge_forgets_runs_and_passes_over_unknown_ones(store: Store) -> None:
    """A purged run is gone with all that belongs to it, its id is free again, and others stay."""
    for run in ("r1", "r2"):
        store.create(run, scenario_text(), CREATED)
        store.append(run, 0, "c1", new_lines("1"), command="{}")
        store.keep_draft(run, "nurse", "note", "text", CREATED)
        store.beat(run, 5.0, CREATED)
    kept = store.drafts("r2"), store.heartbeat("r2"), store.commands("r2"), store.scenario("r2")
    assert store.purge(["r1", "r1", "unknown"]) == 1
    assert [head.run for head in store.heads()] == ["r2"]
    assert (store.drafts("r2"), store.heartbeat("r2"), store.commands("r2"), store.scenario("r2")) == kept
    store.create("r1", scenario_text("tom-sang"), CREATED)
    assert store.read("r1") == ()
    assert store.commands("r1") == ()
    assert not store.drafts("r1")
    assert store.heartbeat("r1") is None
    assert store.append("r1", 0, "c1", new_lines("2"))[0].entry == "2"
    assert store.purge([]) == 0


def test_a_claimed_run_is_refused_to_others_but_can_be_read(store: Store) -> None:
    """One holder a run: a second claim and a purge are refused; reading and other runs are free; then it is free."""
    for run in ("r1", "r2"):
        store.create(run, scenario_text(), CREATED)
    with store.claim("r1"):
        with pytest.raises(StoreBusy, match="'r1' is open in another program") as raised, store.claim("r1"):
            pass
        assert raised.value.run == "r1"
        with pytest.raises(StoreBusy):
            store.purge(["r2", "r1"])
        assert len(store.heads()) == 2
        store.append("r1", 0, "c1", new_lines("1"))
        assert len(store.read("r1")) == 1
        with store.claim("r2"):
            pass
    with store.claim("r1"):
        pass
    assert store.purge(["r1"]) == 1


def test_a_claim_ends_with_an_error_in_its_context(store: Store) -> None:
    """Whatever goes wrong in a session, the run is free afterwards, and the error comes through as it was."""
    store.create("r1", scenario_text(), CREATED)
    with pytest.raises(ZeroDivisionError), store.claim("r1"):
        raise ZeroDivisionError
    with store.claim("r1"):
        pass


def test_waiting_returns_at_once_what_is_there_already(store: Store) -> None:
    """Nobody waits for lines that are stored."""
    store.create("r1", scenario_text(), CREATED)
    stored = store.append("r1", 0, "c1", new_lines("1"))
    assert store.wait("r1", 0, timeout=3600) == stored
    assert store.wait("r1", 1, timeout=0) == ()


def test_a_waiting_thread_sees_what_another_stores(store: Store) -> None:
    """A reader that waits gets the line that a writer in another thread appends."""
    store.create("r1", scenario_text(), CREATED)
    seen: list[tuple[Line, ...]] = []
    reader = Thread(target=lambda: seen.append(store.wait("r1", 0, timeout=20)))
    reader.start()
    stored = store.append("r1", 0, "c1", new_lines("1"))
    reader.join()
    assert seen == [stored]


def test_threads_that_write_at_once_lose_nothing(store: Store) -> None:
    """Of several writers at the same place one wins and the others get a Conflict, read on and try again."""
    store.create("r1", scenario_text(), CREATED)

    def write(name: int) -> None:
        done = 0
        while done < 5:
            try:
                store.append("r1", store.head("r1").seq, f"{name}-{done}", new_lines(f'"{name}-{done}"'))
            except Conflict:
                continue
            done += 1

    writers = [Thread(target=write, args=(name,)) for name in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = store.read("r1")
    assert [line.seq for line in lines] == list(range(1, 16))
    assert sorted(line.entry for line in lines) == sorted(f'"{name}-{done}"' for name in range(3) for done in range(5))


class _Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_polling_looks_every_fifty_milliseconds_and_gives_up_in_time() -> None:
    """The last sleep is cut so that the answer comes at the time-out and not after it."""
    time = _Time()
    assert poll(tuple, 0.12, now=lambda: time.now, sleep=time.sleep) == ()
    assert time.slept == pytest.approx([0.05, 0.05, 0.02])
    assert POLL_SECONDS == 0.05


def test_polling_stops_as_soon_as_there_is_something() -> None:
    """The third look finds a line, so there were two sleeps."""
    time = _Time()
    line = Line(1, CREATED, 0.0, "c1", "{}")
    answers: Iterator[tuple[Line, ...]] = iter([(), (), (line,)])
    assert poll(lambda: next(answers), 60, now=lambda: time.now, sleep=time.sleep) == (line,)
    assert len(time.slept) == 2


def test_the_store_is_cheap_to_import() -> None:
    """A preview on the store in memory never pays for SQLAlchemy."""
    code = (
        "import sys\n"
        "from esthersim.journal.opening import memory_store, open_store\n"
        "memory_store(); open_store('memory:')\n"
        "print('sqlalchemy' in sys.modules, 'sqlite3' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
