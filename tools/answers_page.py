"""Writes docs/reference/review-answers.md from the answers in code. `python tools/answers_page.py`"""

import os
import tempfile
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "review-answers.md"
HEAD = """# Answers to the cases of a period

Made from `src/padan/web/review/answers.py` by `python tools/answers_page.py`; a test holds the two together. The code
is what stands in the trail and in the table of decisions; the words are those of the page and of the workbook that is
answered offline.

- **needs**: `reason`; `happened_on`, the day it happened; `document`, or the reason why there is none; `values`, the
  right value of each field that differs; `owner` and `carried_to`, who goes on with it and until when.
- **head**: the head of the office confirms the answer before anything goes out.
- **later periods**, while the records say the same: *kept*, it holds by itself, with the period it comes from, and can
  be taken back there; *offered*, it is shown, and holds again in one click; *asked*, it is asked again.
"""
EFFECTS = {
    "": "",
    "same": "the run takes the records for one person",
    "different": "the run keeps the records apart",
    "enrol": "an enrolment goes to the branch",
    "leave": "the branch is told that cover ends",
    "death": "the claim is checked first; contributions after it are proposed as a credit",
    "credit": "contributions are claimed back as a credit on the next bill",
    "correct": "a correction goes to the branch, into the own list, or both",
    "add": "the person is to be added to the own list",
    "remove": "the row is to be taken out of the own list",
    "mend": "the row is to be mended in the own list",
    "pass": "Bappeda answers in the office's stead; not offered to Bappeda",
    "hand": "the named office answers",
    "unsure": "stays open",
    "carry": "counted as unfinished in the minutes",
}
LASTS = {"": "asked", "offered": "offered", "kept": "kept"}
REPLIES = """
## What the branch answers

To each row that was sent to it, on the page or by file. The workbook's words are `diterima`, `ditolak`,
`perlu dokumen`; in a sheet of its own the branch may use others with the same meaning.

| code | words | needs |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    from django.utils import translation  # noqa: PLC0415 - Django must have been set up

    with translation.override("id"):
        return HEAD + "".join(_sections()) + REPLIES + "".join(_replies())


def _sections() -> list[str]:
    from padan.web.review.answers import ANSWERS, CARRY, HANDED, NOTED  # noqa: PLC0415

    parts = [_section(f"`{kind.value}`: {kind.label}", answers) for kind, answers in ANSWERS.items()]
    return [*parts, _section("Every kind", (CARRY, NOTED, HANDED))]


def _section(heading: str, answers: object) -> str:
    lines = ["| code | words | needs | head | what follows | later periods |", "|---|---|---|---|---|---|"]
    for a in answers:  # type: ignore[attr-defined]
        needs = ", ".join(f"`{need.value}`" for need in a.needs)
        told = (f"`{a.code}`", str(a.label), needs, "yes" if a.confirmed else "", EFFECTS[a.effect.value])
        lines.append(f"| {' | '.join((*told, LASTS[a.lasts.value]))} |")
    return f"\n## {heading}\n\n" + "\n".join(lines) + "\n"


def _replies() -> list[str]:
    from padan.web.review.models import ReplyWord  # noqa: PLC0415

    return [
        f"| `{word.value}` | {word.label} | {'' if word == ReplyWord.ACCEPTED else '`reason`'} |\n"
        for word in ReplyWord
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
    os.environ.setdefault("PADAN_HOME", tempfile.mkdtemp())
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
