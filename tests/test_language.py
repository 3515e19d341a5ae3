"""The interface's language: chosen from the surroundings, changed at any moment, and whole in Swedish."""

from __future__ import annotations

import ast
import string
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from esthersim import language
from esthersim.language import (
    _,
    available_languages,
    format_clock_time,
    format_date,
    get_language,
    ngettext,
    set_language,
    system_language,
)
from support.catalogues import PACKAGE, messages_in_source

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    """Return the Swedish catalogue as it lies in the installed package."""
    with (PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "esthersim.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a message's forms, one or one for each plural."""
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def placeholders(text: str) -> set[str]:
    """Return the names in braces, with their format."""
    return {f"{name}:{form}" for _text, name, form, _kind in string.Formatter().parse(text) if name is not None}


def entries(catalogue: Catalog) -> list[Message]:
    """Return the catalogue's messages without its header."""
    return [message for message in catalogue if message.id]


def test_everything_that_is_said_has_a_swedish_form(swedish: Catalog) -> None:
    """No message of the source falls back to English in front of a Swedish team."""
    translated = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in entries(swedish)
        if all(forms(message.string))
    }
    missing = [f"{where}: {message!r}" for message, where in messages_in_source().items() if message not in translated]
    assert missing == []


def test_translations_have_the_same_placeholders(swedish: Catalog) -> None:
    """A name in braces that is misspelt in a translation would stop the program when it is drawn."""
    differing = [
        message.id
        for message in entries(swedish)
        for translated in forms(message.string)
        if placeholders(translated) not in [placeholders(original) for original in forms(message.id)]
    ]
    assert differing == []


def test_the_catalogue_holds_only_what_is_said(swedish: Catalog) -> None:
    """Neither guesses, nor leftovers of messages that are gone."""
    said = messages_in_source()
    assert [message.id for message in entries(swedish) if message.fuzzy] == []
    assert [m.id for m in entries(swedish) if (m.id if isinstance(m.id, str) else tuple(m.id)) not in said] == []
    assert not swedish.obsolete


def test_a_wheel_has_compiled_catalogues() -> None:
    """An installed package need not compile at each start; a checkout has none to go stale."""
    assert (PACKAGE / "shipped_data").exists() == (PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "esthersim.mo").exists()


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "sv"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "C"}, "sv"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"LANG": "fi_FI.UTF-8"}, "sv"),
        ({"LANG": "en_US", "LC_MESSAGES": "sv_SE"}, "sv"),
        ({"LC_MESSAGES": "sv_SE", "LC_ALL": "en_IE"}, "en"),
        ({"LC_ALL": "sv_SE", "ESTHERSIM_LANGUAGE": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
        ({"LANG": "EN-us"}, "en"),
        ({"LANG": "en@euro"}, "en"),
        ({"LANG": "../../etc"}, "sv"),
    ],
)
def test_the_surroundings_choose_the_language(environ: dict[str, str], expected: str) -> None:
    """The first variable that is set decides; what is not spoken here gives Swedish."""
    assert system_language(environ) == expected


def test_the_language_changes_at_once() -> None:
    """The same call speaks the language of the moment."""
    assert (get_language(), _("Saturday")) == ("en", "Saturday")
    set_language("sv")
    assert (get_language(), _("Saturday")) == ("sv", "lördag")
    set_language("en")
    assert _("Saturday") == "Saturday"


@pytest.mark.parametrize("code", ["fi", "", "..", "sv/../sv", "SV"])
def test_an_unknown_language_is_refused_and_nothing_changes(code: str) -> None:
    """The error names what there is."""
    set_language("sv")
    with pytest.raises(ValueError, match="there are en, sv"):
        set_language(code)
    assert (get_language(), _("Saturday")) == ("sv", "lördag")


def test_an_empty_message_stays_empty() -> None:
    """Gettext would answer with the catalogue's header."""
    set_language("sv")
    assert _("") == ""


def test_an_unknown_message_comes_back() -> None:
    """Text without a translation is shown as it is, in the form that the count asks for."""
    set_language("sv")
    assert ngettext("{n} unknown", "{n} unknowns", 1) == "{n} unknown"
    assert ngettext("{n} unknown", "{n} unknowns", 2) == "{n} unknowns"


def test_languages_are_found() -> None:
    """Swedish and English ship."""
    assert available_languages() == ("en", "sv")


@pytest.mark.parametrize("compiled", [False, True], ids=["checkout", "wheel"])
def test_a_catalogue_speaks_compiled_or_not(compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A .mo is used where there is one; where there is none the .po is compiled on the way."""
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Saturday"\nmsgstr "{}"\n'
    (folder / "esthersim.po").write_text(source.format("ur po"), encoding="utf-8")
    if compiled:
        from babel.messages.mofile import write_mo

        (tmp_path / "other.po").write_text(source.format("ur mo"), encoding="utf-8")
        with (tmp_path / "other.po").open("rb") as text, (folder / "esthersim.mo").open("wb") as target:
            write_mo(target, read_po(text))
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    language._catalogue.cache_clear()
    try:
        assert available_languages() == ("en", "xx")
        set_language("xx")
        assert _("Saturday") == ("ur mo" if compiled else "ur po")
    finally:
        language._catalogue.cache_clear()


@pytest.mark.parametrize(
    ("code", "day", "moment"),
    [
        ("sv", "lördag 7 mars 2026", "lördag 7 mars 08:05"),
        ("en", "Saturday 7 March 2026", "Saturday 7 March 08:05"),
    ],
)
def test_days_and_moments_in_words(code: str, day: str, moment: str) -> None:
    """Story time and due dates are read aloud, so they are words."""
    set_language(code)
    assert format_date(date(2026, 3, 7), year=True) == day
    assert format_date(date(2026, 3, 7)) == day.removesuffix(" 2026")
    assert format_clock_time(datetime(2026, 3, 7, 8, 5)) == moment  # noqa: DTZ001  # story time has no zone


def test_every_weekday_and_month_has_its_own_word() -> None:
    """No two share a name, in either language."""
    for code in available_languages():
        set_language(code)
        assert len({format_date(date(2026, 6, day)).split()[0] for day in range(1, 8)}) == 7
        assert len({format_date(date(2026, month, 1)).split()[2] for month in range(1, 13)}) == 12


def test_no_message_stands_inside_an_f_string() -> None:
    """Extraction does not look into f-strings on every Python, so a message in one would stay English for ever."""
    inside = [
        f"{file.name}:{call.lineno}"
        for file in PACKAGE.rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
    ]
    assert inside == []
