"""Step 2: the seats. Roles and observers have seats; people are counted, never named."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from esthersim.language import _, ngettext
from esthersim.runs.names import watched_title
from esthersim.screens.choice_list import ChoiceList, Item, choices_with_details
from esthersim.screens.keys import Action, digits
from esthersim.screens.role_card import RoleCardScreen
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.text_lines import Line, TextLines, bullet, heading, paragraphs
from esthersim.views.roles import SeatView, seats


class SeatingScreen(RunScreen):
    """The seats with the number of people on each, and the public part of the highlighted role's card."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen."""
        return (
            Action("seating.more", "plus,right", "seat(1)", _("More"), shown=True, acts=("seat",)),
            Action("seating.fewer", "minus,left", "seat(-1)", _("Fewer"), shown=True, acts=("seat",)),
            *digits("seating.people", "people", _("Number of people"), first=0, shown=False),
            Action("seating.toggle", "enter,space", "take", _("Take or leave the seat"), acts=("seat",)),
            Action("seating.all", "a", "seat_all", _("All seats"), shown=True, acts=("seat",)),
            Action("seating.card", "c", "card", _("Role card"), shown=True),
            Action("seating.back", "b", "back", _("Back")),
            Action("run.next", "n", "next", _("Next"), shown=True),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the seats, and the details of the highlighted one."""
        yield choices_with_details()

    def on_mount(self) -> None:
        """Put the highlight on the first seat."""
        self.query_one(ChoiceList).focus()

    def _seats(self) -> tuple[SeatView, ...]:
        return seats(self.session.state, self.session.shown, self.session.text.debrief)

    def redraw(self) -> None:
        """Draw the seats and the details."""
        all_seats = self._seats()
        items = [Item(None, _("Who sits where?"))]
        items += [self._item(seat) for seat in all_seats if not seat.observer]
        if any(seat.observer for seat in all_seats):
            items += [Item(None, _("Observers")), *(self._item(seat) for seat in all_seats if seat.observer)]
        self.query_one(ChoiceList).show(items)
        self._describe()

    @staticmethod
    def _item(seat: SeatView) -> Item:
        return Item(seat.seat, seat.title, seat_line(seat), margin="[x] " if seat.people else "[ ] ", strong=False)

    def _chosen(self) -> SeatView | None:
        chosen = self.query_one(ChoiceList).chosen
        return next((seat for seat in self._seats() if seat.seat == chosen), None)

    @on(ChoiceList.OptionHighlighted)
    def _describe(self) -> None:
        seat = self._chosen()
        if seat is None:
            return
        lines = [Line(seat.title, style="bold")]
        if seat.organisation:
            lines.append(Line(seat.organisation))
        lines.append(Line())
        if seat.observer:
            lines += [heading(_("Watches")), *map(bullet, self._watched(seat.seat)), Line()]
            lines.append(Line(_("Write what you see and hear, and separately what you think it means.")))
        else:
            lines += paragraphs(seat.brief)
        if seat.patient:
            lines += [Line(), Line(_("The person the journey is about. A patient representative, if one can come."))]
        self.query_one(TextLines).show(lines)

    def _watched(self, seat: str) -> list[str]:
        shown, papers = self.session.shown, self.session.text.debrief
        return [watched_title(shown, key, papers) for key in shown.observers[seat].watch]

    def _set(self, seat: SeatView, people: int) -> None:
        if people < 0:
            return
        if people > seat.most:
            count = ngettext("Only one person fits there.", "At most {count} people fit there.", seat.most)
            self.say(count.format(count=seat.most), "refused")
        elif people != seat.people:
            self._take(seat, people)

    def _take(self, seat: SeatView, people: int) -> bool:
        act = self.act("seat", seat.seat)
        return act is not None and self.ask(act.command(people))

    def action_seat(self, step: int) -> None:
        """Add or remove one person at the highlighted seat."""
        if seat := self._chosen():
            self._set(seat, seat.people + step)

    def action_people(self, people: int) -> None:
        """Let that many people sit at the highlighted seat."""
        if seat := self._chosen():
            self._set(seat, people)

    @on(ChoiceList.OptionSelected)
    def action_take(self) -> None:
        """Take the highlighted seat with as many people as it needs, or leave it."""
        if seat := self._chosen():
            self._set(seat, 0 if seat.people else max(1, seat.fewest))

    def action_seat_all(self) -> None:
        """Take every seat that the journey needs and that is empty."""
        for seat in self._seats():
            if not seat.optional and seat.people < seat.fewest and not self._take(seat, seat.fewest):
                return

    def action_card(self) -> None:
        """Show the role's card, at first its public part."""
        seat = self._chosen()
        if seat is None or seat.observer:
            self.say(_("Observers have no card: what they watch is shown here."), "refused")
        else:
            self.app.push_screen(RoleCardScreen(seat.seat))

    def action_back(self) -> None:
        """Go back to the story."""
        self.program.show("story")

    def action_next(self) -> None:
        """Go on to the prebriefing, even with empty seats."""
        self.program.show("prebriefing")


def seat_line(seat: SeatView) -> str:
    """Return organisation and number of people of a seat, such as ``Hemtjänsten · 1 of 1-2``."""
    most = f"{seat.fewest}-{seat.most}" if seat.most != seat.fewest else str(seat.most)
    if seat.observer:
        people = ngettext("one person", "{count} people", seat.people).format(count=seat.people)
        return people if seat.people else _("nobody yet")
    people = _("{people} of {most}").format(people=seat.people, most=most)
    parts = [seat.organisation, people, _("may stay empty") if seat.optional else ""]
    return " · ".join(part for part in parts if part)
