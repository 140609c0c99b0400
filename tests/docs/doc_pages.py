"""The pages of the documentation, and what can be read off them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def pages() -> list[Path]:
    """Every page, at the root and in the rooms."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def read(path: Path) -> str:
    """A page's text."""
    return path.read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its level or above. Raises ValueError where there is none."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.M)
    if found is None:
        raise ValueError(f"no heading {heading!r}")
    rest = text[found.end() :]
    following = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.M)
    return rest[: following.start()] if following else rest


def keys(text: str) -> list[str]:
    """The words in backquotes in the first cell of each row of the text's tables."""
    rows = re.findall(r"^\| ([^|]*`[^|]*) \|", text, re.M)
    return [key for row in rows for key in re.findall(r"`([^`]+)`", row)]


def blocks(text: str, language: str) -> Iterator[str]:
    """The fenced blocks of a language."""
    return (body for name, body in _BLOCK.findall(text) if name == language)
