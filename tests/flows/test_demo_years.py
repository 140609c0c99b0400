"""The two years that `padan demo` writes: the same from the same seed, and read as what they are by the readers."""

import hashlib
from pathlib import Path

import polars as pl
import pytest

from padan.demo.city import write_city
from padan.demo.years_faults import SCHEMA, YEAR_FAULTS
from padan.files.candidates import read_candidates
from padan.files.reading import SheetRead, read_lists
from thorough import one_in

pytestmark = one_in(4)

PEOPLE, SEED = 500, 5
DOCS = Path(__file__).parents[2] / "docs" / "reference" / "demo.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kota") / "kota"
    write_city(folder, people=PEOPLE, seed=SEED)
    return folder


@pytest.fixture(scope="module")
def truth(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "dana" / "cacat.parquet")


def count(truth: pl.DataFrame, kind: str) -> int:
    return len(truth.filter(pl.col("kind") == kind))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_city(tmp_path / name, people=100, seed=SEED)
    for part in ("dana", "usulan"):
        first, second = (digests(tmp_path / name / part) for name in ("one", "other"))
        assert first == second
        assert len(first) > 20


def digests(folder: Path) -> dict[Path, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_years_take_over_people_whose_quarter_is_paid_as_due(folder: Path) -> None:
    """Whom the years call enrolled in 2024 stands in the branch's export, and the city's payments say the same."""
    bills = pl.read_csv(folder / "dana" / "tagihan-2024.csv", infer_schema=False)
    ours = set(bills.filter(pl.col("MASA IURAN DARI") == "2024-10")["NIK"].drop_nulls())
    paid = read_lists([folder / "iuran.xlsx"], kind="payments")[0].data.collect()
    counted = paid.filter(pl.col("amount") == "16800").group_by("nik").agg(pl.col("month").n_unique())
    theirs = set(counted.filter(pl.col("month") == 3)["nik"])
    # A NIK that was damaged at enrolment is written otherwise by the branch.
    assert len(ours - theirs) <= 0.02 * len(ours) + 1
    assert len(ours) > 100


def test_the_treasurys_list_is_read_whole(folder: Path, truth: pl.DataFrame) -> None:
    (sheet,) = read_lists([folder / "dana" / "sp2d-2025.xlsx"], kind="disbursements")
    rows = sheet.data.collect()
    assert {"sp2d", "paid_date", "amount", "purpose", "office", "account", "fund_year"} <= set(rows.columns)
    assert rows["sp2d"].n_unique() == len(rows)
    # The totals of twelve months are left out, no order is.
    assert sheet.not_blank - sheet.rows == rows["paid_date"].str.split(" ").list.get(1).n_unique()
    without = rows.filter(pl.col("kelurahan").is_null() & ~pl.col("office").str.starts_with("Kecamatan"))
    assert len(without) == count(truth, "sp2d_no_place")


def bills(folder: Path, year: int) -> SheetRead:
    (sheet,) = read_lists([folder / "dana" / f"tagihan-{year}.csv"], kind="payments")
    return sheet


def test_bills_and_their_names_are_told_apart(folder: Path, truth: pl.DataFrame) -> None:
    rows = bills(folder, 2025).data.collect()
    heads = rows.filter(pl.col("people_count").is_not_null())
    names = rows.filter(pl.col("nik").is_not_null())
    assert len(heads) + len(names) == len(rows)
    assert heads["billing_code"].n_unique() == len(heads)
    counted = names.group_by("billing_code").agg(pl.col("nik").n_unique().alias("named"))
    both = heads.join(counted, "billing_code", how="left").with_columns(pl.col("named").fill_null(0))
    differ = both.filter(pl.col("people_count").cast(pl.Int64) != pl.col("named"))
    assert len(differ) == count(truth, "bill_above_names") + count(truth, "bill_without_names")


def test_the_deliberations_lists_are_read_as_candidates(folder: Path, truth: pl.DataFrame) -> None:
    for year in ("2024", "2025", "2026"):
        found = read_candidates([folder / "usulan" / year])
        assert found.placeless == 0
        assert {"musyawarah_rank", "decile", "breadwinner", "dependants", "woman_headed", "disability", "job_risk"} <= (
            found.columns
        )
        assert found.frame["candidate"].n_unique() == len(found.frame)
        assert set(found.frame["programme"]) == {"miskin_ekstrem", "pekerja_rentan"}
        ranks = found.frame.group_by("place", "programme").agg(pl.col("musyawarah_rank").sort())
        assert all(list(own) == list(range(1, len(own) + 1)) for own in ranks["musyawarah_rank"])


def test_a_sheet_of_candidates_is_a_list_of_people_too(folder: Path) -> None:
    sheets = read_lists([folder / "usulan" / "2025"], kind="list")
    assert len(sheets) == read_candidates([folder / "usulan" / "2025"]).frame["place"].n_unique() > 60
    fields = {column.field for column in sheets[0].columns}
    assert {
        "nik",
        "kk",
        "name",
        "birth_date",
        "sex",
        "mother",
        "address",
        "phone",
        "job",
        "work_place",
        "income",
    } <= fields


def test_nobody_real_is_meant(folder: Path) -> None:
    for name in ("tagihan-2024", "tagihan-2025", "perlindungan"):
        niks = pl.read_csv(folder / "dana" / f"{name}.csv", infer_schema=False)["NIK"].drop_nulls()
        assert ((niks.str.slice(12, 1) == "9") | (niks.str.slice(0, 2) == "99")).all()


def test_truth_has_known_kinds_and_its_columns(truth: pl.DataFrame) -> None:
    assert dict(zip(truth.columns, truth.dtypes, strict=True)) == SCHEMA
    assert set(truth["kind"]) <= {fault.kind for fault in YEAR_FAULTS}
    assert len(truth) > 300


def test_docs_state_each_fault_of_the_years() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for fault in YEAR_FAULTS:
        told = str(fault.count) if fault.count else "as it comes"
        assert f"| `{fault.kind}` | {told} | {fault.of} | {fault.reason} |" in text, fault.kind


def test_a_city_past_the_limit_has_no_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.demo.city.WORKBOOKS_UP_TO", 100)
    write_city(tmp_path / "kota", people=200, seed=2)
    assert not (tmp_path / "kota" / "dana").exists()
