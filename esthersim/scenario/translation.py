"""Translations of a scenario: gettext files (.po) whose `msgctxt` is the key path of a text, `events.frukost.text`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from esthersim.authored.po import PoError, PoFile, parse_po
from esthersim.authored.problems import Place, Report, did_you_mean
from esthersim.authored.text_files import find_no_text, read_text
from esthersim.language import _
from esthersim.scenario.translatable import texts_of, translatable, words

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(-([a-z\d]{5,8}|\d[a-z\d]{3}))*)",
    re.ASCII | re.IGNORECASE,
)
_FEW = 5
"""With fewer unknown texts than this, a .po file may still be the scenario's own."""
_MANY = 50
"""With this many unknown texts no hints are looked for, at ten milliseconds each."""


def language_tag(code: str) -> str | None:
    """Return a language's code as BCP 47 spells it (RFC 5646, section 2.1: `en-GB`), or `None` where it is not one."""
    match = _TAG.fullmatch(code.replace("_", "-"))
    if match is None:
        return None
    parts = (match["language"].lower(), (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join(filter(None, parts)) + match["variants"].lower()


def same_language(language: str, own: object) -> bool:
    """Tell whether a language is that of a scenario's file: `sv-SE` is `sv` enough."""
    return isinstance(own, str) and own in {language, language.partition("-")[0]}


def translation_file(path: Path, language: str) -> Path:
    """Return where the translation of a scenario's file is; for `en-GB` that of `en` where there is none of its own."""
    exact, short = (own_translation_file(path, each) for each in (language, language.partition("-")[0]))
    return short if short.is_file() and not exact.exists() else exact


def own_translation_file(path: Path, language: str) -> Path:
    """Return where the translation of a scenario's file to exactly this language belongs."""
    return path.parent / "locale" / language / f"{path.stem}.po"


def open_translation(file: Path) -> Report | None:
    """Return a report on a .po file, with its text or why it cannot be read; `None` where it does not exist."""
    report = Report(str(file))
    try:
        if not (file.exists() or file.is_symlink()):
            return None
    except (OSError, ValueError):
        return None
    text = read_text(file, report, "ES136")
    return report if text is None else Report(str(file), text)


def read_translation(root: Mapping[str, Any], report: Report, folder: str | None = None) -> PoFile | None:
    """Read the report's text as a translation of a scenario's plain tree; report what is wrong with it.

    `folder` is the language in whose folder the file is. Returns `None` where nothing in it can be used.
    """
    if strange := find_no_text(report.text):
        report.add("ES163", strange[:2], name=strange[2])
        return None
    try:
        po = parse_po(unicodedata.normalize("NFC", report.text.removeprefix("\ufeff")))
    except PoError as error:
        report.add("ES136", (error.line, 0), reason=_("this line makes no sense here"))
        return None
    texts = translatable(root)
    if not (_is_of_language(po, folder, report) and _is_of_scenario(po, texts, report)):
        return None
    for message in po.repeated:
        first = po.messages.get(message.context, po.header)
        report.add("ES203", (message.line, 0), name=message.context or "msgid", first=first.line + 1 if first else 0)
    strays = [message for message in (*po.messages.values(), *po.others) if message.context not in texts]
    for message in strays:
        name = message.context or message.source
        hint = did_you_mean(name, texts) if len(strays) < _MANY else ""
        report.add("ES199", (message.line, 0), name=name, hint=hint)
    return po


def apply_translation(root: dict[str, Any], po: PoFile, report: Report) -> None:
    """Put the translations into a scenario's plain tree, and report how many of them the .po file lacks.

    A text stays as it is without a translation, with a doubtful one ("fuzzy"), or if it changed since the translation.
    """
    done = doubtful = count = 0
    endings: dict[str, str] = {}
    for each in list(texts_of(root)):
        count += 1
        message = po.messages.get(each.name)
        if message is None or not message.target.strip():
            continue
        if message.fuzzy or words(message.source) != words(each.text):
            doubtful += 1
            continue
        done += 1
        each.holder[each.key] = type(each.text)(message.target)
        if "ending" in each.path[2:3]:
            endings[each.text] = message.target
    _translate_plays(root, endings)
    language = po.language
    if language and done:
        root["language"] = language
    if language and done < count:
        missing, percent = count - done - doubtful, 100 * done // count
        details = {"language": language, "percent": percent, "missing": missing, "doubtful": doubtful, "all": count}
        report.add("ES135", None, **details)


def _is_of_language(po: PoFile, folder: str | None, report: Report) -> bool:
    """Tell whether header and folder agree on the language, one of them perhaps more exactly; set the language."""
    language = po.language or folder
    if language is None:
        return True
    place = _place_of_language(report.text) if po.language else None
    po.language = language_tag(language)
    if po.language is None:
        report.add("ES155", place, where=_("the translation's language"), found=f"'{language}'")
    elif folder is not None:
        said, wanted = (each.replace("_", "-").casefold().split("-") for each in (language, folder))
        if any(one != other for one, other in zip(said, wanted, strict=False)):
            report.add("ES202", place, language=language, folder=folder)
    return not report.has_errors


def _place_of_language(text: str) -> Place:
    return text.count("\n", 0, max(0, text.find('"Language:'))), 0


def _is_of_scenario(po: PoFile, texts: Mapping[str, str], report: Report) -> bool:
    """Tell whether at least a fifth of the translated texts are this scenario's."""
    known = {words(text) for text in texts.values()}
    messages = [*po.messages.values(), *po.others]
    familiar = sum(words(message.source) in known for message in messages)
    if len(messages) - familiar < _FEW or familiar * 5 >= len(messages):
        return True
    report.add("ES201", (messages[0].line, 0), familiar=familiar, all=len(messages))
    return False


def _translate_plays(root: dict[str, Any], endings: Mapping[str, str]) -> None:
    """Let plays that expect an ending by its text expect the translated text."""
    plays = root.get("plays")
    for play in plays.values() if isinstance(plays, dict) else ():
        for step in play if isinstance(play, list) else ():
            expected = step.get("expect") if isinstance(step, dict) else None
            if isinstance(expected, dict) and isinstance(expected.get("ending"), str):
                expected["ending"] = endings.get(expected["ending"], expected["ending"])
