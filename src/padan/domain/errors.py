"""One tree of errors: each kind has a code, an exit code and a sentence for the user, never a traceback."""

from dataclasses import dataclass


@dataclass
class PadanError(Exception):
    """What stops a run. `text_id` and `text_en` say what is wrong, where, and what to do.

    `details` are further lines (one a file or heading) shown under the sentence.
    """

    text_id: str
    text_en: str
    details: tuple[str, ...] = ()

    code = "error"
    exit_code = 1

    def text(self, lang: str = "id") -> str:
        """The sentence and its details in Indonesian (`id`) or English (`en`)."""
        head = self.text_en if lang == "en" else self.text_id
        return "\n".join([head, *(f"  - {line}" for line in self.details)])

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
