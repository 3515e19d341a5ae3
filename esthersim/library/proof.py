"""Proof of use in words: who has reviewed a scenario, by profession, and when it was piloted."""

from __future__ import annotations

from esthersim.language import _, ngettext


def review_words(of: str, day: str, by: str) -> str:
    """Return a review: of what, on which day, and by which profession."""
    return {
        "clinical": _("Reviewed for its clinical content on {day}, by {by}"),
        "legal": _("Reviewed for its legal content on {day}, by {by}"),
        "language": _("Reviewed for its language on {day}, by {by}"),
        "training": _("Reviewed as a training on {day}, by {by}"),
    }[of].format(day=day, by=by)


def pilot_words(day: str, people: int | None) -> tuple[str, ...]:
    """Return a pilot: its day, and with how many people where that is known."""
    piloted = _("Piloted on {day}").format(day=day)
    if people is None:
        return (piloted,)
    return (piloted, ngettext("with one person", "with {count} people", people).format(count=people))


def no_proof() -> str:
    """Return what is said of a scenario that nobody has reviewed or piloted."""
    return _("Neither reviewed nor piloted.")
