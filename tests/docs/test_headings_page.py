"""docs/reference/headings.md says exactly what the reader understands."""

from pathlib import Path

from padan.domain.fields import FIELDS
from padan.files import layouts

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "headings.md"


def tables() -> list[str]:
    """The lines that the page must hold, in their order."""
    lines = ["| kolom | field | judul yang dikenali |", "|---|---|---|"]
    lines += [f"| {f.label_id} | `{f.key}` | {'; '.join(layouts.SYNONYMS[f.key])} |" for f in FIELDS]
    lines += [f"| {' + '.join(fields)} | {'; '.join(words)} |" for fields, words in layouts.COMPOSITES.values()]
    lines += [
        f"| {field} | {' / '.join('; '.join(words) for words in parts)} |" for field, parts in layouts.JOINED.items()
    ]
    lines += [f"| {kind} | {needed(kind)} |" for kind in layouts.ONE_OF]
    lines.append("; ".join(layouts.PAYMENTS_ONLY) + ".")
    lines.append("; ".join(layouts.IGNORED) + ".")
    return lines


def needed(kind: str) -> str:
    """What a kind of file needs, as one line."""
    groups = [" atau ".join(" + ".join(f"`{field}`" for field in way) for way in ways) for ways in layouts.ONE_OF[kind]]
    return "; ".join(groups)


def test_every_field_synonym_and_need_is_on_the_page_and_nothing_else() -> None:
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in tables() if line not in page] == []
    rows = [line for line in page if line.startswith("| ") and "`" in line and line.count("|") == 4]
    assert len(rows) == len(FIELDS)
