"""The pages on decisions and the letterhead say what the readers understand."""

import re
from pathlib import Path

from padan.domain.decisions import ANSWER_WORDS, CSV_COLUMNS, Answer
from padan.files.letterhead import AGREED_KEYS, SECTIONS, SIGNATORIES, SIGNATORY_KEYS, read_letterhead

DOCS = Path(__file__).parents[2] / "docs"


def test_every_column_of_decisions_csv_is_told() -> None:
    told = re.findall(r"`([a-z_]+)`", (DOCS / "reference/decisions-file.md").read_text(encoding="utf-8"))
    assert [column for column in CSV_COLUMNS if column not in told] == []


def test_every_answer_word_is_told() -> None:
    page = (DOCS / "reference/decisions-file.md").read_text(encoding="utf-8")
    for answer in Answer:
        name = f"`{answer.value}`" if answer.value else "blank"
        (line,) = re.findall(rf"^\| {name} \| ([^|]+) \|$", page, flags=re.M)
        assert {words[answer] for words in ANSWER_WORDS.values()} <= {word.strip() for word in line.split(",")}
    how_to = (DOCS / "how-to/decide-in-excel.md").read_text(encoding="utf-8")
    assert all(f"| {word}" in how_to for word in ANSWER_WORDS["id"].values())


def test_the_example_of_a_letterhead_is_read_whole(tmp_path: Path) -> None:
    page = (DOCS / "how-to/letterhead.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, flags=re.S)
    (tmp_path / "lambang.svg").write_text("<svg/>", encoding="utf-8")
    path = tmp_path / "kop.toml"
    path.write_text(example, encoding="utf-8")
    letterhead = read_letterhead(path)
    assert letterhead.unread == ()
    assert letterhead.day is not None
    keys = [*SECTIONS, *SIGNATORIES, *SIGNATORY_KEYS, *AGREED_KEYS, *(k for keys in SECTIONS.values() for k in keys)]
    assert [key for key in keys if not re.search(rf"\b{key}\b", example)] == []
