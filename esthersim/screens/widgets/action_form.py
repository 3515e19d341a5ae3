"""The form for one action of the plan: a row for each part, help with the present one, and what is still missing."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from esthersim.language import _
from esthersim.runs.action_parts import Kind, Part, Texts, part_named, parts, understood
from esthersim.screens.base import PlainStatic
from esthersim.screens.widgets.action_text import hint_of, lacking
from esthersim.screens.widgets.field import Field
from esthersim.views import plan as v


class ActionForm(Vertical):
    """The form of an action. What is typed stays here until it is saved or discarded."""

    def __init__(self) -> None:
        super().__init__(id="form")
        self.action: str | None = None
        """The id of the action that is being written, or `NEW_ACTION`; None: nothing is."""
        self._chosen: dict[str, str] = {}
        """The ids that were chosen for the parts that are never typed."""
        self._first: Texts = {}
        """What the form began with, to know whether anything was typed."""

    def compose(self) -> ComposeResult:
        """Compose a row for each part."""
        yield PlainStatic(id="form-title")
        with VerticalScroll(id="form-fields", can_focus=False):
            for part in parts():
                with Horizontal(id=f"row-{part.name}", classes="row"):
                    yield PlainStatic(id=f"label-{part.name}")
                    yield Field(id=f"field-{part.name}")
        yield PlainStatic(id="form-help")

    def on_mount(self) -> None:
        """Let an objective be chosen, not typed."""
        for part in parts():
            self.field(part.name).read_only = part.kind is Kind.OBJECTIVE

    def field(self, part: str) -> Field:
        """Return the field of a part."""
        return self.query_one(f"#field-{part}", Field)

    @property
    def here(self) -> Part:
        """The part that has the focus; the first where none has."""
        focused = self.screen.focused.id if self.screen.focused else None
        return next((part for part in parts() if focused == f"field-{part.name}"), parts()[0])

    @property
    def texts(self) -> dict[str, str]:
        """The action as it is typed."""
        return {part.name: self._chosen.get(part.name, self.field(part.name).text) for part in parts()}

    @property
    def begun(self) -> bool:
        """Whether anything was typed in addition to what the form began with."""
        return v.is_begun(self.texts, self._first)

    def open(self, action: str, texts: Texts, first: Texts) -> None:
        """Put an action into the form; `first` are the texts that do not count as typed."""
        self.action, self._first = action, first
        for name, text in texts.items():
            self.put(part_named(name), text)

    def put(self, part: Part, text: str) -> None:
        """Put a text into a part; an objective by its id."""
        if part.kind is Kind.OBJECTIVE:
            self._chosen[part.name] = text
        else:
            self.field(part.name).write(text)

    def draw(self, draft: v.ActionView, today: date) -> None:
        """Draw everything but the typed texts: the action's number, the objective's text, the labels and the help."""
        self.query_one("#form-title", PlainStatic).show(_("Action {number}").format(number=draft.number))
        for name in self._chosen:
            self.field(name).write(draft.text(name))
        here = self.here
        for part in parts():
            self.query_one(f"#label-{part.name}", PlainStatic).show(part.label)
            self.query_one(f"#row-{part.name}").set_class(part.name == here.name, "-here")
        self.query_one("#form-help", PlainStatic).show(help_with(here, self.texts[here.name], draft, today))


def help_with(part: Part, text: str, draft: v.ActionView, today: date) -> str:
    """Return help for a part, a day as it was understood, and what is still missing."""
    meant = understood(text, today) if part.kind in {Kind.DAY, Kind.DAYS} else ""
    help_text = _("That is {days}.").format(days=meant) if meant else hint_of(part)
    missing = _("Nothing is missing.") if draft.complete else lacking(draft.missing)
    return f"{help_text}\n{missing}"
