"""What can go wrong, by cause. Each error prints as one clear line."""

from __future__ import annotations


class TimelineError(Exception):
    """The base of every error this package raises on purpose; its text is one line."""


class UnreadableFile(TimelineError):
    """A file that cannot be read as a page: missing, empty, binary, too large, encrypted, damaged.

    ``document`` is the file's name, ``cause`` the reason in a few words.
    """

    def __init__(self, document: str, cause: str) -> None:
        super().__init__(f"{document}: {cause}")
        self.document = document
        self.cause = cause


class MissingExtra(UnreadableFile):
    """A file that needs an optional part of the package; the message names the extra to install."""


class BadQuery(TimelineError):
    """A filter or a date that cannot be understood; names the option and the value."""


class StoreError(TimelineError):
    """A database that cannot be opened, is not ours, or is newer than this version."""


class NotFound(TimelineError):
    """A uid or a page that the store does not hold."""
