"""Documents beside the scenarios (guides, instruments, handover formats, ...): YAML with every text in its languages.

A text is a mapping from language to words, `{sv: ..., en: ...}`. A document names its `id`, its `languages`, its
`source` (one or several), its `licence`, and its `date`: the day when it was written or last checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from esthersim.authored.mistakes import first_mistake, languages_missing
from esthersim.authored.problems import Report
from esthersim.authored.reading import first_error, tree_or_error
from esthersim.authored.scalars import DayText, one_or_many
from esthersim.authored.text_files import read_text
from esthersim.files import FileError
from esthersim.language import _

LONGEST = 200_000
"""Characters of a document: the longest that ships has some fifteen thousand."""

Texts = Annotated[dict[str, Annotated[str, Field(min_length=1)]], Field(min_length=1)]
"""A text in several languages."""
Several = BeforeValidator(one_or_many)


class DocumentError(FileError):
    """A document that cannot be used."""


class DocumentPart(BaseModel):
    """What every part of a document shares: frozen, and no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Document(DocumentPart):
    """What is at the head of every document; a user's own may leave out where it comes from and when."""

    in_all_languages: ClassVar[bool] = True
    """Whether a document is refused in which a text lacks one of its languages."""

    id: str
    languages: Annotated[tuple[str, ...], Several, Field(min_length=1)]
    source: Annotated[tuple[str, ...], Several] = ()
    licence: str = ""
    date: DayText | None = None

    @model_validator(mode="before")
    @classmethod
    def _check_languages(cls, raw: Any) -> Any:
        languages = one_or_many(raw.get("languages")) if isinstance(raw, dict) and cls.in_all_languages else None
        if isinstance(languages, list) and all(isinstance(code, str) for code in languages):
            for path, texts in _texts(raw, set(languages), ()):
                missing = [code for code in languages if not texts.get(code)]
                if missing:
                    raise languages_missing(path, missing)
        return raw


def _texts(raw: Any, languages: set[str], path: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], Mapping[str, str]]]:
    """Yield every text with its path: a mapping that has one of the languages as a key, and no mapping inside."""
    if not isinstance(raw, dict):
        return
    if languages.intersection(raw) and not any(isinstance(value, dict) for value in raw.values()):
        yield path, raw
        return
    for key, value in raw.items():
        yield from _texts(value, languages, (*path, key))


DocumentType = TypeVar("DocumentType", bound=Document)


def document_from_text(model: type[DocumentType], text: str, file: str) -> DocumentType:
    """Read a document from its text; raise `DocumentError` with file, line and column at the first mistake."""
    tree = tree_or_error(text, file, DocumentError)
    try:
        return model.model_validate(tree.root)
    except ValidationError as error:
        (line, column), what, do = first_mistake(model, error, tree)
        raise DocumentError(f"{file}:{line + 1}:{column + 1}", what, do) from error


def read_document(model: type[DocumentType], path: Path) -> DocumentType:
    """Read a document's file; raise `DocumentError` where it is missing, too large or wrong."""
    report = Report(str(path))
    if not path.is_file():
        raise DocumentError(report.file, _("there is no such file"), _("check the name"))
    text = read_text(path, report)
    if text is None:
        raise first_error(report, DocumentError)
    if len(text) > LONGEST:
        what = _("it has more than {most} characters").format(most=LONGEST)
        raise DocumentError(report.file, what, _("make it smaller"))
    return document_from_text(model, text, report.file)
