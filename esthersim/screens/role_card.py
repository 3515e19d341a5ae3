"""A role's card: the public part, and on request the private part, which only that role may read."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.events import Click, Key
from textual.widget import Widget

from esthersim.language import _
from esthersim.screens.base import AppScreen
from esthersim.screens.keys import Action
from esthersim.screens.text_lines import Line, TextLines, bullet, heading, paragraphs
from esthersim.screens.widgets.event import item_text
from esthersim.views.hearing import DocumentView, HappenedView, Hearing, row_texts
from esthersim.views.roles import RoleCard, role_card


class RoleCardScreen(AppScreen):
    """One role's card, on top of the run's screen. The private part is shown on request; any key hides it again."""

    TO_ALL = True

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role
        self.revealed = False
        """Whether the private part is on the screen now."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen."""
        return (
            Action("card.reveal", "s", "reveal", _("Show the private part"), shown=True),
            Action("card.following", "right,tab", "turn(1)", _("Next card"), shown=True),
            Action("card.before", "left,shift+tab", "turn(-1)", _("Previous card")),
            Action("card.close", "escape,q,c", "close", _("Close"), shown=True),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the card."""
        with VerticalScroll(classes="page", can_focus=False):
            yield TextLines(classes="column")

    def header(self) -> str:
        """Return that this is a card, and whether it is private now."""
        return _("Role card") + "\t" + (_("PRIVATE: for this role alone") if self.revealed else _("for everybody"))

    def _card(self) -> RoleCard | None:
        session = self.program.session
        return role_card(session.retelling, session.shown, self.role) if session else None

    def redraw(self) -> None:
        """Draw the card, with its private part only while that was asked for."""
        card = self._card()
        if card is not None:
            self.query_one(TextLines).show(private_lines(card) if self.revealed else public_lines(card))
        self.query_one(TextLines).set_class(self.revealed, "-private")

    def action_reveal(self) -> None:
        """Show the private part, until the next key."""
        self.revealed = True
        self.say(_("Any key hides it again; the arrows scroll."), "refused")
        self.redraw_all()
        self.refresh_bindings()

    def hide(self) -> None:
        """Hide the private part."""
        self.revealed = False
        self.say("")
        self.redraw_all()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing while the private part is shown: the next key hides it, whatever it is."""
        return not self.revealed and super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Hide the private part instead of doing what the key does; the arrows scroll a long one."""
        if not self.revealed:
            return
        event.stop()
        event.prevent_default()
        page = self.query_one(".page", VerticalScroll)
        if event.key in {"down", "pagedown"}:
            page.scroll_page_down(animate=False)
        elif event.key in {"up", "pageup"}:
            page.scroll_page_up(animate=False)
        else:
            self.hide()

    def on_click(self, event: Click) -> None:
        """Hide the private part with the mouse too."""
        if self.revealed:
            event.stop()
            self.hide()

    def action_turn(self, step: int) -> None:
        """Show another role's card, its public part."""
        if self.program.session is not None:
            roles = list(self.program.session.shown.roles)
            self.role = roles[(roles.index(self.role) + step) % len(roles)]
            self.hide()

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)


def public_lines(card: RoleCard) -> list[Line]:
    """Return the public part."""
    lines = [Line(card.title, style="bold"), Line(card.organisation), Line(), *paragraphs(card.brief), Line(), Line()]
    lines += [
        heading(_("The private part is hidden")),
        Line(),
        Line(_("Turn the screen away from the others, or hand over the keyboard. Then press s.")),
    ]
    return lines


def private_lines(card: RoleCard) -> list[Line]:
    """Return the private part: what the role alone hears now, what it wants, keeps and knows."""
    lines = [Line(card.title, style="bold"), Line(), *_heard(card.hearing)]
    if card.private:
        lines += [*paragraphs(card.private), Line()]
    if card.goals:
        lines += [heading(_("What you want")), *map(bullet, card.goals), Line()]
    if card.keeps:
        lines += [heading(_("What you must not pass on")), *map(bullet, card.keeps), Line()]
    lines += [heading(_("What you know"))]
    known = [bullet(f"{fact} ({since})" if since else fact) for fact, since in card.knows]
    return [*lines, *(known or [Line(_("Nothing that the others do not know."))])]


def _heard(hearing: Hearing | None) -> list[Line]:
    """Return what the role hears at the present event and not everybody does; what all hear is on the shared screen."""
    if hearing is None or not hearing.has_own:
        return []
    said, lines = hearing.said, [heading(_("Here and now, for you"))]
    lines += _reached(said.came_before)
    lines += [*paragraphs(hearing.only), Line()] if hearing.only else []
    if hearing.closed:
        lines += [Line(said.feedback, style="italic"), Line()] if said.feedback else []
        lines += [*paragraphs(said.text), Line()] if said.text else []
        for each in said.spoken:
            lines += [Line(f"{each.who}: {each.words}" if each.who else each.words, style="italic"), Line()]
    for document in said.documents:
        if hearing.closed or document.readers:
            lines += [*_document(document), Line()]
    lines += _reached(said.happened_here)
    if hearing.closed and said.checklist:
        lines += [Line(_("To tick"), style="bold"), *(bullet(item_text(each)) for each in said.checklist), Line()]
    if hearing.closed and said.decision is not None:
        lines += [Line(said.decision.question, style="bold")]
        lines += [Line(each.text, f"{each.number}  ") for each in said.decision.options]
        lines += [Line()]
    return lines


def _reached(injects: Iterable[HappenedView]) -> list[Line]:
    """Return the injects that reached the role, each with its story time where it came before the team arrived."""
    lines: list[Line] = []
    for each in injects:
        if each.to and each.text:
            lines += [Line(each.when)] if each.when else []
            lines += [bullet(each.title, "▸ "), *paragraphs(each.text), Line()]
    return lines


def _document(document: DocumentView) -> list[Line]:
    """Return a document, each row of a table on a line of its own."""
    lines = [Line(document.title, style="bold"), *([Line(document.written_by)] if document.written_by else [])]
    lines += paragraphs(document.text) if document.text else []
    return [*lines, *(bullet(row) for row in row_texts(document))]
