"""A whole session with every seat on its own telephone, in a real browser: from joining to the plan.

The program is the real one, line by line, in a process of its own. It is killed in the middle, and so is the process
with the pages; a telephone is reloaded and another one loses its network. In the end the journal holds what the same
play holds that was led at one console alone.
"""

from __future__ import annotations

import os
import re
import signal
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from select import select

import pytest
from playwright.sync_api import Browser, Page, expect

from esthersim.journal.codec import decode
from esthersim.journal.opening import open_store
from esthersim.play import entries as e
from esthersim.play.entry import Entry
from support.console_hands import Console
from support.ports import free_port
from support.telephones import Telephone, Telephones

RUN = "a-night"
ROLES = {"esther": "sv", "natt": "en", "patrull": "en", "morgon": "sv", "distriktsskoterska": "en"}
OBSERVERS = {"overlamningarna": "en", "esthers-rost": "sv"}
LED = ("--plain", "--facilitator")
SERVED = ("--seats", "--bind", "127.0.0.1")
BEFORE = {r"How do you want to fill": "=Seat by seat", r"Follows (the handovers|Esther): how many": "1", r"": ""}
"""How the steps before the simulation are answered."""
HANDED_OVER = {
    r"1 heard": "1",
    r"Which of these were said": "",
    r"is that right\?": "1",
    r"sure": "4",
    r"Press Enter when it has been said": "",
    r"Write down what was repeated": "The lock is low, and the bed is empty",
}
"""How a handover is led: every fact that belongs there is heard."""
AFTER = {
    r"What do we do\?": "We ask Esther before the next look",
    r"Which objective does it serve": "1",
    r"Who owns it": "1",
    r"When is it done": "5 weeks",
    r"How will we know": "She was asked every time",
    r"Whose words are they": "1",
    r"Go on anyway\?": "yes",
    r"": "",
}
ONLY_FROM_SEATS = (e.Proposed, e.SaidBack, e.StopAsked, e.Paused, e.Continued)
"""Entries that one console alone has no use for, and those of an interruption."""
ANSWER = "That somebody sat down beside me"
SEEN, MEANT = "She sat down on the floor beside her", "Perhaps that gave her time"


class AtOneConsole:
    """A team that plays at one console: the facilitator asks for everything."""

    def __init__(self, home: Path, scenario: str, *more: str) -> None:
        self.home = home
        language = ("--language", "en", "--scenario-language", "en")
        self.console = Console(home, "run", scenario, *LED, *language, "--run", RUN, *more)

    def begin(self) -> None:
        """Lead everything before the simulation."""
        self.console.go_on(r"What now\?", BEFORE)

    def goes_on(self) -> None:
        """Go on to the next event."""
        self.console.choose("Go on")
        self.console.go_on(r"What now\?", {})

    def rates(self, value: int) -> None:
        """Esther says how it is for her."""
        self.console.choose("Ask Esther how it is")
        self.console.go_on(r"What now\?", {r"1 to 5|is": str(value)})

    def decides(self, _seat: str, _option: str, label: str) -> None:
        """Somebody decides."""
        self.console.choose(label)
        self.console.go_on(r"What now\?", {})

    def hands_over(self, _sender: str, _receiver: str) -> None:
        """Somebody hands over, and all of it is heard."""
        self.console.choose("Hand over by talking")
        self.console.go_on(r"What now\?", HANDED_OVER)
        self.goes_on()

    def is_interrupted(self) -> None:
        """Nothing happens."""

    def observes(self) -> None:
        """Note what an observer has seen."""
        self.console.prompted()
        self.console.type("/observe")
        said = {r"Which of these": "=Follows Esther", r"did you see or hear": SEEN, r"might it mean": MEANT}
        self.console.go_on(r"What now\?", said)

    def at_the_end(self) -> None:
        """Look at the end of the journey."""

    def reflects_and_plans(self) -> None:
        """Reflect and plan, until the run is closed."""
        self.console.choose("Go on to the reflection")
        self.console.go_on(r"Write what was said", {r"": ""})
        self.answers()
        self.console.go_on(r"The run is closed", AFTER)
        assert self.console.ended() == 0

    def answers(self) -> None:
        """Esther answers the first question of the reflection."""
        self.console.type(ANSWER)
        self.console.go_on(r"Write what was said", AFTER)

    def close(self) -> None:
        """Leave nothing running."""
        self.console.kill()

    def journal(self) -> tuple[Entry, ...]:
        """Return the entries of the run."""
        store = open_store(str(self.home / "journal.sqlite"))
        found = tuple(decode(line.entry) for line in store.read(RUN))
        store.close()
        return found


class OnTelephones(AtOneConsole):
    """A team of which every seat has a telephone, and the room a screen."""

    def __init__(self, home: Path, telephones: Telephones, scenario: str) -> None:
        self.served = (*SERVED, "--port", str(free_port()))
        super().__init__(home, scenario, *self.served)
        self.telephones = telephones
        telephones.link = self.console.wait_for(r"http://127\.0\.0\.1:\d+/j/\w+")[0]
        self.room: Page = telephones.room()
        self.seats: dict[str, Telephone] = {}

    def sit_down(self, seats: dict[str, str]) -> None:
        """Take these seats, each in its language."""
        for seat, language in seats.items():
            self.seats[seat] = self.telephones.join(seat, language)
        expect(self.room.locator("li.taken")).to_have_count(len(self.seats))

    def begin(self) -> None:
        """Join with every seat first; then each page follows to the first event, in its language."""
        self.sit_down({**ROLES, **OBSERVERS})
        super().begin()
        self.seats["esther"].is_at("Esther släcker")
        self.seats["natt"].is_at("Esther turns out the light")
        expect(self.room.locator("h1")).to_have_text("Esther turns out the light")

    def rates(self, value: int) -> None:
        """Esther says on her telephone how it is for her."""
        self.seats["esther"].press("rate", str(value))

    def decides(self, seat: str, option: str, label: str) -> None:
        """Who decides proposes on the telephone; the facilitator settles it."""
        self.seats[seat].press("propose", option)
        super().decides(seat, option, label)

    def hands_over(self, sender: str, receiver: str) -> None:
        """Let the sender have said it, and the receiver say it back; then the facilitator leads it to its end."""
        self.seats[sender].press("send")
        self.seats[receiver].write("say-back", "The lock is low, and the bed is empty")
        super().hands_over(sender, receiver)

    def observes(self) -> None:
        """Let an observer write on the telephone."""
        self.seats["esthers-rost"].write("observe", SEEN, MEANT)

    def is_interrupted(self) -> None:
        """Whatever can go wrong with telephones, pages and program does."""
        patrol, esther, watching = self.seats["patrull"], self.seats["esther"], self.seats["esthers-rost"]
        watching.is_at("Innanför dörren")
        watching.begin("observe", SEEN, MEANT)
        patrol.page.reload()
        patrol.is_at("Inside the door")
        self._loses_its_network(patrol)
        self._loses_its_pages(esther)
        self._is_killed()
        for each in self.seats.values():
            expect(each.page.locator("#pause")).to_be_empty()
            each.press("stop")
        watching.page.reload()
        expect(watching.form("observe").locator("textarea").first).to_have_value(SEEN)

    def _loses_its_network(self, telephone: Telephone) -> None:
        """See that what is sent without a network waits, says so, and goes once when the network is back."""
        before = self._stops()
        telephone.context.set_offline(True)
        telephone.form("stop").locator("button").click()
        expect(telephone.status).to_have_text("No contact. What you sent waits here, and goes by itself.")
        telephone.context.set_offline(False)
        telephone.is_sent()
        assert self._stops() == before + 1

    def _stops(self) -> int:
        return sum(isinstance(each, e.StopAsked) for each in self.journal())

    def _loses_its_pages(self, telephone: Telephone) -> None:
        """Kill the process with the pages; it starts again, and a telephone goes on as if nothing had been."""
        (child,) = children(self.console.pid)
        os.kill(child, signal.SIGKILL)
        self.console.wait_for("The pages stopped and were started again")
        expect(telephone.status).to_have_text("Kontakt igen.")
        telephone.press("stop")

    def _is_killed(self) -> None:
        """Kill the program and resume the run: it is at the same address, with every seat where it was."""
        before = self._origin()
        (child,) = map(os.pidfd_open, children(self.console.pid))
        self.console.kill()
        assert select([child], [], [], 5)[0], "the process with the pages outlives its program"
        os.close(child)
        expect(self.seats["natt"].status).to_have_text("No contact with the room. The page comes back by itself.")
        self.console = Console(self.home, "resume", RUN, *LED, *self.served)
        self.console.wait_for(r"Telephones can join")
        self.console.go_on(r"What now\?", {r"Ready\?": ""})
        assert self._origin() == before

    def _origin(self) -> str:
        found = re.findall(r"http://127\.0\.0\.1:\d+", self.console.everything)
        return str(found[-1])

    def at_the_end(self) -> None:
        """Every page is at the end of the journey, in its language."""
        for seat, each in self.seats.items():
            title = "Esther's own time" if each.language == "en" else "Esthers egen tid"
            expect(each.page.locator("#here h2").first, seat).to_have_text(title)

    def reflects_and_plans(self) -> None:
        """See that the room has the plan, and that nothing private is left on any telephone."""
        super().reflects_and_plans()
        expect(self.room.locator("ol.plan")).to_contain_text("We ask Esther before the next look")
        for each in self.seats.values():
            expect(each.page.locator("#alone"), "nothing private is left").to_be_empty()

    def answers(self) -> None:
        """Esther answers on her telephone."""
        self.seats["esther"].write("answer", ANSWER)
        self.console.type("")


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(each) for task in tasks for each in (task / "children").read_text(encoding="ascii").split()]


def play(team: AtOneConsole) -> tuple[Entry, ...]:
    """Play a night of `tom-sang` to its end, and return its journal."""
    team.begin()
    team.rates(4)
    team.goes_on()
    team.goes_on()
    team.decides("natt", "aka-nu", "Ring the patrol now")
    team.hands_over("natt", "patrull")
    team.is_interrupted()
    team.rates(2)
    team.observes()
    team.console.choose("Tick: Ask where")
    team.console.go_on(r"What now\?", {})
    team.decides("patrull", "sitta-kvar", "Sit down")
    for sender, receiver in (("patrull", "natt"), ("natt", "morgon")):
        team.hands_over(sender, receiver)
    team.hands_over("morgon", "distriktsskoterska")
    team.at_the_end()
    team.reflects_and_plans()
    return team.journal()


def without_who(journal: tuple[Entry, ...]) -> list[Entry]:
    """Return the entries that one console makes too, without who acted, and without ids that are numbers of entries."""
    return [
        replace(each, **{field.name: "" for field in fields(each) if field.name in {"seat", "answer", "action"}})
        for each in journal
        if not isinstance(each, ONLY_FROM_SEATS)
    ]


def test_a_night_on_telephones_is_the_night_at_one_console(chromium: Browser, tmp_path: Path) -> None:
    """Whatever happens to program, pages and telephones on the way, what was played is the same."""
    homes = tmp_path / "alone", tmp_path / "served"
    for each in homes:
        each.mkdir()
    with Telephones(chromium) as telephones, closing(OnTelephones(homes[1], telephones, "tom-sang")) as team:
        served = play(team)
    with closing(AtOneConsole(homes[0], "tom-sang")) as team:
        alone = play(team)
    assert without_who(served) == without_who(alone)


@pytest.mark.parametrize(("mark", "title"), [("given", "På sängkanten"), ("missing", "Faxen som ingen svarade på")])
def test_what_one_telephone_has_not_heard_changes_what_the_others_meet(
    chromium: Browser, tmp_path: Path, mark: str, title: str
) -> None:
    """The receiver ticks on its telephone what it heard of the day; where the day was lost, everybody meets the fax."""
    seats = {"sjukskoterska": "en", "vardsamordnare": "sv", "kommunsjukskoterska": "en", "esther": "sv", "dotter": "sv"}
    with (
        Telephones(chromium) as telephones,
        closing(OnTelephones(tmp_path, telephones, "hem-fran-sjukhuset")) as team,
    ):
        team.sit_down({**seats, "vem-gor-vad": "en", "esthers-rost": "sv"})
        AtOneConsole.begin(team)
        team.console.type("/ticking")
        team.console.go_on(r"What now\?", {r"besides you\?": "=each receiver what was heard"})
        team.decides("sjukskoterska", "skicka-nu", "Now, with")
        team.seats["sjukskoterska"].press("send")
        team.seats["sjukskoterska"].mark("hemdatum", "given")
        team.seats["vardsamordnare"].mark("hemdatum", mark)
        team.console.choose("Hand over by talking")
        team.console.go_on(r"What now\?", HANDED_OVER)
        team.goes_on()
        for seat in ("vardsamordnare", "esther", "dotter"):
            team.seats[seat].is_at(title)
