"""Files of the record, kept by their SHA-256 under the site's home: written whole or not at all, never changed."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where a kept file lies."""
    return Path(settings.HOME) / "berkas" / sha256[:2] / sha256


def keep(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep the bytes; gives their SHA-256 and how many they are. On the disk before this returns."""
    folder = Path(settings.HOME) / "berkas"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".masuk-", delete=False) as file:
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(file.name)
            raise
    target = path_of(digest.hexdigest())
    target.parent.mkdir(exist_ok=True)
    os.replace(file.name, target)
    return digest.hexdigest(), size


def read(sha256: str) -> bytes:
    """The bytes of a kept file. Raises FileNotFoundError."""
    return path_of(sha256).read_bytes()
