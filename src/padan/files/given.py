"""Which files were given, and one error for all that cannot be read."""

from collections.abc import Sequence
from pathlib import Path

from padan.domain.errors import HeadingError, InBoth, PadanError, UnreadableFileError, in_language, system_reason
from padan.files.naming import files_of, shown

Problem = tuple[str, PadanError]
"""The name that a file is shown by, and what is wrong with it."""


def files_given(paths: Sequence[Path], results: Sequence[Path] = ()) -> tuple[list[Path], list[str], list[Problem]]:
    """Every file once, the readable ones of folders too; notes on what was passed over; what is wrong with a path.

    `results` are folders that this command writes: where they lie below a folder that was given they are no lists.
    """
    found: dict[Path, Path] = {}
    notes: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files, passed_over, own = files_of(path, results)
        except PadanError as error:
            problems.append((shown(str(path)), error))
            continue
        except OSError as error:
            problems.append((shown(str(path)), no_access(error)))
            continue
        notes += [f"file_skipped:{shown(other.name)}" for other in passed_over]
        notes += [f"result_skipped:{shown(other.name)}" for other in own]
        for file in files:
            if file.resolve() in found:
                notes.append("given_twice")
            found.setdefault(file.resolve(), file)
    return list(found.values()), list(dict.fromkeys(notes)), problems


def no_access(error: OSError) -> UnreadableFileError:
    """The error for a file that the system does not open."""
    reason = system_reason(error)
    return UnreadableFileError(f"berkas tidak dapat dibuka ({reason})", f"the file cannot be opened ({reason.text_en})")


def empty_file() -> UnreadableFileError:
    """The error for a file of no bytes."""
    return UnreadableFileError("berkas kosong", "the file is empty")


def raise_all(problems: Sequence[Problem]) -> None:
    """One error for all files: unreadable ones weigh more than missing headings. A single one keeps its own kind."""
    if not problems:
        return
    if len(problems) == 1:
        name, error = problems[0]
        raise type(error)(f"{name}: {error.text_id}", f"{name}: {error.text_en}", error.details) from error
    details = tuple(in_one_line(name, error) for name, error in problems)
    unreadable = [error for _, error in problems if not isinstance(error, HeadingError)]
    first = next(
        (error for error in unreadable if type(error) is UnreadableFileError), (unreadable or [problems[0][1]])[0]
    )
    count = len(problems)
    if isinstance(first, HeadingError):
        raise HeadingError(
            f"{count} berkas tanpa judul kolom yang dapat dipakai:", f"{count} files without usable headings:", details
        )
    raise type(first)(f"{count} berkas tidak dapat dibaca:", f"{count} files cannot be read:", details)


def in_one_line(place: str, error: PadanError) -> InBoth:
    """What is wrong in one file or sheet, and what was found there."""
    return InBoth(*(f"{place}: {_joined(error, lang)}" for lang in ("id", "en")))


def _joined(error: PadanError, lang: str) -> str:
    found = ", ".join(in_language(line, lang) for line in error.details)
    text = (error.text_en if lang == "en" else error.text_id).rstrip(" :")
    return f"{text}: {found}" if found else text
