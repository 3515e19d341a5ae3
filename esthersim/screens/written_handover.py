"""A handover in writing on one keyboard: curtain, the sender writes, curtain, the receiver repeats, curtain.

The sender's page shows only what that role knows, the receiver's page only what was written. The curtain between them
keeps one from seeing the other's page.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from esthersim.cleaning import personal_number_in
from esthersim.language import _, get_language
from esthersim.scenario.formats import OWN_WORDS
from esthersim.screens import keys
from esthersim.screens.base import PlainStatic
from esthersim.screens.keys import Action
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.widgets.field import Field
from esthersim.screens.widgets.handover import who_to_whom, written_lines
from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.lines import Lines, centred, flow, hang, label, measure, with_gaps
from esthersim.screens.widgets.pane import TextBlock
from esthersim.views import writing
from esthersim.views.handover import FactView, HandoverView, keeping, sender_facts

READ_BACK = "read-back"


class WrittenHandover(PlayingScreen):
    """The pages of a written handover, one after another. What a seat has written is kept until it is used."""

    CSS_PATH = "written_handover.tcss"
    TO_ALL = True
    STAGES = ("to-sender", "sender", "to-receiver", "receiver", "to-facilitator")

    def __init__(self) -> None:
        super().__init__()
        self._stage = "to-sender"
        self._arrival = 0
        self._built: tuple[object, ...] = ()

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions that turn the pages."""
        return (
            Action("written.done", "f8", "done", _("Done"), shown=True),
            Action("written.open", "enter", "open", _("Open"), shown=True),
            Action("written.back", "escape", "back", _("Back to the facilitator"), shown=True),
        )

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the pages' actions; nothing else of a run works here but the pause."""
        return (*cls.own_actions(), *keys.everywhere())

    def compose_body(self) -> Iterable[Widget]:
        """Compose a curtain, and under it the page with its fields."""
        yield TextBlock(id="curtain")
        with VerticalScroll(id="page", can_focus=False):
            yield TextBlock(id="above")
            yield VerticalScroll(id="fields", can_focus=False)

    def on_mount(self) -> None:
        """Begin at the sender's curtain, or at the receiver's if the handover has been sent."""
        state = self.session.state
        self._arrival = state.here.way.seq
        self._form, self._words = writing.handover_form(state), writing.handover_words(state)
        self._read_back = writing.read_back(state)
        view = self.view()
        self._stage = "to-receiver" if view is not None and view.sent else "to-sender"

    def header(self) -> str:
        """Return the scenario's title alone."""
        return self.scenario_title

    def view(self) -> HandoverView | None:
        """Return the handover, or `None` where the journey has moved on."""
        return self.handover_of(self._arrival)

    def redraw(self) -> None:
        """Draw the present page; what is being written stays."""
        view = self.view()
        if view is None:
            if self.is_current:
                self.dismiss()
            return
        shown = (self._stage, get_language(), self.session.words_language)
        if shown == self._built:
            return
        self._built = shown
        curtain = self._stage.startswith("to-")
        self.query_one("#curtain").display = curtain
        self.query_one("#page").display = not curtain
        if curtain:
            self.set_focus(None)
            self.query_one("#curtain", TextBlock).show(shown, lambda columns: curtain_lines(self._stage, view, columns))
            self.query_one("#above", TextBlock).show((), lambda _columns: ())
        elif self._stage == "sender":
            facts = sender_facts(self.session.state, self.session.shown)
            self.query_one("#above", TextBlock).show(shown, lambda columns: known_lines(view, facts, columns))
        else:
            self.query_one("#above", TextBlock).show(shown, lambda columns: received_lines(view, columns))
        self.call_later(self._fields, view)
        self.refresh_bindings()

    async def _fields(self, view: HandoverView) -> None:
        """Put the fields of the page in place; they are made once, when the page is opened."""
        place = self.query_one("#fields")
        said, repeated, _confirmed = view.format.closed_loop
        self._keep()
        await place.remove_children()
        if self._stage == "sender":
            sections = [
                (section.id, f"{section.letter}  {section.title}: {section.prompt}", section.belongs)
                for section in view.format.sections
            ] or [(OWN_WORDS, view.format.title, said.means)]
            begun = self.session.drafts.texts(self._words)
        elif self._stage == "receiver":
            sections = [(READ_BACK, _("Repeat it in your own words"), repeated.means)]
            begun = {READ_BACK: self._repeated}
        else:
            return
        widgets: list[Widget] = []
        for key, title, belongs in sections:
            area = Field(begun.get(key, ""), name=key, lines=True)
            area.compact = True
            widgets.append(Vertical(PlainStatic(title, classes="label"), PlainStatic(belongs, classes="belongs"), area))
        await place.mount_all(widgets)
        # Show the top of the page: what the sender knows, or has written, is read before anything is typed.
        place.query(TextArea).first().focus(scroll_visible=False)
        self.query_one("#page").scroll_home(animate=False)

    def on_descendant_focus(self) -> None:
        """Show what belongs in the part that has the focus; a page has room for only one such text."""
        for part in self.query("#fields Vertical"):
            part.set_class(self.focused in part.children, "-here")

    @property
    def _repeated(self) -> str:
        return self.session.drafts.text(self._read_back, writing.TEXT)

    @on(TextArea.Changed)
    def _keep(self) -> None:
        """Keep the texts of the page, except of one that has been sent and stays up until the next is laid out."""
        view, drafts = self.view(), self.session.drafts
        for area in self.query(TextArea):
            if view is None or area.name is None:
                continue
            if area.name == READ_BACK and not view.received:
                drafts.keep(self._read_back, {writing.TEXT: area.text})
            elif area.name != READ_BACK and not view.sent:
                drafts.keep(self._words, {area.name: area.text})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Return whether a key turns this page."""
        if action in {"open", "done"}:
            return self._stage.startswith("to-") == (action == "open")
        return True

    def action_open(self) -> None:
        """Open the curtain: the person that it names is at the keyboard."""
        if self._stage == "to-facilitator":
            self.dismiss()
        else:
            self._turn()

    def action_done(self) -> None:
        """Finish the page: the sender's is sent, the receiver's is kept until the handover is marked as received."""
        act = self.act("send-written")
        self._keep()
        if self._stage == "sender":
            words = dict(self.session.drafts.texts(self._words))
            if not any(text.strip() for text in words.values()):
                self.say(_("Nothing is written yet."), "refused")
            elif act is not None and self.ask(act.command(words), saves=(self._words, self._form)):
                self._turn()
        elif not self._repeated.strip():
            self.say(_("Write what you have understood, in your own words."), "refused")
        else:
            why = _personal(self._repeated)
            if why:
                self.say(why, "refused")
            else:
                self.session.drafts.keep(self._read_back, {writing.DONE: writing.DONE})
                self._turn()

    def _turn(self) -> None:
        self._stage = self.STAGES[self.STAGES.index(self._stage) + 1]
        self.redraw()

    def action_back(self) -> None:
        """Go back to the facilitator; what was written is kept."""
        self._keep()
        self.dismiss()


def _personal(text: str) -> str:
    if personal_number_in(text):
        return _("That looks like a personal number. Leave it out: no real person belongs here.")
    return ""


def curtain_lines(stage: str, view: HandoverView, columns: int) -> Lines:
    """Return the curtain, which says only whose turn it is."""
    who = {"to-sender": view.sender, "to-receiver": view.receivers[0]}.get(stage, _("the facilitator"))
    ask = {
        "to-sender": _("What comes next is for {role} alone. Press Enter when {role} sits here."),
        "to-receiver": _("What was written is for {role} to read. Press Enter when {role} sits here."),
    }.get(stage, _("What comes next is for the facilitator alone. Press Enter when the facilitator sits here."))
    name = large(who, columns - 4, 2)
    lines = [
        Content.styled(_("Give the keyboard to"), "bold $secondary"),
        Content(""),
        *(
            [Content.styled(row, "bold $accent") for row in name]
            if name
            else flow(who.upper(), columns, "bold $accent")
        ),
        Content(""),
        *flow(ask.format(role=who), measure(columns)),
    ]
    return (Content(""), Content(""), *centred(lines, columns))


def known_lines(view: HandoverView, facts: tuple[FactView, ...], columns: int) -> Lines:
    """Return the sender's page above the fields: the receivers and what this role knows and must keep.

    It never says which facts should be passed on.
    """
    columns = measure(columns)
    known = [line for fact in facts for line in hang("· ", keeping(fact) if fact.kept_from else fact.text, columns)]
    nothing = flow(_("You know nothing about this yet."), columns)
    return with_gaps([
        flow(who_to_whom(view), columns, "bold $accent"),
        [label(_("What you know"), columns), *(known or nothing)],
    ])  # fmt: skip


def received_lines(view: HandoverView, columns: int) -> Lines:
    """Return the receiver's page above the field, which has only what was written."""
    columns = measure(columns)
    return with_gaps([flow(who_to_whom(view), columns, "bold $accent"), written_lines(view, columns)])
