"""The catalogues of the interface: .mo files in an installed package, .po files compiled in memory in a checkout."""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "esthersim"

_LOCALE = Path(__file__).parent / "locale"


def catalogue_codes() -> frozenset[str]:
    """Return the codes of the languages that have a catalogue."""
    return frozenset(catalogue.parts[-3] for catalogue in _LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.?o"))


def load_catalogue(code: str) -> gettext.NullTranslations:
    """Return the messages of a language.

    Raises `FileNotFoundError` if it has no catalogue, and `ModuleNotFoundError` in a checkout without Babel.
    """
    folder = _LOCALE / code / "LC_MESSAGES"
    compiled = folder / f"{DOMAIN}.mo"
    if compiled.is_file():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compile(folder / f"{DOMAIN}.po")


def _compile(catalogue: Path) -> gettext.GNUTranslations:
    from io import BytesIO

    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ModuleNotFoundError as error:
        how = "a checkout reads its catalogues with Babel: pip install -e '.[develop]'"
        raise ModuleNotFoundError(how, name=error.name) from error
    compiled = BytesIO()
    with catalogue.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
