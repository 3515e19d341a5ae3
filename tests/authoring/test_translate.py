"""Writing a translation: nothing that a translator wrote is lost, and gettext's own tools take it as theirs."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.po import Message, PoFile, parse_po
from esthersim.authored.problems import base_scenario
from esthersim.authored.yaml_parser import read_yaml
from esthersim.authoring.translate import Count, Located, located, po_text, renewed, with_header
from esthersim.shipped import shipped

NOW = datetime(2026, 3, 7, 8, tzinfo=UTC)
NAMES = ("title", "story", "events.hemma.text", "events.a-ö.esther", "roles.esther.goals.0")
TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters='\n\t"\\#~| åäö'), min_size=1, max_size=120
).filter(str.strip)
TRANSLATIONS = st.builds(
    Message,
    source=TEXTS,
    target=st.just("") | TEXTS,
    fuzzy=st.booleans(),
    previous=st.just("") | TEXTS,
    comments=st.lists(st.sampled_from(["# a note", "#", "# #~ msgid"]), max_size=2),
    flags=st.lists(st.sampled_from(["no-wrap", "python-format"]), max_size=1),
)


def tell(*texts: str, names: tuple[str, ...] = NAMES) -> list[Located]:
    """Return these texts as those of a scenario's file, line by line."""
    return [
        Located(name, text.strip(), "Read by all.", line)
        for line, (name, text) in enumerate(zip(names, texts, strict=False), 1)
    ]


def renew(texts: list[Located], old: str) -> tuple[str, Count]:
    """Bring the text of a .po file up to date."""
    po, count = renewed(texts, parse_po(unicodedata.normalize("NFC", old)))
    return po_text(with_header(po, "kort", "en", NOW), texts, "fall/kort.yaml"), count


def po(*entries: Message) -> str:
    """Return the text of a .po file with these entries."""
    file = PoFile(messages={entry.context: entry for entry in entries})
    texts = [Located(entry.context, entry.source, "", 1) for entry in entries]
    return po_text(with_header(file, "kort", "en", NOW), texts, "kort.yaml")


def test_new_file_has_all_that_a_translator_needs() -> None:
    """Each text in the order of the scenario's file, with its line and who reads it, below a whole header."""
    text, count = renew(located(read_yaml(base_scenario())), "")
    assert text.startswith(
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: kort\\n"\n'
        '"PO-Revision-Date: 2026-03-07 08:00+0000\\n"\n'
        '"Last-Translator: \\n"\n'
        '"Language-Team: \\n"\n'
        '"Language: en\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"X-Poedit-Basepath: ../..\\n"\n'
        "\n"
        "#. Read by all.\n"
        "#: fall/kort.yaml:3\n"
        'msgctxt "title"\n'
        'msgid "Ett kort fall"\n'
        'msgstr ""\n'
        "\n"
    )
    assert count == Count(all=25, translated=0, fuzzy=0, new=25, gone=0)
    lines = base_scenario().split("\n")
    for entry, block in zip(parse_po(text).messages.values(), text.split("\n\n")[1:], strict=True):
        line = int(block.partition("kort.yaml:")[2].partition("\n")[0])
        assert entry.source in lines[line - 1]


def test_order_is_that_of_the_file_and_not_of_the_format() -> None:
    """Whoever translates reads the texts as the author has put them."""
    names = [each.name for each in located(read_yaml("events: {a: {text: x, title: y}}\nstory: z\ntitle: å\n"))]
    assert names == ["events.a.text", "events.a.title", "story", "title"]


def test_changed_text_makes_its_translation_fuzzy() -> None:
    """The old text is kept beside it until somebody has looked; other line breaks are no change."""
    old = po(Message("title", "Ett fall", "A case"), Message("story", "Hon är\n81.", "She is 81."))
    text, count = renew(tell("Ett annat fall", "Hon är 81."), old)
    assert '#, fuzzy\n#| msgid "Ett fall"\nmsgctxt "title"\nmsgid "Ett annat fall"\nmsgstr "A case"\n' in text
    assert 'msgid "Hon är 81."\nmsgstr "She is 81."\n' in text
    assert count == Count(all=2, translated=1, fuzzy=1, new=0, gone=0)
    again, _count = renew(tell("Ett tredje fall", "Hon är 81."), text)
    assert '#| msgid "Ett fall"\nmsgctxt "title"\nmsgid "Ett tredje fall"\n' in again


def test_text_that_is_gone_becomes_obsolete_and_comes_back() -> None:
    """What was translated once need not be translated again; what never was goes without a trace."""
    old = po(
        Message("title", "Ett", "One"), Message("story", "Två", "Two", comments=["# 2"]), Message("needs", "Tre", "")
    )
    text, count = renew(tell("Ett"), old)
    assert text.endswith('\n\n# 2\n#~ msgctxt "story"\n#~ msgid "Två"\n#~ msgstr "Two"\n')
    assert count == Count(all=1, translated=1, fuzzy=0, new=0, gone=2)
    back, count = renew(tell("Ett", "Två"), text)
    assert "#~" not in back
    assert '# 2\n#. Read by all.\n#: fall/kort.yaml:2\nmsgctxt "story"\nmsgid "Två"\nmsgstr "Two"\n' in back
    assert count == Count(all=2, translated=2, fuzzy=0, new=1, gone=0)


def test_translation_goes_with_a_text_that_got_another_id() -> None:
    """It may be right at the new place too: somebody has to look."""
    text, _count = renew(
        tell("Ett", "Två"), po(Message("title", "Ett", "One"), Message("injects.x.text", "Två", "Two"))
    )
    entries = parse_po(text).messages
    assert (entries["story"].target, entries["story"].fuzzy) == ("Two", True)
    assert "#~" not in text


def test_what_people_and_other_programs_wrote_is_kept() -> None:
    """Comments, flags, header fields and the comment at the end stay; the charset alone is set right."""
    old = (
        '# By a nurse\n#\nmsgid ""\nmsgstr ""\n"Language: en_GB\\n"\n"X-Generator: Poedit 3.4\\n"\n'
        '"Content-Type: text/plain; charset=CHARSET\\n"\n\n'
        '#  ask Karin\n#. old note\n#: old.yaml:1\n#, no-wrap\nmsgctxt "title"\nmsgid "Ett"\nmsgstr "One"\n\n'
        "# the end\n"
    )
    text, _count = renew(tell("Ett"), old)
    assert text.startswith('# By a nurse\n#\nmsgid ""\nmsgstr ""\n"Language: en_GB\\n"\n"X-Generator: Poedit 3.4\\n"\n')
    assert "charset=UTF-8" in text
    assert "CHARSET" not in text
    assert '\n\n#  ask Karin\n#. Read by all.\n#: fall/kort.yaml:1\n#, no-wrap\nmsgctxt "title"\n' in text
    assert text.endswith("\n\n# the end\n")


def test_entry_without_key_path_is_not_lost() -> None:
    """A file from another tool has none: what fits goes to its text, for somebody to look at, the rest is obsolete."""
    text, _count = renew(tell("Ett"), 'msgid "Ett"\nmsgstr "One"\n\nmsgid "Två"\nmsgstr "Two"\n')
    assert '#, fuzzy\nmsgctxt "title"\nmsgid "Ett"\nmsgstr "One"\n' in text
    assert text.endswith('#~ msgid "Två"\n#~ msgstr "Two"\n')


@given(st.lists(TRANSLATIONS, max_size=5), st.lists(TEXTS, max_size=5), st.booleans())
def test_nothing_is_lost_and_a_second_run_changes_nothing(old: list[Message], texts: list[str], fits: bool) -> None:
    """Whatever was there: each text has its entry, each translation is still there, and it is read as it was meant."""
    for name, entry in zip(NAMES, old, strict=False):
        entry.context = name
    before = po(*old)
    placed = tell(*texts, names=NAMES if fits else NAMES[::-1])
    after, count = renew(placed, before)
    found = parse_po(after)
    assert [(each.name, each.text) for each in placed] == [
        (each.context, each.source) for each in found.messages.values()
    ]
    kept = [*found.messages.values(), *found.obsolete]
    for entry in parse_po(unicodedata.normalize("NFC", before)).messages.values():
        if target := entry.target.strip():
            assert target in {each.target.strip() for each in kept}
        now = found.messages.get(entry.context)
        if now is not None and now.usable and entry.usable and now.target == entry.target.strip():
            assert now.source.split() == entry.source.split()
        if now is not None or entry.target:
            assert set(entry.comments) <= {comment for each in kept for comment in each.comments}
    assert count.translated + count.fuzzy + count.missing == count.all == len(placed)
    assert renew(placed, after)[0] == after


@pytest.mark.skipif(not (shutil.which("msgfmt") and shutil.which("msgcat")), reason="needs GNU gettext")
def test_gettext_accepts_the_file_and_would_write_it_so(tmp_path: Path) -> None:
    """`msgfmt --check` finds nothing to say, and `msgcat`, as Poedit does, breaks the lines at the same places."""
    long = 'Hon säger: ”Jag vill inte åka in”, och tittar på \\vågen\\ som "larmar", 100 % säkert. ' * 4
    old = po(Message("title", "Ett\n\ntvå\t.", "One\ntwo"), Message("x", long, long), Message("y", "Kort", "Short"))
    text, _count = renew(tell("Ett\n\ntre\t.", long, f"{long}\n{long}"), old)
    assert all(part in text for part in ("#~ ", "#| ", "#, fuzzy"))
    file = tmp_path / "kort.po"
    file.write_text(text, encoding="utf-8")
    checked = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", file], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert subprocess.run(["msgcat", file], capture_output=True, check=True).stdout.decode() == text


@pytest.mark.parametrize("file", sorted(shipped("scenarios").glob("locale/*/*.po")), ids=lambda file: file.stem)
def test_shipped_translations_are_as_the_command_writes_them(file: Path) -> None:
    """Translating a shipped scenario again changes line numbers at the most."""
    path = file.parent.parent.parent / f"{file.stem}.yaml"
    texts = located(read_yaml(path.read_text(encoding="utf-8")))
    text = file.read_text(encoding="utf-8")
    po, _count = renewed(texts, parse_po(text))
    again = po_text(with_header(po, file.stem, file.parent.name, NOW), texts, f"scenarios/{path.name}")

    def without_references(content: str) -> list[str]:
        return [line for line in content.split("\n") if not line.startswith("#:")]

    assert without_references(again) == without_references(text)
