"""The second city: one seed gives one set of bytes, its truth points to rows that are there, its rates are as told."""

import hashlib
from pathlib import Path

import polars as pl
import pytest
from benchmarks.second_city import FEW, make

from thorough import one_in

pytestmark = one_in(4)

FILES = ("list", "participants", "truth")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    make(folder, 3000, seed=4)
    return folder


def hashes(folder: Path) -> list[str]:
    return [hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in FILES]


def pairs(folder: Path) -> pl.DataFrame:
    left, right, true = (pl.read_parquet(folder / f"{name}.parquet") for name in FILES)
    left = left.with_row_index("list_record", offset=1).cast({"list_record": pl.Int64})
    right = right.with_row_index("participants_record", offset=1).cast({"participants_record": pl.Int64})
    return true.join(left, on="list_record").join(right, on="participants_record", suffix="_there")


def test_same_seed_same_bytes_another_seed_other_people(city: Path, tmp_path: Path) -> None:
    make(tmp_path / "again", 3000, seed=4)
    make(tmp_path / "other", 3000, seed=5)
    assert hashes(tmp_path / "again") == hashes(city)
    assert hashes(tmp_path / "other")[0] != hashes(city)[0]


def test_truth_points_to_rows_and_holds_each_pair_once(city: Path) -> None:
    both, true = pairs(city), pl.read_parquet(city / "truth.parquet")
    assert len(both) == len(true) == len(true.unique())
    assert len(pl.read_parquet(city / "list.parquet")) == 3000


def test_rates_are_as_the_page_says(city: Path) -> None:
    both = pairs(city)
    joins = ((pl.col("NIK") == pl.col("NIK_there")) & (pl.col("NIK").str.len_chars() == 16)).fill_null(False)
    named = pl.col("Nama").str.to_uppercase() == pl.col("Nama_there").str.to_uppercase()
    shares = both.select(joins.mean().alias("nik"), named.mean().alias("name")).row(0)
    assert shares[0] == pytest.approx(0.93, abs=0.02)
    assert shares[1] == pytest.approx(0.75, abs=0.03)


def test_no_number_is_anybodys(city: Path) -> None:
    people = pl.read_parquet(city / "list.parquet")
    whole = people.filter(pl.col("NIK").str.contains(r"^\d{16}$"))["NIK"]
    assert whole.str.starts_with("99").mean() > 0.99


def test_thin_layout_has_only_its_columns(tmp_path: Path) -> None:
    make(tmp_path, 300, layout="few")
    assert tuple(pl.read_parquet(tmp_path / "participants.parquet").columns) == FEW["participants"]
