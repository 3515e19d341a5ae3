"""The browser in which the pages are tested."""

from support.browser import chromium

__all__ = ["chromium"]
