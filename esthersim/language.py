"""The interface's language: gettext catalogues, chosen while the program runs.

Message ids are English and stand in the code as `_("...")`, called when something is drawn and never at import, so that
a change of language is seen at the next drawing. The choice is one value for the whole process: Textual draws in one
thread, and a worker that words a message must use the language that the room sees.
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

DOMAIN = "esthersim"
SOURCE_LANGUAGE = "en"
"""The language of the message ids: needs no catalogue."""
DEFAULT_LANGUAGE = "sv"
"""What a system without a known language gets: the program is made for Swedish care."""

_LOCALE = Path(__file__).parent / "locale"

_current: gettext.NullTranslations = gettext.NullTranslations()
_code = SOURCE_LANGUAGE


def available_languages() -> tuple[str, ...]:
    """Return the codes of the languages that the interface can speak, sorted."""
    catalogues = _LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.?o")
    return tuple(sorted({SOURCE_LANGUAGE, *(catalogue.parts[-3] for catalogue in catalogues)}))


def get_language() -> str:
    """Return the code of the language that is spoken now."""
    return _code


def set_language(code: str) -> None:
    """Speak another language from now on.

    Raises `ValueError` where there is no catalogue for `code`; the language is then unchanged.
    """
    global _code, _current  # noqa: PLW0603  # one language for the whole process, see above
    if code not in available_languages():
        raise ValueError(f"no catalogue for the language '{code}': there are {', '.join(available_languages())}")
    _current = _catalogue(code)
    _code = code


def system_language(environ: Mapping[str, str]) -> str:
    """Return the interface language that the surroundings ask for.

    The first of ESTHERSIM_LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set decides, the order of POSIX's locale
    variables. A language that is not spoken here, `C` included, gives Swedish.
    """
    for variable in ("ESTHERSIM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            code = re.split("[-_.@]", value)[0].lower()
            return code if code in available_languages() else DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def _(message: str) -> str:
    """Return the message in the language spoken now; placeholders are filled in afterwards with `format`."""
    return _current.gettext(message) if message else ""  # gettext answers the empty id with the catalogue's header


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a message that suits the count."""
    return _current.ngettext(one, many, count)


def format_date(day: date, *, year: bool = False) -> str:
    """Return a day in words: "lördag 7 mars", "Saturday 7 March", with the year where asked for."""
    words = {"weekday": _weekdays()[day.weekday()], "day": day.day, "month": _months()[day.month - 1], "year": day.year}
    form = _("{weekday} {day} {month} {year}") if year else _("{weekday} {day} {month}")
    return form.format(**words)


def format_clock_time(moment: datetime, *, year: bool = False) -> str:
    """Return a moment of story time or of a calendar in words: "lördag 7 mars 08:00", "Saturday 7 March 08:00"."""
    return _("{date} {time}").format(date=format_date(moment, year=year), time=f"{moment:%H:%M}")


def quoted(text: str, language: str | None = None) -> str:
    """Return a text in the quotation marks of a language; without one, of the interface's."""
    return f"”{text}”" if (language or _code).startswith("sv") else f"“{text}”"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    folder = _LOCALE / code / "LC_MESSAGES"
    compiled = folder / f"{DOMAIN}.mo"
    if compiled.is_file():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compile(folder / f"{DOMAIN}.po")


def _compile(catalogue: Path) -> gettext.GNUTranslations:
    """Compile a catalogue in memory: in a checkout there is no .mo, which only the wheel has."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with catalogue.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def _months() -> tuple[str, ...]:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
