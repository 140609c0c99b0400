"""The repository speaks of the product alone: no registry hosts, no paths of a machine, and no NIK of a real person."""

import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from doc_pages import ROOT

from padan.domain.nik import read_nik

TEXTS = frozenset(
    (".md", ".py", ".sql", ".toml", ".txt", ".in", ".typ", ".csv", ".svg", ".sh", ".ini", ".cfg", ".yaml", "")
)
PASSED_OVER = frozenset((".git", ".venv", ".venv-bench", ".hypothesis", ".tmp", "out", "build", "__pycache__"))
_HOSTS = "|".join(("py" + "pi", "files.python" + "hosted", "registry.npm" + "js", "proxy.golang", "conda.anaconda"))
_UNFINISHED = "|".join(("TO" + "DO", "FIX" + "ME"))
FORBIDDEN = {
    "a registry's host": re.compile(rf"\b(?:{_HOSTS})\.(?:org|com|io)\b|--(?:extra-)?index[-]url|trusted[-]host", re.I),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w"),
    "unfinished work": re.compile(rf"\b(?:{_UNFINISHED})\b"),
}
_NIK = re.compile(r"(?<![\d.])\d{16}(?!\d)")
SYNTHETIC_SERIAL = 9000


@cache
def texts() -> Sequence[tuple[Path, str]]:
    """Every text file of the repository, by its path in it; what is made is not even looked through."""
    found: list[tuple[Path, str]] = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [one for one in below if not _made(one)]
        paths = [Path(folder, name) for name in names if Path(name).suffix in TEXTS and not _made(name)]
        found += [(path.relative_to(ROOT), path.read_text("utf-8", errors="replace")) for path in paths]
    return sorted(found)


def _made(folder: str) -> bool:
    return folder in PASSED_OVER or folder.endswith(("_cache", ".egg-info"))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = [f"{path}: {match[0]}" for path, text in texts() for match in FORBIDDEN[what].finditer(text)]
    assert found == []


def test_every_nik_is_plainly_synthetic() -> None:
    """Region 98 or 99, which do not exist, a serial that no office has reached, or no number a person could have."""
    found = {
        f"{path}: {nik}"
        for path, text in texts()
        if path.parts[0] in ("docs", "tests") or path.suffix == ".md"
        for nik in _NIK.findall(text)
        if _could_be_a_persons(nik)
    }
    assert sorted(found) == []


def _could_be_a_persons(nik: str) -> bool:
    if nik[:2] in ("98", "99") or int(nik[-4:]) >= SYNTHETIC_SERIAL:
        return False
    return read_nik(nik).kind == "valid"
