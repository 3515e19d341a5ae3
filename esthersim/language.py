"""The language of the interface: which one it is, its messages, and how it writes dates, lists and numbers.

Message ids are English and written in the code as `_("...")`, which is called when something is drawn and never at
import, so that the next drawing follows a change of language. A process has a default language, which a front end with
one screen changes with `set_language`; `speaking` sets another for a block, so that two seats can read the same view in
two languages. Never cache a message without the language in the key.

Dates, lists and numbers are few and in two languages, so they are written here: Babel would take 27 ms for the first
date after a start. Tests compare these functions with Babel.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from esthersim.catalogues import catalogue_codes, load_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

SOURCE_LANGUAGE = "en"
"""The language of the message ids, which needs no catalogue."""
DEFAULT_LANGUAGE = "sv"
"""The language on a system whose language is unknown: the program is made for Swedish care."""


class _Language(NamedTuple):
    code: str
    messages: gettext.NullTranslations


class _Conventions(NamedTuple):
    """The conventions of a language: quotation marks, lists, decimals, yes and no, and the order of its letters."""

    quotes: tuple[str, str]
    conjunction: str
    decimal: str
    answers: tuple[str, str]
    """No and yes."""
    letters: Mapping[int, str]
    """The letter that another is sorted as, if that is not simply the letter without its accent."""


_default = _Language(SOURCE_LANGUAGE, gettext.NullTranslations())
_chosen: ContextVar[_Language | None] = ContextVar("language", default=None)

_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"}
_AFTER_Z = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"}
"""For Swedish; the brace, bar and brace are the three characters after z."""
_ENGLISH = _Conventions(("“", "”"), "and", ".", ("no", "yes"), str.maketrans(_LETTERS))
_SWEDISH = _Conventions(("”", "”"), "och", ",", ("nej", "ja"), str.maketrans(_LETTERS | _AFTER_Z))


def available_languages() -> tuple[str, ...]:
    """Return the codes of the interface's languages, sorted."""
    return tuple(sorted({SOURCE_LANGUAGE} | catalogue_codes()))


def get_language() -> str:
    """Return the code of the language spoken here: that of the innermost `speaking`, otherwise the default."""
    return _spoken().code


def set_language(code: str) -> None:
    """Make a language the default of the process, for every thread and task that has not set its own.

    Raises `ValueError`, and changes nothing, if there is no catalogue for `code`.
    """
    global _default  # noqa: PLW0603 - the one default of the process, see above
    _default = _language(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within the block only; other tasks and threads keep theirs.

    Tasks created within the block, and functions passed to `asyncio.to_thread`, keep its language as long as they
    run; threads and executors do not inherit it. So draw in the block, but do not mount widgets there: their messages
    would be handled in this language from then on. A generator must not yield within the block, because its caller
    would then speak the language.

    Raises `ValueError` if there is no catalogue for `code`.
    """
    token = _chosen.set(_language(code))
    try:
        yield
    finally:
        _chosen.reset(token)


def system_language(environ: Mapping[str, str]) -> str:
    """Return the interface language that the environment variables ask for.

    The first of ESTHERSIM_LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set decides, in the order of POSIX's locale
    variables. A language without a catalogue, `C` included, gives Swedish.
    """
    for variable in ("ESTHERSIM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            code = re.split("[-_.@]", value)[0].lower()
            return code if code in available_languages() else DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def _(message: str) -> str:
    """Return the message in the language spoken here; fill in its placeholders afterwards with `format`."""
    return _spoken().messages.gettext(message) if message else ""  # gettext returns its header for the empty id


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or plural form of a message, according to the count."""
    return _spoken().messages.ngettext(one, many, count)


def format_date(day: date, *, year: bool = False) -> str:
    """Return a day in words: "lördag 7 mars", "Saturday 7 March", with the year if asked for."""
    words = {"weekday": _weekdays()[day.weekday()], "day": day.day, "month": _months()[day.month - 1], "year": day.year}
    form = _("{weekday} {day} {month} {year}") if year else _("{weekday} {day} {month}")
    return form.format(**words)


def format_clock_time(moment: datetime, *, year: bool = False) -> str:
    """Return a moment of story time or of a calendar in words: "lördag 7 mars 08:00", "Saturday 7 March 08:00"."""
    return _("{date} {time}").format(date=format_date(moment, year=year), time=f"{moment:%H:%M}")


def format_list(texts: Iterable[str], language: str | None = None) -> str:
    """Return texts as a list in a language, by default that of the interface: "a, b och c", "a, b and c"."""
    *before, last = list(texts) or [""]
    return f"{', '.join(before)} {_conventions(language).conjunction} {last}" if before else last


def format_number(value: float, language: str | None = None) -> str:
    """Return a number without needless decimals: "2,5" in Swedish, "2.5" in English, "30" in both."""
    return f"{value:g}".replace(".", _conventions(language).decimal)


def format_decimals(value: float | Decimal, decimals: int, language: str | None = None) -> str:
    """Return a number with just so many decimals: "37,0" in Swedish, "37.0" in English."""
    return f"{value:.{decimals}f}".replace(".", _conventions(language).decimal)


def format_truth(value: bool, language: str | None = None) -> str:
    """Return "yes" or "no" in a language, by default that of the interface."""
    return _conventions(language).answers[value]


def quoted(text: str, language: str | None = None) -> str:
    """Return a text in the quotation marks of a language, by default that of the interface."""
    before, after = _conventions(language).quotes
    return f"{before}{text}{after}"


def sort_key(text: str, language: str | None = None) -> tuple[str, str]:
    """Return the key by which to sort a text in a language, by default that of the interface.

    In Swedish å, ä and ö come after z, æ sorts as ä, ø as ö and ü as y, and w is a letter of its own (Svenska
    Akademiens ordlista, 13th edition, 2006; CLDR, collation "sv"). Other accents, and in English all
    accents, only decide between texts that are otherwise equal; then small letters come before capitals (CLDR, root
    collation).
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_conventions(language).letters)
    decomposed = unicodedata.normalize("NFD", folded)
    return "".join(each for each in decomposed if not unicodedata.combining(each)), text.swapcase()


def _spoken() -> _Language:
    return _chosen.get() or _default


@cache
def _language(code: str) -> _Language:
    if code not in available_languages():
        raise ValueError(f"no catalogue for the language '{code}', only for {', '.join(available_languages())}")
    return _Language(code, gettext.NullTranslations() if code == SOURCE_LANGUAGE else load_catalogue(code))


def _conventions(language: str | None) -> _Conventions:
    return _SWEDISH if (language or get_language()).startswith("sv") else _ENGLISH


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
