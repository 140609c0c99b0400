"""What libraries say, each in its own words, where the disk is full or the user has stopped the program."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from padan.domain.errors import PadanError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS = ("no space left", "disk full", "file too large", "max_temp_directory_size", "disk quota exceeded")
_STOPPED_WORDS = ("interrupt",)


@contextmanager
def full_disks_told() -> Iterator[None]:
    """One OSError for each library's way to say that the disk is full, and KeyboardInterrupt for a stopped query."""
    try:
        yield
    except (PadanError, OSError, KeyboardInterrupt):
        raise
    except Exception as error:
        if is_interrupted(error):
            raise KeyboardInterrupt from error
        if is_disk_full(error):
            raise OSError(errno.ENOSPC, "No space left on device") from error
        raise


def is_disk_full(error: BaseException) -> bool:
    """Whether an error, or one that it wraps, says that there is no room to write."""
    return any(
        (isinstance(e, OSError) and e.errno in _FULL) or any(word in str(e).lower() for word in _FULL_WORDS)
        for e in _chain(error)
    )


def is_interrupted(error: BaseException) -> bool:
    """Whether a library stopped because the user pressed Ctrl-C."""
    return any(
        isinstance(e, KeyboardInterrupt)
        or type(e).__name__ == "InterruptException"
        or (type(e) is RuntimeError and any(word in str(e).lower() for word in _STOPPED_WORDS))
        for e in _chain(error)
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and errors that it carries."""
    found: BaseException | None = error
    for _ in range(8):
        if found is None:
            return
        yield found
        yield from (part for part in found.args if isinstance(part, BaseException))
        found = found.__cause__ or found.__context__
