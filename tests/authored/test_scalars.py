"""The small types that files are made of, where their edges are."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from esthersim.authored.scalars import Id

ID = TypeAdapter[str](Id)


@pytest.mark.parametrize("id_", ["a", "vårdcentral", "söndag-2", "_", "a" * 80, "Ω"])
def test_an_id_is_letters_digits_and_two_signs(id_: str) -> None:
    """Letters and digits of any language, `_` and `-`, 80 at most."""
    assert ID.validate_python(id_) == id_


@pytest.mark.parametrize("wrong", ["", "a\n", "\na", "a\nb", "a b", " a", "a.b", "a" * 81])
def test_nothing_else_is_an_id(wrong: str) -> None:
    """Nowhere in it, and not at its end either, where a regular expression may overlook a line break."""
    with pytest.raises(ValidationError):
        ID.validate_python(wrong)
