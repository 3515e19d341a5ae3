"""The observer's screen: what to watch, and fields that keep what was seen or heard apart from what it may mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select

from esthersim.language import _, get_language
from esthersim.play.vocabulary import FACILITATOR
from esthersim.runs.names import seat_title
from esthersim.screens.base import PlainStatic
from esthersim.screens.keys import Action
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.text_dialog import TextDialog
from esthersim.screens.text_lines import Line, bullet
from esthersim.screens.text_lines import heading as titled
from esthersim.screens.widgets.field import LineField
from esthersim.screens.widgets.lines import Lines, flow, hang, heading, label, measure, with_gaps
from esthersim.screens.widgets.pane import TextBlock
from esthersim.views import writing
from esthersim.views.observer import ObserverView, observer_view, observing_seats, to_look_for

LONGEST = 1000
MOST_WRITTEN = 5


class ObserverScreen(PlayingScreen):
    """Write one observation after another. Escape goes back to the screen below."""

    CSS_PATH = "observer.tcss"

    def __init__(self, seat: str = FACILITATOR) -> None:
        super().__init__()
        self._keyboard = self._seat = seat
        """The seat that has the keyboard, and the one that observes."""
        self._labelled: tuple[object, ...] = ()

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return what an observer does."""
        return (
            Action("observer.keep", "f8", "keep", _("Keep it"), shown=True, acts=("observe",)),
            Action("observer.seat", "f6", "seat", _("Who observes"), shown=True),
            Action("observer.look_for", "f7", "look_for", _("Watch for"), shown=True),
            Action("observer.close", "escape", "close", _("Close"), shown=True),
        )

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the observer's actions; the journey cannot go on from this screen."""
        return tuple(action for action in super().all_actions() if action.id not in {"run.next", "run.leave"})

    def compose_body(self) -> Iterable[Widget]:
        """Compose the list of what to watch, and the fields below it."""
        with VerticalScroll(id="observer", can_focus=False):
            yield TextBlock(id="watch")
            yield PlainStatic(id="seen-label", classes="label")
            yield LineField(id="seen", max_length=LONGEST, select_on_focus=False)
            yield PlainStatic(id="meaning-label", classes="label")
            yield LineField(id="meaning", max_length=LONGEST, select_on_focus=False)
            yield PlainStatic(id="about-label", classes="label")
            yield Select[str]((), id="about", compact=True)
            yield PlainStatic(id="watching-label", classes="label")
            yield Select[str]((), id="watching", compact=True)
            yield TextBlock(id="written")

    def on_mount(self) -> None:
        """Begin at what was seen, with what was typed here before."""
        self._writing = writing.observation(self.session.state, self._keyboard)
        begun = self.session.drafts.texts(self._writing)
        if begun.get("seat") in dict(observing_seats(self.session.shown)):
            self._seat = begun["seat"]
        self.redraw()
        for field in self.query(Input):
            field.value = begun.get(field.id or "", "")
        for select in self.query(Select):
            self._choose(select, begun.get(select.id or ""))
        self.query_one("#seen", Input).focus()

    @on(Input.Changed)
    @on(Select.Changed)
    def typed(self) -> None:
        """Keep the texts of the fields and who observes; choices without a text are not an observation yet."""
        drafts = self.session.drafts
        if not drafts.texts(self._writing):  # the journey may have moved on since the last one
            self._writing = writing.observation(self.session.state, self._keyboard)
        texts = {field.id or "": field.value for field in self.query(Input)}
        chosen = {each.id or "": each.value if isinstance(each.value, str) else "" for each in self.query(Select)}
        texts |= {**chosen, "seat": self._seat} if any(texts.values()) else dict.fromkeys((*chosen, "seat"), "")
        drafts.keep(self._writing, texts)

    def view(self) -> ObserverView:
        """Return what this seat watches now."""
        session = self.session
        return observer_view(session.retelling, session.shown, self._seat, session.text.debrief)

    def redraw(self) -> None:
        """Draw what has changed; what is being written stays."""
        view, language = self.view(), get_language()
        self.query_one("#watch", TextBlock).show((view, language), lambda columns: _watch_lines(view, columns))
        self.query_one("#written", TextBlock).show((view, language), lambda columns: _written_lines(view, columns))
        labelled = (language, self.session.words_language, self._seat, view.watch)
        if labelled == self._labelled:
            return
        self._labelled = labelled
        texts = {
            "seen": _("What did you see or hear? Only what a camera would have caught."),
            "meaning": _("What might it mean? (can be left empty)"),
            "about": _("About whom?"),
            "watching": _("Which objective or behaviour?"),
        }
        for name, text in texts.items():
            self.query_one(f"#{name}-label", PlainStatic).show(text)
        shown = self.session.shown
        self._offer("#about", [(seat_title(shown, role), role) for role in shown.roles])
        self._offer("#watching", [(title, key) for key, title in view.watch])

    def _offer(self, field: str, choices: list[tuple[str, str]]) -> None:
        select: Select[Any] = self.query_one(field, Select)
        chosen = select.value
        select.prompt = _("nobody in particular") if field == "#about" else _("none in particular")
        select.set_options([(Content(title), key) for title, key in choices])
        self._choose(select, chosen)

    def _choose(self, select: Select[Any], key: object) -> None:
        """Choose the option with this key, if it is on offer."""
        if key in (self.session.shown.roles if select.id == "about" else dict(self.view().watch)):
            select.value = key

    @on(Input.Submitted, "#seen")
    def go_to_meaning(self) -> None:
        """Go on to what it may mean."""
        self.query_one("#meaning", Input).focus()

    @on(Input.Submitted, "#meaning")
    def action_keep(self) -> None:
        """Keep the observation, and be ready for the next."""
        seen, meaning = self.query_one("#seen", Input), self.query_one("#meaning", Input)
        about, watching = (self.query_one(field, Select).value for field in ("#about", "#watching"))
        act = self.act("observe", self._seat)
        form = {
            "seen": seen.value,
            "meaning": meaning.value,
            "about": about if isinstance(about, str) else None,
            "watching": watching if isinstance(watching, str) else None,
        }
        kept = act is not None and self.ask(act.command(form), saves=(self._writing,))
        if kept:
            seen.value = meaning.value = ""
            self.say(_("Kept. What else?"))
            seen.focus()

    def action_seat(self) -> None:
        """Observe as the next observer."""
        seats = [seat for seat, _title in observing_seats(self.session.shown)]
        self._seat = seats[(seats.index(self._seat) + 1) % len(seats)]
        self.redraw()
        self.typed()

    def action_look_for(self) -> None:
        """Show what to look for, as the seat's instrument has it."""
        aim, areas = to_look_for(self.session.shown, self._seat, self.session.text.debrief)
        lines = [*([Line(aim), Line()] if aim else [])]
        for title, points in areas:
            lines += [titled(title), *map(bullet, points), Line()]
        self.app.push_screen(TextDialog(lines[:-1], also="f7"))

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
