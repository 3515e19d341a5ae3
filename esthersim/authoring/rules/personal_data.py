"""Rules about personal data: personal numbers, e-mail addresses and telephone numbers in the texts of a scenario.

Telephone numbers are matched as written in Sweden, or with a country code: at least eight digits including the leading
0, the area code first (Post- och telestyrelsen's numbering plan: 08 and a subscriber number of six digits is the
shortest). So 112, 1177, times, dates and the numbers of laws do not match. Numbers that Post- och telestyrelsen
reserves for books and films are allowed, and so are addresses under domains reserved for examples (RFC 2606).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.cleaning import personal_number_in

PERSONAL_NUMBER, ADDRESS, TELEPHONE = "ES220", "ES221", "ES222"

_SUSPECT = re.compile(r"@|\d\D{0,4}\d\D{0,4}\d\D{0,4}\d\D{0,4}\d\D{0,4}\d")
_RUN = re.compile(r"\d[\d\W]{6,}")
_TEN_DIGITS = re.compile(r"(?:\d\d\W{0,3}){3}\d{4}")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_NOBODYS = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)", re.IGNORECASE)
_APART = r"[ \u00a0\-\u2010-\u2013/]{0,3}"
_TELEPHONE = re.compile(
    rf"""
    (?<![\w/+-]) (?<!\d[.,:])
    (?:
      (?:\+|00) [1-9]\d{{0,2}} {_APART} (?:\(0\){_APART})? \d (?:{_APART}\d){{5,11}}   # with a country's code
    | (?:\(0[1-9]\d{{0,2}}\)|0[1-9]\d{{0,2}}) (?:{_APART}\d){{5,9}}                    # with an area code
    )
    (?![\d:])
    """,
    re.VERBOSE,
)
_DAY_OR_HOURS = re.compile(r"\d{2}[-/]\d{2}[-/]\d{4}|\d{4}\D+\d{4}")
_FEWEST_DIGITS = 8
_FICTION = re.compile(r"0(?:7017406(?:0[5-9]|[1-9]\d)|8465004\d\d|3139006\d\d|4062804\d\d|9803192\d\d)")


def private_data(examination: Examination) -> Iterator[Finding]:
    """Find personal data in the scenario's texts and their translations."""
    for name, text in examination.texts.items() if _may_hold_any(examination.source) else ():
        for code, start, _end in private_in(text):
            path = examination.key_path(name)
            yield found(code, path)._replace(place=examination.place_inside(path, start))
    for translation in examination.translations:
        for name, entry in translation.po.messages.items():
            for code, start, end in private_in(entry.target):
                finding = found(code, tuple(name.split(".")))
                yield finding.in_translation(translation, entry.target[start:end])


def private_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each personal number, address and telephone number in a text: the rule's code, the start and the end."""
    if not _SUSPECT.search(text):
        return
    numbers = list(_personal_numbers(text))
    yield from ((PERSONAL_NUMBER, *span) for span in numbers)
    for match in _ADDRESS.finditer(text):
        if not _NOBODYS.fullmatch(match[1]):
            yield ADDRESS, *match.span()
    for match in _TELEPHONE.finditer(text):
        taken = any(start < match.end() and match.start() < end for start, end in numbers)
        if not taken and _is_somebodys(match[0]):
            yield TELEPHONE, *match.span()


def _is_somebodys(number: str) -> bool:
    digits = re.sub(r"\(0\)|\D", "", number)
    if len(digits) < _FEWEST_DIGITS or _DAY_OR_HOURS.fullmatch(number):
        return False
    return not _FICTION.fullmatch(re.sub(r"^(?:0046|46)", "0", digits))


def _may_hold_any(source: str) -> bool:
    """Return whether a file may hold personal data: a quick test that spares most files the search text by text."""
    if "@" in source or "\\" in source:
        return True
    runs = (source[max(run.start() - 2, 0) : run.end() + 1] for run in _RUN.finditer(source))
    pieces = (" ".join(run.split()) for run in runs)
    return any(_TELEPHONE.search(piece) or _TEN_DIGITS.search(piece) for piece in pieces)


def _personal_numbers(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    while number := personal_number_in(text[begin:]):
        start = max(text.find(number, begin), begin)  # not found if cleaned inside: then only the line
        yield start, start + len(number)
        begin = start + len(number)


RULES: tuple[Rule, ...] = (private_data,)
