"""The worked tables of a page in docs/, so that the page and the code cannot part."""

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def rows(page: str, heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table under a heading, cells without backticks; at least one, or the page is broken."""
    text = (DOCS / page).read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0] if heading else text
    lines = [line for line in section.splitlines() if line.startswith("|")]
    found = [tuple(cell.strip().strip("`") for cell in line[1:-1].split("|")) for line in lines[2:]]
    assert found, f"no table under {heading} in {page}"
    return found
