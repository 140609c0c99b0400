"""The worked tables of the page on who is chosen."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/explanation/rules/selection.md"


def rows(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading; at least one, or the page is broken."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    found = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines[2:]]
    assert found, f"no table under {heading}"
    return found


def whole(text: str) -> int | None:
    """A whole number, None for `-`."""
    return None if text == "-" else int(text)
