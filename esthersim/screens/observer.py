"""The observer's screen: what to watch, and what was seen or heard apart from what it may mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select

from esthersim.language import _, get_language
from esthersim.play.words import FACILITATOR
from esthersim.screens.base import PlainStatic
from esthersim.screens.keys import Action
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.prose import Line, bullet
from esthersim.screens.prose import heading as titled
from esthersim.screens.widgets.field import LineField
from esthersim.screens.widgets.lines import Lines, flow, hang, heading, label, measure, with_gaps
from esthersim.screens.widgets.paper import Paper
from esthersim.views.names import seat_title
from esthersim.views.observer import ObserverView, observer_view, observing_seats, to_look_for

LONGEST = 1000
MOST_WRITTEN = 5


class ObserverScreen(PlayingScreen):
    """Write one observation after the other. Escape goes back to where one came from."""

    CSS_PATH = "observer.tcss"

    def __init__(self, seat: str = FACILITATOR) -> None:
        super().__init__()
        self._seat = seat
        self._labelled: tuple[object, ...] = ()

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return what an observer does."""
        return (
            Action("observer.keep", "f8", "keep", _("Keep it"), shown=True),
            Action("observer.seat", "f6", "seat", _("Who observes"), shown=True),
            Action("observer.look_for", "f7", "look_for", _("Watch for"), shown=True),
            Action("observer.close", "escape", "close", _("Close"), shown=True),
        )

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the observer's actions; the journey does not go on from here."""
        return tuple(action for action in super().all_actions() if action.id not in {"run.next", "run.leave"})

    def compose_body(self) -> Iterable[Widget]:
        """Compose the fields under what to watch."""
        with VerticalScroll(id="observer", can_focus=False):
            yield Paper(id="watch")
            yield PlainStatic(id="seen-label", classes="label")
            yield LineField(id="seen", max_length=LONGEST, select_on_focus=False)
            yield PlainStatic(id="meaning-label", classes="label")
            yield LineField(id="meaning", max_length=LONGEST, select_on_focus=False)
            yield PlainStatic(id="about-label", classes="label")
            yield Select[str]((), id="about", compact=True)
            yield PlainStatic(id="watching-label", classes="label")
            yield Select[str]((), id="watching", compact=True)
            yield Paper(id="written")

    def on_mount(self) -> None:
        """Begin with what was seen."""
        self.query_one("#seen", Input).focus()

    def view(self) -> ObserverView:
        """Return what this seat watches now."""
        session = self.session
        return observer_view(session.retelling, session.words, self._seat, session.text.debrief)

    def redraw(self) -> None:
        """Draw what has changed; what is being written stays."""
        view, language = self.view(), get_language()
        self.query_one("#watch", Paper).show((view, language), lambda columns: _watch_lines(view, columns))
        self.query_one("#written", Paper).show((view, language), lambda columns: _written_lines(view, columns))
        labelled = (language, self.session.words_language, self._seat, view.watch)
        if labelled == self._labelled:
            return
        self._labelled = labelled
        texts = {
            "seen": _("What did you see or hear? Only what a camera would have caught."),
            "meaning": _("What may it mean? (can be left empty)"),
            "about": _("About whom?"),
            "watching": _("Which objective or behaviour?"),
        }
        for name, text in texts.items():
            self.query_one(f"#{name}-label", PlainStatic).show(text)
        words = self.session.words
        self._offer("#about", [(seat_title(words, role), role) for role in words.roles])
        self._offer("#watching", [(title, key) for key, title in view.watch])

    def _offer(self, field: str, choices: list[tuple[str, str]]) -> None:
        select: Select[Any] = self.query_one(field, Select)
        chosen = select.value
        select.prompt = _("nobody in particular") if field == "#about" else _("none in particular")
        select.set_options([(Content(title), key) for title, key in choices])
        if chosen in [key for _title, key in choices]:
            select.value = chosen

    @on(Input.Submitted, "#seen")
    def go_to_meaning(self) -> None:
        """Go on to what it may mean."""
        self.query_one("#meaning", Input).focus()

    @on(Input.Submitted, "#meaning")
    def action_keep(self) -> None:
        """Keep the observation, and be ready for the next."""
        from esthersim.play.entries import Observed

        seen, meaning = self.query_one("#seen", Input), self.query_one("#meaning", Input)
        about, watching = (self.query_one(field, Select).value for field in ("#about", "#watching"))
        kept = self.ask(
            Observed(
                seen.value,
                meaning.value,
                about if isinstance(about, str) else None,
                watching if isinstance(watching, str) else None,
                seat=self._seat,
            )
        )
        if kept:
            seen.value = meaning.value = ""
            self.say(_("Kept. What else?"))
            seen.focus()

    def action_seat(self) -> None:
        """Observe as the next observer."""
        seats = [seat for seat, _title in observing_seats(self.session.words)]
        self._seat = seats[(seats.index(self._seat) + 1) % len(seats)]
        self.redraw()

    def action_look_for(self) -> None:
        """Show what to look for, as the seat's instrument has it."""
        from esthersim.screens.reading import Reading

        aim, areas = to_look_for(self.session.words, self._seat, self.session.text.debrief)
        lines = [*([Line(aim), Line()] if aim else [])]
        for title, points in areas:
            lines += [titled(title), *map(bullet, points), Line()]
        self.app.push_screen(Reading(lines[:-1], also="f7"))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _watch_lines(view: ObserverView, columns: int) -> Lines:
    columns = measure(columns)
    follows = [line for _key, title in view.watch for line in hang("· ", title, columns)]
    here = (
        flow(_("At this event: {what}").format(what=", ".join(view.here)), columns, "$secondary") if view.here else []
    )
    return with_gaps([heading(view.title, columns, "bold $accent"), follows, here, [Content("")]])


def _written_lines(view: ObserverView, columns: int) -> Lines:
    if not view.written:
        return ()
    columns = measure(columns)
    lines = [label(_("Written so far"), columns)]
    for seen, meaning in view.written[-MOST_WRITTEN:]:
        lines += hang("· ", seen, columns)
        lines += hang(_("  may mean: "), meaning, columns, "italic") if meaning else []
    return tuple(lines)
