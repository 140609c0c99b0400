"""One tree of errors: each kind has a code, an exit code and a sentence for the user, never a traceback."""

import errno
from dataclasses import dataclass


class InBoth(str):
    """A line in Indonesian that carries its English. A plain str says the same in both: a heading as found, say."""

    text_en: str

    def __new__(cls, text_id: str, text_en: str) -> "InBoth":
        line = super().__new__(cls, text_id)
        line.text_en = text_en
        return line


_SYSTEM_REASONS = {
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "tempatnya hanya dapat dibaca",
    errno.ENOSPC: "ruang penyimpanan habis",
    errno.EDQUOT: "jatah ruang penyimpanan habis",
    errno.EFBIG: "berkasnya terlalu besar untuk tempat itu",
    errno.ENOENT: "tidak ada",
    errno.ENOTDIR: "di jalurnya ada berkas, bukan folder",
    errno.EEXIST: "di jalurnya ada berkas, bukan folder",
    errno.EISDIR: "itu folder",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EBUSY: "sedang dipakai",
    errno.EIO: "perangkat penyimpanan gagal",
    errno.ELOOP: "tautannya berputar",
}


def system_reason(error: OSError) -> InBoth:
    """Why the operating system refused, in words; a number where it has no words of ours."""
    name = type(error).__name__ if error.errno is None else f"{error.errno}"
    return InBoth(_SYSTEM_REASONS.get(error.errno or 0, f"galat sistem {name}"), error.strerror or name)


def in_language(line: str, lang: str) -> str:
    """The line in Indonesian (`id`) or English (`en`)."""
    return line.text_en if lang == "en" and isinstance(line, InBoth) else line


@dataclass
class PadanError(Exception):
    """What stops a run. `text_id` and `text_en` say what is wrong, where, and what to do.

    `details` are further lines (one a file or heading) shown under the sentence; `InBoth` where it has words of ours.
    """

    text_id: str
    text_en: str
    details: tuple[str, ...] = ()

    code = "error"
    exit_code = 1

    def text(self, lang: str = "id") -> str:
        """The sentence and its details in Indonesian (`id`) or English (`en`)."""
        head = self.text_en if lang == "en" else self.text_id
        return "\n".join([head, *(f"  - {in_language(line, lang)}" for line in self.details)])

    def __str__(self) -> str:
        return self.text()


class UsageError(PadanError):
    """Arguments that contradict each other or make no sense."""

    code = "usage"
    exit_code = 2


class UnreadableFileError(PadanError):
    """A file that is no list: missing, damaged, encrypted without its password, past the size limits."""

    code = "unreadable"
    exit_code = 10


class HeadingError(PadanError):
    """No usable heading, or a needed column is missing; `details` list what was found."""

    code = "heading"
    exit_code = 11


class NoRowsError(PadanError):
    """No usable row in all files of one side together."""

    code = "no_rows"
    exit_code = 12


class OutputError(PadanError):
    """The output cannot be written: no right, disk full, or undecided human work stands in the way."""

    code = "output"
    exit_code = 13


class DecisionsError(PadanError):
    """The decisions file cannot be read or contradicts itself."""

    code = "decisions"
    exit_code = 14


class TotalsError(PadanError):
    """An identity of the totals failed: our fault, so nothing is written."""

    code = "totals"
    exit_code = 20
