"""The examples of the documentation run: the tutorial from its first line to its last, on a smaller city."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from doc_pages import DOCS, pages, read

from padan import cli
from padan.domain.decisions import REVIEW_HEADINGS, REVIEW_SHEETS
from padan.domain.errors import UsageError

TUTORIAL = read(DOCS / "tutorial/first-reconciliation.md")
SMALLER = {"demo": ("--people", "600")}
ONLY_IN_SOME_CITIES = ("wait for a human", "save, and run", "--decisions", "Minutes", "Amount due unknown")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^\s*(?:\.venv/bin/)?padan ((?:[^\n\\]|\\\n)+)", re.M)


def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    told, ran = "", []
    for language, body in _BLOCK.findall(TUTORIAL):
        if language == "output":
            assert [line for line in _shapes(body) if line not in _shapes(told)] == []
        elif language == "python":
            exec(body, {})
            assert "->" in capsys.readouterr().out
        elif body.startswith("export "):
            monkeypatch.setenv(*body.removeprefix("export ").strip().split("="))
        else:
            ran.append(body.split()[1])
            _run(body)
            told = capsys.readouterr().out
    assert ran == ["demo", "reconcile", "reconcile", "evaluate", "check"]
    assert "same" in Path("hasil/decisions.csv").read_text(encoding="utf-8")


def _run(command: str) -> None:
    _, name, *words = shlex.split(command)
    if "--decisions" in words:
        assert Path("hasil/berita-acara.pdf").stat().st_size > 0
        _answer(Path("hasil/rekonsiliasi.xlsx"))
        words.append("--no-pdf")
    assert cli.main([name, *words, *SMALLER.get(name, ())]) == 0


def _answer(workbook: Path) -> None:
    """Says `same` in every line of the review sheet, as a clerk would by the drop-down."""
    book = openpyxl.load_workbook(workbook)
    sheet = book[REVIEW_SHEETS["en"]]
    (answer,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == REVIEW_HEADINGS["en"]["decision"]]
    for row in sheet.iter_rows(min_row=answer.row + 1):
        if row[0].value is not None:
            sheet.cell(row[0].row, answer.column, "same")
    book.save(workbook)


def _shapes(text: str) -> list[str]:
    """The lines without their figures; those that only open rows bring are left out."""
    lines = [line for line in text.splitlines() if not any(word in line for word in ONLY_IN_SOME_CITIES)]
    return [" ".join(re.sub(r"[-\d.,%()\[\]/]+", " ", line).split()) for line in lines]


def commands() -> list[tuple[str, str]]:
    """Every command line in a fenced block of any page."""
    fenced = [(page.name, block) for page in pages() for block in re.findall(r"^```.*?^```$", read(page), re.M | re.S)]
    return [(page, found.replace("\\\n", " ")) for page, block in fenced for found in _COMMAND.findall(block)]


def test_every_command_in_the_pages_is_one_that_padan_takes() -> None:
    real = [(page, words) for page, words in commands() if "..." not in words and "[" not in words]
    refused = []
    for page, words in real:
        try:
            cli._parser("en").parse_args(shlex.split(words, comments=True))
        except (UsageError, SystemExit) as error:
            refused.append((page, words, str(error)))
    assert refused == []
    assert len(real) > 20
