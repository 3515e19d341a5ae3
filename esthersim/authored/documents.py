"""Documents beside the scenarios (guides, instruments, handover formats, ...): YAML with every text in its languages.

A text is a mapping from language to words, `{sv: ..., en: ...}`. A document names its `id`, its `languages`, its
`source` (one or several), its `licence`, and its `date`: the day when it was written or last checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date as Day  # noqa: N812 - a document's key is called `date`
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from esthersim.authored.mistakes import first_mistake, languages_missing
from esthersim.authored.problems import Report, listed, nearest
from esthersim.authored.reading import first_error, tree_or_error
from esthersim.authored.scalars import one_or_many
from esthersim.authored.text_files import read_text
from esthersim.files import FileError
from esthersim.language import _
from esthersim.shipped import shipped

LONGEST = 200_000
"""Characters of a document: the longest that ships has some fifteen thousand."""

Texts = Annotated[dict[str, Annotated[str, Field(min_length=1)]], Field(min_length=1)]
"""A text in several languages."""
Several = BeforeValidator(one_or_many)


def _day(raw: object) -> Day:
    if isinstance(raw, Day):
        return raw
    text = str(raw).strip()
    with suppress(ValueError):
        if (day := Day.fromisoformat(text)).isoformat() == text:
            return day
    raise PydanticCustomError("day", "not a day")


DayText = Annotated[Day, BeforeValidator(_day)]


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


class DocumentFolder(Generic[DocumentType]):
    """The documents of one kind, found by id: those that ship, each read once, or those in a folder of the user's."""

    def __init__(
        self,
        model: type[DocumentType],
        place: tuple[Literal["scenarios", "debrief"], str],
        unknown: Callable[[], str],
        *,
        but: Collection[str] = (),
    ) -> None:
        """`place` is where they ship; `unknown` words that there is no such `{id}`; `but` are files of another kind."""
        self._model, self._place, self._unknown, self._but = model, place, unknown, frozenset(but)
        self._read: dict[str, DocumentType] = {}

    def folder(self) -> Path:
        """Return where the documents ship; raise `FileNotFoundError` where the installation is incomplete."""
        kind, name = self._place
        return shipped(kind) / name

    def ids(self, folder: Path | None = None) -> tuple[str, ...]:
        """Return the ids of the documents that ship, or of those in a folder, sorted."""
        stems = {file.stem for file in (folder or self.folder()).glob("*.yaml")}
        return tuple(sorted(stems - self._but))

    def load(self, id: str, folder: Path | None = None) -> DocumentType:  # noqa: A002 - the word of the format
        """Return a document. Raises `DocumentError` for one that is missing or broken."""
        if folder is None and id in self._read:
            return self._read[id]
        known = self.ids(folder)
        if id not in known:
            hint = _("did you mean '{name}'?").format(name=near) if (near := nearest(id, known)) else ""
            do = hint or _("there are {names}").format(names=listed(known))
            raise DocumentError(str(folder or self.folder()), self._unknown().format(id=id), do)
        file = (folder or self.folder()) / f"{id}.yaml"
        document = read_document(self._model, file)
        if document.id != id:
            what = _("the id is not the name of the file")
            raise DocumentError(str(file), what, _("write '{id}'").format(id=id))
        if folder is None:
            self._read[id] = document
        return document
