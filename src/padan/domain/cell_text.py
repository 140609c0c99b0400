"""Text in the cells that are handed out and come back: on one line, printable, and never the start of a formula.

A name such as `=HYPERLINK(...)` must not run on the desk of whoever opens the workbook or the CSV (OWASP, "CSV
injection"): an apostrophe before it makes it text everywhere. Reading takes exactly that apostrophe away again.
"""

import re

LONGEST = 500
"""Characters of a cell that count: a longer one is damage, and is cut alike when written and when compared."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def plain_text(text: str | None) -> str:
    """Text on one line without control and direction marks, and no longer than `LONGEST`."""
    if not text:
        return ""
    if text.isascii() and text.isprintable() and len(text) < LONGEST and "  " not in text:
        return text.strip()
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:LONGEST].rstrip()


def guarded(text: str | None) -> str:
    """Plain text that no spreadsheet takes for a formula."""
    plain = plain_text(text)
    return f"'{plain}" if _RISKY.match(plain) else plain


def unguarded(text: str | None) -> str:
    """The text that `guarded` was given."""
    plain = plain_text(text)
    return plain[1:] if _GUARDED.match(plain) else plain
