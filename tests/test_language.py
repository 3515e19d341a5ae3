"""The interface's language: chosen from the surroundings, several side by side, and whole in Swedish."""

from __future__ import annotations

import ast
import asyncio
import string
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from babel import dates, lists, numbers
from babel.messages.pofile import read_po
from textual import work
from textual.app import App

from esthersim import catalogues, language
from esthersim.language import (
    _,
    available_languages,
    format_clock_time,
    format_date,
    format_list,
    format_number,
    get_language,
    ngettext,
    quoted,
    set_language,
    sort_key,
    speaking,
    system_language,
)
from esthersim.play.entries import ActionWritten
from esthersim.views.plan import action_views
from support.after_the_journey import ACTION, do, planning
from support.catalogues import CATALOGUE, PACKAGE, messages_in_source, renewed, untranslated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message


LOCALES = [("sv", "sv"), ("en", "en_GB")]
"""The languages of the interface, and what CLDR calls them: its plain English is American."""


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    """Return the Swedish catalogue as it lies in the installed package."""
    with CATALOGUE.open("rb") as file:
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


def test_the_catalogue_is_as_its_script_writes_it() -> None:
    """`python tests/scripts/renew_catalogue.py` changes nothing where nothing is to be done."""
    text = CATALOGUE.read_text(encoding="utf-8")
    assert renewed(text, messages_in_source()) == text


def test_the_catalogue_follows_what_is_said() -> None:
    """A new message waits for its translation, one that is gone is dropped, and all others keep theirs."""
    text = CATALOGUE.read_text(encoding="utf-8")
    new: set[str | tuple[str, ...]] = {"A new day", ("{n} new day", "{n} new days")}
    then = renewed(text, messages_in_source().keys() - {"Saturday"} | new)
    assert untranslated(then) == ["A new day", "{n} new day"]
    assert 'msgid "Saturday"' not in then
    assert (
        renewed(then, messages_in_source()).replace('msgid "Saturday"\nmsgstr ""', 'msgid "Saturday"\nmsgstr "lördag"')
        == text
    )


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
    with pytest.raises(ValueError, match="only for en, sv"):
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
    monkeypatch.setattr(catalogues, "_LOCALE", tmp_path)
    language._language.cache_clear()
    try:
        assert available_languages() == ("en", "xx")
        set_language("xx")
        assert _("Saturday") == ("ur mo" if compiled else "ur po")
    finally:
        language._language.cache_clear()


def test_a_checkout_without_babel_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is installed has compiled catalogues; the error is no bare name of a module."""
    monkeypatch.setitem(sys.modules, "babel.messages.mofile", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install -e '\.\[develop\]'"):
        catalogues._compile(PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "esthersim.po")


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


@pytest.mark.parametrize(("code", "locale"), LOCALES)
def test_dates_are_written_as_cldr_has_them(code: str, locale: str) -> None:
    """Every weekday and month of a year has the name that Babel knows."""
    with speaking(code):
        for day in (date(2026, 1, 1) + timedelta(days=number) for number in range(365)):
            assert format_date(day, year=True) == dates.format_date(day, "EEEE d MMMM y", locale=locale)


@pytest.mark.parametrize(("code", "locale"), LOCALES)
def test_lists_and_numbers_are_written_as_cldr_has_them(code: str, locale: str) -> None:
    """A last "and" without a comma before it, and the decimal mark of the language."""
    for names in ([], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]):
        assert format_list(iter(names), code) == lists.format_list(names, locale=locale)
    for number in (0, 30, 2.5, 0.25, -1.5, 30.0):
        minus = numbers.get_minus_sign_symbol(locale)
        assert format_number(number, code) == numbers.format_decimal(number, locale=locale).replace(minus, "-")


def test_what_is_not_said_in_which_language_is_in_that_of_the_interface() -> None:
    """Lists, numbers, quotation marks and order follow the language spoken; one that nobody knows is as English."""
    with speaking("sv"):
        assert (format_list("ab"), format_number(2.5), quoted("a")) == ("a och b", "2,5", "”a”")
        assert sorted("öaz", key=sort_key) == ["a", "z", "ö"]
    assert (format_list("ab"), format_number(2.5), quoted("a")) == ("a and b", "2.5", "“a”")
    assert sorted("öaz", key=sort_key) == ["a", "ö", "z"]
    assert format_list("ab", "fi") == "a and b"


@pytest.mark.parametrize(
    ("code", "expected"),
    [  # as Intl.Collator of ICU 78 has them
        ("sv", "2 ake café elan Elan élan Mylla Müller strasse valla Vy wallenberg zebra åke äke Äke æra ärta øre öst"),
        ("en", "2 æra ake åke ärta café elan Elan élan Müller Mylla øre öst strasse valla Vy wallenberg zebra"),
    ],
)
def test_texts_are_sorted_as_in_a_dictionary(code: str, expected: str) -> None:
    """In Swedish å, ä and ö end the alphabet; in English an accent matters only where the words are else the same."""
    words = expected.split()
    assert sorted(sorted(words), key=lambda word: sort_key(word, code)) == words


def test_letters_sort_alike_however_they_are_encoded() -> None:
    """An å of two code points, as macOS writes it in file names, is an å."""
    assert sort_key("a\u030ake", "sv")[0] == sort_key("åke", "sv")[0] > sort_key("zebra", "sv")[0]


# Several languages in one process


def spoken() -> tuple[str, str]:
    """Return the language's code, and a message in it."""
    return get_language(), _("Saturday")


SWEDISH, ENGLISH = ("sv", "lördag"), ("en", "Saturday")


def test_a_block_speaks_its_language_and_then_the_one_before() -> None:
    """Blocks nest; the default that is changed meanwhile is seen outside alone."""
    with speaking("sv"):
        with speaking("en"):
            assert spoken() == ENGLISH
        assert spoken() == SWEDISH
        set_language("sv")
        with speaking("en"):
            set_language("sv")
            assert spoken() == ENGLISH
    assert spoken() == SWEDISH


def test_a_block_that_fails_ends_its_language() -> None:
    """An error while a view is drawn leaves nobody with the wrong language."""
    with pytest.raises(KeyError), speaking("sv"):
        raise KeyError
    assert spoken() == ENGLISH


@pytest.mark.parametrize("code", ["fi", "", "SV"])
def test_a_block_in_an_unknown_language_is_not_begun(code: str) -> None:
    """The error names what there is, and the language is unchanged."""
    with pytest.raises(ValueError, match="only for en, sv"), speaking(code):
        pytest.fail("the block was begun")
    assert spoken() == ENGLISH


def test_a_generator_words_what_it_gives_when_it_is_asked() -> None:
    """It speaks the language of whoever draws, not of whoever made it."""

    def lines() -> Iterator[tuple[str, str]]:
        while True:
            yield spoken()

    with speaking("sv"):
        given = lines()
        assert next(given) == SWEDISH
    assert next(given) == ENGLISH


def test_no_generator_gives_anything_while_it_speaks() -> None:
    """A generator runs in its caller's context, so a `yield` within `speaking` would change the caller's language."""
    giving = [
        f"{file.name}:{block.lineno}"
        for file in PACKAGE.rglob("*.py")
        for block in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(block, ast.With | ast.AsyncWith)
        and any("speaking(" in ast.unparse(item) for item in block.items)
        and any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in ast.walk(block))
    ]
    assert giving == []


def test_no_cached_function_says_anything() -> None:
    """What is worded once would be shown to the next seat in the language of the first; what is raised is not kept."""
    speakers = {"_", "ngettext", "get_language", "format_date", "format_clock_time"}
    worded = [
        f"{file.name}:{function.name}"
        for file in PACKAGE.rglob("*.py")
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any("cache" in ast.unparse(decorator) for decorator in function.decorator_list)
        for call in set(ast.walk(function))
        - {each for raised in ast.walk(function) if isinstance(raised, ast.Raise) for each in ast.walk(raised)}
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in speakers
    ]
    assert worded == []


def test_each_thread_has_its_own_language() -> None:
    """Two threads that speak at the same time; one that has chosen nothing speaks the default."""
    together = Barrier(3, timeout=10)

    def speak(code: str | None) -> list[tuple[str, str]]:
        said = []
        for _round in range(20):
            together.wait()
            if code is None:
                said.append(spoken())
                together.wait()
                continue
            with speaking(code):
                together.wait()
                said.append(spoken())
        return said

    with speaking("sv"), ThreadPoolExecutor(3) as pool:
        said = list(pool.map(speak, ["sv", "en", None]))
    assert said == [[SWEDISH] * 20, [ENGLISH] * 20, [ENGLISH] * 20]


async def test_two_seats_read_the_same_view_in_two_languages() -> None:
    """Each task has the whole view in its own language, though they take turns in one loop."""
    session, together = planning(), asyncio.Barrier(2)
    do(session, ActionWritten("action-1", **ACTION))

    async def seat(code: str) -> list[str]:
        with speaking(code):
            await together.wait()
            (before,) = action_views(session.state, session.shown, {})
            await together.wait()
            (after,) = action_views(session.state, session.shown, {})
            assert before == after
            return [after.text("due"), *after.text("follow_ups").split("; ")]

    swedish, english = await asyncio.gather(seat("sv"), seat("en"))
    assert swedish == ["lördag 21 mars 2026", "lördag 11 april 2026", "söndag 7 juni 2026"]
    assert english == ["Saturday 21 March 2026", "Saturday 11 April 2026", "Sunday 7 June 2026"]
    assert spoken() == ENGLISH


async def test_what_a_block_begins_goes_on_in_its_language() -> None:
    """A task, a callback and a call in another thread take the language with them."""
    said: list[tuple[str, str]] = []
    with speaking("sv"):
        task = asyncio.create_task(asyncio.to_thread(spoken))
        asyncio.get_running_loop().call_soon(lambda: said.append(spoken()))
    assert await task == SWEDISH
    assert said == [SWEDISH]
    assert spoken() == ENGLISH


class Speaker(App[None]):
    """An app that says in which language each of its callbacks runs."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, tuple[str, str]] = {}

    def say(self, where: str) -> None:
        """Keep what is spoken here."""
        self.said[where] = spoken()

    async def key_a(self) -> None:
        """Speak in every way that screens do."""
        self.say("message")
        self.call_later(self.say, "later")
        self.call_after_refresh(self.say, "refreshed")
        self.set_timer(0.001, partial(self.say, "timer"))
        self.in_thread()
        self.in_task()
        with speaking("en"):
            self.say("block")
            self.said["block's thread"] = await asyncio.to_thread(spoken)
        self.say("after the block")

    @work(thread=True)
    def in_thread(self) -> None:
        """Speak in a worker's thread."""
        self.say("thread")

    @work
    async def in_task(self) -> None:
        """Speak in a worker's task, before and after another thread has helped."""
        self.say("task")
        self.said["task's thread"] = await asyncio.to_thread(spoken)


async def test_an_app_speaks_the_default_everywhere_but_in_a_block() -> None:
    """A language chosen while the app runs is seen by messages, callbacks, timers and workers alike."""
    app = Speaker()
    async with app.run_test() as pilot:
        set_language("sv")
        await pilot.press("a")
        await app.workers.wait_for_complete()
        async with asyncio.timeout(30):
            while "timer" not in app.said:
                await pilot.pause()
    english = {where for where, said in app.said.items() if said == ENGLISH}
    assert english == {"block", "block's thread"}
    assert {where for where, said in app.said.items() if said == SWEDISH} == {
        "message", "later", "refreshed", "timer", "thread", "task", "task's thread", "after the block",
    }  # fmt: skip


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
