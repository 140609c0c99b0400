"""The worked tables of docs/explanation/evaluation, so that page and code cannot part."""

from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs/explanation/evaluation"


def rows(page: str, heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table under a heading; at least one, or the page is broken."""
    section = (PAGES / f"{page}.md").read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    found = [tuple(cell.strip().strip("`") for cell in line[1:-1].split("|")) for line in lines[2:]]
    assert found, f"no table under {heading} in {page}"
    return found


def numbers(text: str) -> list[float]:
    """Numbers of a cell, parted by blanks."""
    return [float(part) for part in text.split()]
