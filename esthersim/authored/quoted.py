"""A text that was quoted in the file: all that the model must be told about how a scalar was written."""

from __future__ import annotations


class Quoted(str):
    """A scalar that stood in quotation marks: text, even when it looks like a number or a truth value."""

    __slots__ = ()
