"""A workbook of people read in the reading process of lists: its rows as understood, and every cell as found."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import File

from padan.web import vault
from padan.web.lists.reading import read_file
from padan.web.protection.refusals import NO_FILE, TOO_LARGE


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was kept: its name and SHA-256."""

    filename: str
    sha256: str


def file_keep(file: "File[Any] | None") -> Kept:
    """Keep a file that was handed in. Raises RefusedError where there is none or it is too large."""
    if file is None:
        raise NO_FILE
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise TOO_LARGE
    sha256, _size = vault.keep(file.chunks())
    return Kept((file.name or "").replace("\\", "/").rsplit("/", 1)[-1][-255:] or "berkas", sha256)


@contextmanager
def rows_read(kept: Kept, *, password: str = "") -> Iterator[Iterator[dict[str, Any]]]:
    """Its rows one after another: {sheet, row, found: {heading: text}, values: {field: text}, problems}.

    Raises FileRefusedError with a sentence where it is no list of people.
    """
    with read_file(vault.path_of(kept.sha256), filename=kept.filename, kind="list", password=password) as read:
        yield read.rows
