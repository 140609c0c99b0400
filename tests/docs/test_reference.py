"""The reference pages say all that there is, and nothing else: commands, options, exit codes, keys, columns."""

import argparse
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from doc_pages import DOCS, REFERENCE, ROOT, keys, pages, read, section

from padan import cli, pipeline
from padan.documents.wording import BUCKETS as BUCKET_WORDS
from padan.domain.errors import PadanError
from padan.domain.matching import FIELD_OUTCOMES, OUTCOMES
from padan.domain.problems import PROBLEMS
from padan.domain.reconciliation import BUCKETS, CHECK_TEXTS, RULES
from padan.domain.segments import SEGMENTS
from padan.engine import blocking, learning, linkage, matching_graph, scoring
from padan.files.notes import SENTENCES

CLI = read(REFERENCE / "cli.md")
KEYS = read(REFERENCE / "keys.md")
FILES = read(REFERENCE / "files-written.md")
SOURCE = ROOT / "src/padan"
_WORD = re.compile(r"\w+")


def commands() -> dict[str, argparse.ArgumentParser]:
    """Each command with its parser."""
    (sub,) = (a for a in cli._parser("en")._actions if isinstance(a, argparse._SubParsersAction))
    return dict(sub.choices)


def arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Options by their long name, and what is given by its place by its metavar."""
    for action in parser._actions:
        if not isinstance(action, argparse._HelpAction):
            yield action.option_strings[-1] if action.option_strings else str(action.metavar)


def test_every_command_has_its_section_and_nothing_else_has() -> None:
    assert re.findall(r"^## padan (\w+)$", CLI, re.M) == list(commands())


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_command_is_told(command: str) -> None:
    told = keys(section(CLI, f"padan {command}"))
    assert sorted(told) == sorted(arguments(commands()[command]))


def test_the_readme_shows_every_command() -> None:
    table = section(read(ROOT / "README.md"), "Commands")
    assert re.findall(r"^\| `padan (\w+)", table, re.M) == list(commands())


def test_every_key_of_a_check_is_told(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(result.parent / "lists.csv"), "--json", "--quiet"]) == 0
    (line,) = [line for line in section(CLI, "padan check").splitlines() if line.startswith("| `--json`")]
    told = set(re.findall(r"`(\w+)`", line))
    assert set(json.loads(capsys.readouterr().out)) == told


def exit_codes() -> set[tuple[str, str]]:
    """(exit code, code) of every kind of error of the command line."""
    kinds, found = [PadanError], set()
    while kinds:
        kind = kinds.pop()
        kinds += [one for one in kind.__subclasses__() if not one.__module__.startswith("padan.web.")]
        if kind is not PadanError:
            found.add((str(kind.exit_code), kind.code))
    return found


def test_every_exit_code_is_told() -> None:
    rows = re.findall(r"^\| (\d+) \| (?:`(\w+)`)? ?\|", section(CLI, "Exit codes"), re.M)
    expected = {*exit_codes(), ("0", ""), (str(cli.OUR_FAULT), ""), (str(cli.INTERRUPTED), "")}
    assert set(rows) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Segments", [s.key for s in SEGMENTS]),
        ("Rules", list(RULES)),
        ("Problems", [p.code for p in PROBLEMS]),
        ("Identities", list(CHECK_TEXTS)),
        ("Notes on files", list(SENTENCES)),
        ("Sides", list(BUCKETS)),
    ],
)
def test_every_key_is_told_and_nothing_else(heading: str, expected: list[str]) -> None:
    assert sorted(keys(section(KEYS, heading))) == sorted(expected)


def test_every_bucket_is_told_with_its_side() -> None:
    told = re.findall(r"^\| `(\w+)` \| (\w+) \|", section(KEYS, "Buckets"), re.M)
    sides = {bucket.key: [side for side in BUCKETS if bucket.key in BUCKETS[side]] for bucket in BUCKET_WORDS}
    assert dict(told) == {key: "both" if len(on) == 2 else on[0] for key, on in sides.items()}


def test_a_problem_is_told_with_its_harm_and_sentences() -> None:
    lines = section(KEYS, "Problems").splitlines()
    for p in PROBLEMS:
        (line,) = [line for line in lines if line.startswith(f"| `{p.code}` |")]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert (cells[1], cells[3], cells[4]) == (str(p.harm), p.text_id, p.text_en)


def test_every_outcome_is_told_with_its_fields() -> None:
    page = read(REFERENCE / "outcomes.md")
    assert keys(page) == list(OUTCOMES)
    for key, outcome in OUTCOMES.items():
        fields = ", ".join(field for field, outcomes in FIELD_OUTCOMES.items() if key in outcomes)
        assert f"| `{key}` | {outcome.label_id} | {outcome.label_en} | {fields} |" in page.splitlines()


def test_the_constants_of_linkage_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([-\d.]+) \|", read(DOCS / "explanation/linkage.md"), re.M)
    homes = (linkage, scoring, matching_graph, learning, blocking)
    found = {name: str(next(getattr(home, name) for home in homes if hasattr(home, name))) for name, _ in rows}
    assert len(rows) == 15
    assert found == dict(rows)


@cache
def words_of_the_source() -> frozenset[str]:
    """Every word in code, SQL and data of the product."""
    return frozenset(
        word
        for path in SOURCE.rglob("*")
        if path.suffix in (".py", ".sql", ".toml")
        for word in _WORD.findall(read(path))
    )


def test_every_name_in_the_glossary_is_in_the_code() -> None:
    names = set(re.findall(r"`(\w+)`", read(ROOT / "GLOSSARY.md")))
    assert sorted(names - words_of_the_source()) == []
    assert {segment.key for segment in SEGMENTS} | {bucket.key for bucket in BUCKET_WORDS} <= names


def test_the_architecture_names_what_is_there() -> None:
    page = read(ROOT / "ARCHITECTURE.md")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section(page, "The steps").splitlines()]
    functions = {name for row in rows if len(row) == 5 for name in re.findall(r"`([a-z_]+)`", row[1])}
    assert sorted(name for name in functions if not callable(getattr(pipeline, name, None))) == []
    assert len(functions) > 8
    words = set(re.findall(r"`([a-z_]+)`", page))
    assert sorted(words - words_of_the_source()) == []
    for path in re.findall(r"`([a-z_/]+\.(?:py|sql))`", page):
        assert any(SOURCE.rglob(Path(path).name)), path


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over everything that can be given: damaged rows, a pair to review, payments, posts and groups."""
    folder = tmp_path_factory.mktemp("reference")
    for name, text in INPUTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    words = ["reconcile", str(folder / "lists.csv"), "--participants", str(folder / "peserta.csv"), "--quiet"]
    for option in ("payments", "posts", "groups"):
        words += [f"--{option}", str(folder / f"{option}.csv")]
    assert (
        cli.main(
            [*words, "--out", str(folder / "out"), "--no-pdf", "--period", "2026-Q1", "--state", str(folder / "state")]
        )
        == 0
    )
    return folder / "out"


INPUTS = {
    "lists.csv": """DAFTAR KETUA RT KELURAHAN KASANG per 31 Januari 2026
NIK,Nama,Tanggal Lahir,Jenis Kelamin,Kelurahan,RT,Nama Ibu Kandung,Alamat
9971011205809001,ZULKARNAIN EFENDDI,12-05-1980,L,Kasang,01,RUBAIDAH,Jalan Melati No 5
,HASNAWATI LUBIS,27-02-1968,P,,02,,
9971010908909001,BONIFASIUS SINGARIMBUN,09-08-1990,L,Kasang,03,,
9971010908909001,BONIFASIUS SINGARIMBUN,09-08-1990,L,Kasang,03,,
JUMLAH,4,,,,,,
""",
    "peserta.csv": """NIK,Nama,Tanggal Lahir,Jenis Kelamin,Kelurahan,KPJ,NPP,Segmen,Nama Ibu Kandung,Alamat
9971011205809001,ZULKARNAIN EFFENDI,12-05-1980,L,Kasang,22990000001,JB990001,Ketua RT,RUBAIDAH,Jalan Melati No 5
9971016702689001,HASNAWATI LUBIS,27-02-1968,P,Kasang,22990000002,JB990001,Ketua RT,,
9955776702689123,HASNAWATI LUBIS,27-02-1968,P,Legok,22990009777,JB990001,Ketua RT,,
9971011812889001,GERALDUS TOBING,18-12-1988,L,Kasang,22990000004,JB990001,Ketua RT,,
""",
    "payments.csv": """KPJ,Nama,Bulan Iuran,Jumlah Iuran
22990000001,ZULKARNAIN EFFENDI,2026-02,16800
22990000009,NOBODY KNOWN,2026-01,16800
""",
    "posts.csv": "Kelurahan,RT,Nama\nKasang,01,ZULKARNAIN EFFENDI\nKasang,02,KOSONG\n",
    "groups.csv": "NPP,Instansi,Segmen\nJB990001,Bagian Pemerintahan,Ketua RT\n",
}


def test_every_sheet_of_the_workbook_is_told(result: Path) -> None:
    table = section(FILES, "rekonsiliasi.xlsx")
    told = re.findall(r"^\| `([^`]+)` \| `[^`]+` \|", table, re.M)
    assert told == openpyxl.load_workbook(result / "rekonsiliasi.xlsx").sheetnames


@pytest.mark.parametrize("name", ["rows", "pairs", "pairs_within"])
def test_every_column_is_told_and_nothing_else(name: str, result: Path) -> None:
    table = section(FILES, f"{name}.parquet").partition("Each of `reasons`")[0]
    assert keys(table) == list(pl.read_parquet_schema(result / f"{name}.parquet"))


def test_every_key_of_a_reason_is_told(result: Path) -> None:
    table = section(FILES, "rows.parquet").partition("Each of `reasons`")[2]
    reasons = pl.read_parquet_schema(result / "rows.parquet")["reasons"]
    assert keys(table) == [field.name for field in reasons.inner.fields]  # type: ignore[attr-defined]


def test_every_file_is_told(result: Path) -> None:
    told = keys(FILES.partition("## rekonsiliasi.xlsx")[0])
    assert sorted(told) == sorted([*(path.name for path in result.iterdir()), "berita-acara.pdf"])


def test_every_key_of_the_summary_is_told(result: Path) -> None:
    summary = json.loads((result / "summary.json").read_text(encoding="utf-8"))
    patterns = [re.compile(_pattern(key)) for key in keys(section(FILES, "summary.json"))]
    assert {"money", "posts", "participation", "responsibility"} <= summary.keys()
    assert [p for p in sorted(set(paths(summary))) if not any(pattern.fullmatch(p) for pattern in patterns)] == []


def test_every_key_of_the_page_is_in_the_summary(result: Path) -> None:
    """But the measures, which stand below several keys, and what a small run has none of."""
    found = list(paths(json.loads((result / "summary.json").read_text(encoding="utf-8"))))
    page = section(FILES, "summary.json")
    told = [key for key in keys(page) if key.split(".")[0] not in MEASURES]
    missing = [key for key in told if not any(re.fullmatch(_pattern(key), path) for path in found)]
    assert missing == []


MEASURES = ("due", "paid", "missing", "in_excess", "unknown", "review", "unassigned")


def test_every_measure_of_the_money_is_told(result: Path) -> None:
    total = json.loads((result / "summary.json").read_text(encoding="utf-8"))["money"]["total"]
    told = [key for key in keys(section(FILES, "money: where payments were given")) if key.split(".")[0] in MEASURES]
    assert told == list(paths(total))


def paths(value: Any, above: str = "") -> Iterator[str]:
    """Where each plain value of a JSON object stands: `a.b`, `a[].b`."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from paths(below, f"{above}.{key}" if above else key)
    elif isinstance(value, list):
        yield from (path for item in value for path in paths(item, f"{above}[]"))
        if not value:
            yield f"{above}[]"
    else:
        yield above


def _pattern(key: str) -> str:
    """`*` stands for one key, at the end for whatever is below; `[]` for the items of a list, whatever they are."""
    *above, last = key.split(".")
    parts = ["[^.]+" if part == "*" else re.escape(part) for part in above]
    return r"\.".join([*parts, ".+" if last == "*" else re.escape(last) + r"(\[\])?"])


def test_what_a_run_says_is_in_the_reference(result: Path) -> None:
    rows = pl.read_parquet(result / "rows.parquet")
    pairs = [pl.read_parquet(result / f"{name}.parquet") for name in ("pairs", "pairs_within")]
    reasons = rows["reasons"].explode().struct.unnest().drop_nulls("field")
    assert set(rows["rule"]) <= RULES.keys()
    assert {code for codes in rows["problems"] for code in codes} <= {p.code for p in PROBLEMS}
    decisions = keys(section(KEYS, "Decisions of pairs"))
    assert {decision for frame in pairs for decision in frame["decision"]} <= set(decisions)
    assert [r for r in reasons.select("field", "outcome").rows() if r[1] not in FIELD_OUTCOMES[r[0]]] == []
    assert {"review", "auto"} <= set(pairs[0]["decision"])
    assert len(reasons) > 5


def test_every_page_is_in_the_index_and_every_link_leads_somewhere() -> None:
    index = read(DOCS / "README.md") + read(DOCS / "decisions/README.md")
    assert [p.name for p in DOCS.rglob("*.md") if p.name != "README.md" and p.name not in index] == []
    assert [found for page in pages() for found in broken_links(page)] == []


def broken_links(page: Path) -> Iterator[str]:
    """Links of a page to files or headings that are not there."""
    for target in re.findall(r"\]\(([^)\s]+)\)", read(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        if not file.exists() or (anchor and anchor not in anchors(read(file))):
            yield f"{page.name}: {target}"


def anchors(text: str) -> set[str]:
    """The anchors that a host makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-") for heading in headings}
