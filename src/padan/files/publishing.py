"""A folder of results is written whole or not at all: made beside its place, then put there in one move."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from padan.domain.errors import OutputError, system_reason

LONGEST_PREFIX = 50
"""Signs of a name that a hidden one beside it keeps: with more, a name as long as may be would have none beside it."""


@contextmanager
def published(target: Path) -> Iterator[Path]:
    """A new folder to write into; on success it becomes `target`, on any failure it is gone and `target` is as it was.

    Files in an earlier `target` that the new folder does not have are kept. Raises OutputError where it cannot be
    written.
    """
    place = Path(os.path.realpath(target))
    staging, made = _stage(place)
    try:
        yield staging
        with undisturbed():
            _publish(staging, place)
            made = []
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        try:
            _clear(staging, made)
        except KeyboardInterrupt:
            _clear(staging, made)
            raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C is not heard for the while: moving folders and clearing away takes a blink, and half of it is a loss."""
    heard = signal.getsignal(signal.SIGINT) if threading.current_thread() is threading.main_thread() else None
    if heard is None:
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def _clear(staging: Path, made: Sequence[Path]) -> None:
    with undisturbed():
        shutil.rmtree(staging, ignore_errors=True)
        for folder in made:
            _remove_if_empty(folder)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _stage(target: Path) -> tuple[Path, list[Path]]:
    """The folder to write into, and the parent folders that had to be made for it, deepest first."""
    if target.exists() and not target.is_dir():
        raise OutputError(
            f"{target} adalah berkas, bukan folder. Pilih nama folder lain untuk hasil.",
            f"{target} is a file, not a folder. Choose another folder for the result.",
        )
    made = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not os.access(target, os.W_OK):
            raise PermissionError(13, "Permission denied")
        return Path(tempfile.mkdtemp(prefix=f".{target.name[:LONGEST_PREFIX]}-", dir=target.parent)), made
    except OSError as error:
        raise cannot_write(target, error) from error


def _publish(staging: Path, target: Path) -> None:
    shutil.rmtree(staging / ".spill", ignore_errors=True)
    umask = os.umask(0)
    os.umask(umask)
    staging.chmod(0o777 & ~umask)
    if not target.exists():
        staging.rename(target)
        return
    old = target.with_name(f".{target.name[:LONGEST_PREFIX]}-lama-{os.getpid()}")
    target.rename(old)
    try:
        staging.rename(target)
    except OSError:
        old.rename(target)
        raise
    for item in old.iterdir():
        if not (target / item.name).exists():
            item.rename(target / item.name)
    shutil.rmtree(old, ignore_errors=True)


def cannot_write(target: Path, error: OSError) -> OutputError:
    """The error for a folder of results that the system does not let us write."""
    reason = system_reason(error)
    return OutputError(
        f"Hasil tidak dapat ditulis ke {target}: {reason}. Periksa izin folder dan ruang kosong, lalu ulangi.",
        f"The result cannot be written to {target}: {reason.text_en}. Check the folder's rights and free space.",
    )
