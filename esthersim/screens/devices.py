"""*Seats and devices*: how to join, who is here with which telephone, who waits, and what the facilitator does there.

It may be mirrored to the projector: nothing on it is private, and it hides what lies below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import OptionList

from esthersim.journal.errors import JournalError
from esthersim.journal.store import Device
from esthersim.language import _, get_language
from esthersim.play.vocabulary import Step
from esthersim.runs.act_names import act_name
from esthersim.runs.asks import Choice
from esthersim.screens import keys
from esthersim.screens.base import PlainStatic
from esthersim.screens.browsing import open_in_browser
from esthersim.screens.confirmation import Confirmation
from esthersim.screens.devices_text import (
    address_rows,
    advice_lines,
    head_line,
    help_lines,
    look_choices,
    looked,
    seat_rows,
    welcome_lines,
)
from esthersim.screens.keys import Action
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.text_dialog import TextDialog
from esthersim.screens.text_lines import TextLines
from esthersim.screens.widgets.dialogs import PickDialog
from esthersim.screens.widgets.qr_code import QrPage, qr_content
from esthersim.screens.widgets.row_list import RowList
from esthersim.screens.widgets.wifi_prompt import WifiPrompt
from esthersim.seats.addresses import LocalAddress, local_addresses
from esthersim.seats.host import SeatsHost
from esthersim.seats.overview import DeviceView, SeatingView, SeatLine, address_words, device_words, seating_view
from esthersim.seats.qr import join_address, qr_rows, wifi_text
from esthersim.seats.wire import ROOM_SCREEN

LEFT = 40
"""The fewest columns that the list needs beside the code."""
_OF_PAGES = frozenset(("door", "code", "large", "room", "look", "back", "stop"))
"""What can be done only while the pages are served."""


class DevicesScreen(RunScreen):
    """The seats with their devices; before the pages are served, the addresses at which they can be."""

    CSS_PATH = "devices.tcss"
    TO_ALL = True

    def __init__(self) -> None:
        super().__init__()
        self._addresses: tuple[LocalAddress, ...] = ()
        self._able: tuple[object, ...] = ()
        self._code: tuple[str, tuple[str, ...]] = ("", ())

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return what there is to do with devices."""
        return (
            Action("devices.open", "o,enter", "open", _("Let telephones join here"), shown=True),
            Action("devices.admit", "y", "admit", _("Let in"), shown=True),
            Action("devices.refuse", "n", "refuse", _("Not"), shown=True),
            Action("devices.large", "v", "large", _("Large code"), shown=True),
            Action("devices.room", "r", "room", _("Room screen"), shown=True),
            Action("devices.close", "z,f9,escape,q", "close", _("Back"), shown=True),
            Action("devices.free", "f", "free", _("Free"), shown=True),
            Action("devices.move", "m", "move", _("Move"), shown=True),
            Action("devices.door", "d", "door", _("Open or close the door")),
            Action("devices.code", "c", "code", _("New code")),
            Action("devices.wifi", "w", "wifi", _("Code for the Wi-Fi")),
            Action("devices.address", "a", "address", _("Another address")),
            Action("devices.back", "b", "back", _("Let everybody back")),
            Action("devices.look", "l", "look", _("Look and sound of the room screen")),
            Action("devices.ticking", "t", "agree('ticking')", act_name("ticking"), acts=("ticking",)),
            Action("devices.settling", "s", "agree('settling')", act_name("settling"), acts=("settling",)),
            Action("devices.help", "h", "help", _("Networks, and when it does not work")),
            Action("devices.stop", "x", "stop", _("Stop everything")),
        )

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the actions; the run goes on from its own screens."""
        common = tuple(each for each in keys.in_a_run() if each.id == "run.pause")
        return (*cls.own_actions(), *common, *keys.everywhere())

    def compose_body(self) -> Iterable[Widget]:
        """Compose how to join, the list with what is to be known, and the code."""
        self._addresses = local_addresses()
        yield PlainStatic(id="seats-head")
        with Horizontal(id="seats-body"):
            with Vertical(id="seats-left"):
                yield RowList(id="seats-rows")
                yield TextLines(id="seats-text")
            yield PlainStatic(id="seats-qr")

    def on_mount(self) -> None:
        """Open the pages where the command line asked for it."""
        self.query_one(RowList).focus()
        self._try(self.program.seats.begin)
        kept = self._kept()
        if kept:
            self.query_one(RowList).go_to(f"address:{kept}")

    def _kept(self) -> str:
        try:
            kept = self.session.store.address(self.session.run)
        except JournalError:
            return ""
        return kept.host if kept else ""

    # Drawing

    @property
    def host(self) -> SeatsHost | None:
        """The host while the pages are served."""
        serving = self.program.seats
        return serving.host if serving.served else None

    def view(self) -> SeatingView | None:
        """Return who sits where, while the pages are served."""
        return seating_view(self.host, self.session.shown) if self.host else None

    def header(self) -> str:
        """Return the scenario, and what this is."""
        _left, _tab, right = super().header().partition("\t")
        return f"{self.scenario_title} · " + _("Seats and devices") + f"\t{right}"

    def redraw(self) -> None:
        """Draw what has changed."""
        view, serving = self.view(), self.program.seats
        self.query_one("#seats-head", PlainStatic).show(head_line(view, opening=serving.opening))
        rows = address_rows(self._addresses) if view is None else seat_rows(view)
        listed = self.query_one(RowList)
        listed.show(() if serving.opening else rows)
        if view is None:
            lines = welcome_lines(self._addresses)
        else:
            usual = {"admit": "y", "refuse": "n", "help": "h"}
            names = {name: self.program.key_of(f"devices.{name}", key) for name, key in usual.items()}
            lines = advice_lines(view, names, nobody=serving.nobody_comes(), everywhere=serving.everywhere)
        self.query_one("#seats-text", TextLines).show(lines)
        self._show_code(view)
        able = (view is None, bool(view and view.waiting), self._chosen() is None, get_language())
        if able != self._able:
            self._able = able
            self.refresh_bindings()

    def _rows_of(self, view: SeatingView) -> tuple[str, ...]:
        """Return the code of the pages, which is made anew only when it leads elsewhere."""
        address = join_address(view.origin, view.link.rpartition("/")[2])
        if address != self._code[0]:
            self._code = (address, qr_rows(address))
        return self._code[1]

    def _show_code(self, view: SeatingView | None) -> None:
        rows = self._rows_of(view) if view is not None else ()
        room = self.query_one("#seats-body").size
        beside = bool(rows) and len(rows[0]) + LEFT <= room.width and len(rows) <= room.height
        self.set_class(beside, "-beside")
        self.query_one("#seats-qr", PlainStatic).show(qr_content(rows) if beside else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether something can be done now."""
        if self.program.session is None or not self.is_mounted:
            return super().check_action(action, parameters)
        view = self.view()
        if action in _OF_PAGES:
            return view is not None
        if action == "open":
            return view is None and bool(self._addresses)
        if action in {"admit", "refuse"}:
            return view is not None and bool(view.waiting)
        if action in {"free", "move"}:
            chosen = self._chosen()
            return chosen is not None and (action == "free" or chosen[0].seat != ROOM_SCREEN)
        return super().check_action(action, parameters)

    @on(OptionList.OptionHighlighted)
    def _other_row(self) -> None:
        self.refresh_bindings()

    # Who is meant

    def _chosen(self) -> tuple[SeatLine, DeviceView] | None:
        """Return the device of the present row, with its seat."""
        view, here = self.view(), self.query_one(RowList).here or ""
        if view is None or not here.startswith("device:"):
            return None
        number = int(here.partition(":")[2])
        return next(
            ((line, each) for line in view.seats for each in line.devices if each.device.number == number), None
        )

    def _waiting(self) -> tuple[SeatLine, DeviceView] | None:
        """Return the device that is let in or not: that of the present row if it waits, otherwise the first."""
        view, chosen = self.view(), self._chosen()
        if view is None or not view.waiting:
            return None
        return chosen if chosen is not None and chosen[1].waits else view.waiting[0]

    def _try(self, work: Callable[[], None], done: str = "") -> None:
        """Do something that the store keeps or the system starts, and say that it was done, or why not."""
        try:
            work()
        except (JournalError, OSError) as error:
            self.say(str(error), "failed")
            return
        self.redraw_all()
        if done:
            self.say(done)

    def _confirmed(self, question: str, text: str, yes: str, work: Callable[[], None], done: str = "") -> None:
        def answered(agreed: bool | None) -> None:
            if agreed and self.program.session is not None:
                self._try(work, done)

        self.app.push_screen(Confirmation(question, text, yes, _("Leave it")), answered)

    def _if_still_there(self, device: Device, work: Callable[[SeatsHost, Device], None]) -> Callable[[], None]:
        """Return what to do with a device, unless it has left, or the pages have been closed, in the meantime."""

        def do() -> None:
            now = self.host.devices.of(device.token) if self.host else None
            if self.host is not None and now is not None:
                work(self.host, now)

        return do

    # Devices

    def action_admit(self) -> None:
        """Let in the device that waits."""
        if found := self._waiting():
            line, each = found
            done = _("{seat}: {device} is in.").format(seat=line.title, device=each.title)
            self._try(self._if_still_there(each.device, SeatsHost.admit), done)

    def action_refuse(self) -> None:
        """Send away the device that waits."""
        if found := self._waiting():
            line, each = found
            done = _("{seat}: {device} was not let in.").format(seat=line.title, device=each.title)
            self._try(self._if_still_there(each.device, SeatsHost.free), done)

    def action_free(self) -> None:
        """Take the seat from a device, after a question."""
        if found := self._chosen():
            line, each = found
            self._confirmed(
                _("Free this seat: {seat}?").format(seat=line.title),
                _("{device} goes back to the first page. What is being written there stays for the seat.").format(
                    device=device_words(each)
                ),
                _("Free it"),
                self._if_still_there(each.device, SeatsHost.free),
            )

    def action_move(self) -> None:
        """Give a device another seat."""
        found, view = self._chosen(), self.view()
        if found is None or view is None:
            return
        device = found[1].device

        def picked(seat: str | None) -> None:
            if seat is not None and seat != device.seat:
                self._try(self._if_still_there(device, lambda host, now: host.move(now, seat)))

        choices = [(each.seat, each.title) for each in view.seats if each.seat != ROOM_SCREEN]
        text = _("{device} now sits here: {seat}. What is being written there stays with that seat.")
        text = text.format(device=found[1].title, seat=found[0].title)
        self.app.push_screen(PickDialog(_("Which seat instead?"), text, choices), picked)

    # The door and the pages

    def action_open(self) -> None:
        """Serve the pages at the address of the present row."""
        here = self.query_one(RowList).here or ""
        if self.view() is None and here.startswith("address:"):
            self._serve(here.partition(":")[2])

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Serve the pages at the address that was entered or clicked."""
        event.stop()
        self.action_open()

    def _serve(self, address: str) -> None:
        def work() -> None:
            serving = self.program.seats
            before = serving.host.devices.all if serving.host else ()
            serving.open(address)
            if before and serving.host is not None:
                serving.host.let_everybody_back()

        self._try(work)

    def action_address(self) -> None:
        """Serve the pages at another address of this computer."""
        self._addresses = local_addresses()
        self.redraw_all()

        def picked(address: str | None) -> None:
            if address is None:
                return
            if self.host is not None and self.host.devices.all:
                self._confirmed(
                    _("Change the address?"),
                    _("Every telephone must scan the new code. Each seat can then be taken once without a question."),
                    _("Change it"),
                    lambda: self._serve(address),
                )
            else:
                self._serve(address)

        choices = [(each.host, address_words(each)) for each in self._addresses]
        self.app.push_screen(
            PickDialog(_("At which address?"), _("Telephones must be able to reach it."), choices), picked
        )

    def action_door(self) -> None:
        """Close the door, or open it with a new code while the team is still coming together."""
        host = self.host
        if host is None:
            return
        if host.door.open:
            self._try(host.close_door, _("The door is closed: each new telephone waits for your yes."))
        elif self.session.state.step in {Step.NEEDS, Step.STORY}:
            self._try(host.open_door, _("The door is open, with a new code."))
        else:
            self.say(_("The simulation has begun: each new telephone waits for your yes."), "refused")

    def action_code(self) -> None:
        """Draw a new code, after a question."""
        host = self.host
        if host is None:
            return

        def work() -> None:
            was_open = host.door.open
            host.open_door()
            if not was_open:
                host.close_door()

        text = _("Nobody can join with the old one any more. Whoever has joined stays.")
        self._confirmed(_("A new code?"), text, _("New code"), work, _("There is a new code."))

    def action_back(self) -> None:
        """Let each seat be taken once more without a question."""
        if self.host is not None:
            self.host.let_everybody_back()
            self.say(_("Each seat can be taken once more without a question."))

    def action_stop(self) -> None:
        """Stop serving the pages, after a question."""
        text = _("The telephones and the room screen are on their own then. Their seats are kept for the next time.")
        done = _("Nothing is served any more. The run goes on.")
        self._confirmed(_("Stop everything?"), text, _("Stop everything"), self.program.seats.close, done)

    # Codes

    def action_large(self) -> None:
        """Show the code of the pages alone."""
        if view := self.view():
            caption = f"{view.origin}     {view.code}"
            self.app.push_screen(QrPage(self._rows_of(view), caption, "v"))

    def action_wifi(self) -> None:
        """Show a code for the Wi-Fi; its name and password are asked for and kept in memory alone."""
        serving = self.program.seats

        def typed(both: tuple[str, str] | None) -> None:
            if both is not None:
                serving.wifi = both
                self.app.push_screen(QrPage(qr_rows(wifi_text(*both)), _("Wi-Fi: {name}").format(name=both[0]), "w"))

        self.app.push_screen(WifiPrompt(*serving.wifi), typed)

    # The room screen

    def action_room(self) -> None:
        """Open the room screen in the browser, and show the address of it, which works once."""
        if self.host is not None:
            link = f"{self.host.origin}/screen/{self.host.screen}"
            opened = open_in_browser(link)
            text = _("The browser opens the room screen. If not, type: {link}") if opened else _("Type: {link}")
            self.say(text.format(link=link))

    def action_look(self) -> None:
        """Choose how the room screen looks, and whether it is heard."""
        host = self.host
        if host is None:
            return

        def picked(choice: str | None) -> None:
            if choice is not None and self.host is not None:
                self.host.set_look(looked(self.host.look, choice))

        text = _("Extend the display instead of mirroring it, and let the room screen fill the projector.")
        self.app.push_screen(PickDialog(_("The room screen"), text, look_choices(host.look)), picked)

    # What is agreed

    def action_agree(self, id: str) -> None:  # noqa: A002 - an act's own word for it
        """Agree on who ticks, or on who settles a decision."""
        act = self.act(id)
        if act is None or not isinstance(act.ask, Choice):
            return

        def picked(option: str | None) -> None:
            now = self.act(id)
            if option is not None and now is not None and self.ask(now.command(option)):
                self.say(next(label for key, label in choices if key == option))

        choices = [(each.id, f"{each.label} ({each.note})" if each.note else each.label) for each in act.ask.options]
        self.app.push_screen(PickDialog(act.question, _("You can always do it yourself."), choices), picked)

    # Other

    def action_help(self) -> None:
        """Show which network to choose, and what to do when nobody gets through."""
        self.app.push_screen(TextDialog(help_lines(), also="h"))

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()
