"""The form for one action of the plan: a row for each part, help with the present one, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from esthersim.debriefing.action_plan import missing_words
from esthersim.language import _
from esthersim.screens.base import PlainStatic
from esthersim.screens.widgets.acting import helps, labels
from esthersim.screens.widgets.field import Field
from esthersim.views import plan as v

PARTS = v.ActionTexts._fields
TYPED = tuple(part for part in PARTS if part != "objective")


class ActionForm(Vertical):
    """What is typed about an action. It stays here until it is saved or thrown away, whatever happens around it."""

    def __init__(self) -> None:
        super().__init__(id="form")
        self.action: str | None = None
        """The id of the action that is being written; None: nothing is."""
        self._objective = ""
        self._first = v.ActionTexts()
        """What the form began with, to know whether anything was typed."""

    def compose(self) -> ComposeResult:
        """Compose a row for each part."""
        yield PlainStatic(id="form-title")
        with VerticalScroll(id="form-fields", can_focus=False):
            for part in PARTS:
                with Horizontal(id=f"row-{part}", classes="row"):
                    yield PlainStatic(id=f"label-{part}")
                    yield Field(id=f"field-{part}")
        yield PlainStatic(id="form-help")

    def on_mount(self) -> None:
        """Let the objective be chosen, not typed."""
        self.field("objective").read_only = True

    def field(self, part: str) -> Field:
        """Return the field of a part."""
        return self.query_one(f"#field-{part}", Field)

    @property
    def here(self) -> str:
        """The part that has the focus; the first where none has."""
        focused = self.screen.focused
        part = (focused.id or "").removeprefix("field-") if isinstance(focused, Field) else ""
        return part if part in PARTS else "what"

    @property
    def texts(self) -> v.ActionTexts:
        """The action as it is typed."""
        return v.ActionTexts(objective=self._objective, **{part: self.field(part).text for part in TYPED})

    @property
    def begun(self) -> bool:
        """Whether anything was typed beside what the form began with."""
        return v.is_begun(self.texts, self._first)

    def open(self, action: str, texts: v.ActionTexts, first: v.ActionTexts) -> None:
        """Put an action into the form; `first` is what counts as not typed by anybody."""
        self.action, self._first = action, first
        for part in PARTS:
            self.put(part, getattr(texts, part))

    def put(self, part: str, text: str) -> None:
        """Put a text into a part; an objective by its id."""
        if part == "objective":
            self._objective = text
        else:
            self.field(part).write(text)

    def draw(self, number: int, objectives: Mapping[str, str], today: date) -> None:
        """Draw all but what is typed: the action's number, the objective's text, the labels and the help."""
        self.query_one("#form-title", PlainStatic).show(_("Action {number}").format(number=number))
        self.field("objective").write(objectives.get(self._objective, self._objective))
        here = self.here
        for part in PARTS:
            self.query_one(f"#label-{part}", PlainStatic).show(labels()[part])
            self.query_one(f"#row-{part}").set_class(part == here, "-here")
        self.query_one("#form-help", PlainStatic).show(help_with(here, self.texts, today))


def help_with(part: str, texts: v.ActionTexts, today: date) -> str:
    """Return what helps with a part, a day as it was understood, and what the action still lacks."""
    missing = ", ".join(missing_words(v.read_action(texts, "", today).entry))
    told = helps()[part]
    if part in {"due", "follow_ups"} and (meant := v.understood(getattr(texts, part), today)):
        told = _("That is {days}.").format(days=meant)
    lacks = _("Still missing: {parts}").format(parts=missing) if missing else _("Nothing is missing.")
    return f"{told}\n{lacks}"
