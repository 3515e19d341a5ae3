"""The words that the pages of the library share: kinds, counts, where something comes from."""

from __future__ import annotations

from datetime import date

from esthersim.language import _, format_number, ngettext
from esthersim.reports.library.blocks import Paragraph, cell
from esthersim.reports.library.holdings import Kind


def kind_words(kind: Kind) -> str:
    """Return what the things of a kind are called, as a heading."""
    return {
        "scenario": _("Scenarios"),
        "path": _("Learning paths"),
        "format": _("Handover formats"),
        "rules": _("Rule packs"),
        "guide": _("Debriefing guides"),
        "instrument": _("Instruments"),
        "checklist": _("Checklists"),
    }[kind]


def minutes_word(minutes: float) -> str:
    """Return a number of minutes in words."""
    return ngettext("{count} minute", "{count} minutes", round(minutes)).format(count=format_number(minutes))


def origin(source: tuple[str, ...], licence: str, day: date | str | None) -> tuple[Paragraph, ...]:
    """Return where something comes from, its licence, and when it was written or last checked."""
    told = (
        (_("Source: {source}"), "; ".join(source)),
        (_("Licence: {source}"), licence),
        (_("Date: {source}"), str(day or "")),
    )
    return tuple(Paragraph(cell(text.format(source=what)), quiet=True) for text, what in told if what)
