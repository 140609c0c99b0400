"""Small drawn tables for the money: put into the engine, and read back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import duckdb
import polars as pl

from padan.domain.money_by_hand import Line, Person
from padan.domain.months import Month, read_month
from padan.domain.rates import Rates, load_rates
from padan.engine.money import PAYMENT_TEXTS, MoneyResult, reconcile_money

RATES: Rates = load_rates()
DOCS = Path(__file__).resolve().parents[2] / "docs"


def worked_table(page: str, name: str, room: str = "explanation") -> list[dict[str, str]]:
    """The rows of the table marked `<!-- table: name -->` on a page of docs."""
    text = (DOCS / room / page).read_text(encoding="utf-8")
    lines = text.split(f"<!-- table: {name} -->\n", 1)[1].split("\n\n", 1)[0].splitlines()
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def draw(
    people: Sequence[Person], lines: Sequence[Line], more: Mapping[int, tuple[object, ...]] = MappingProxyType({})
) -> duckdb.DuckDBPyConnection:
    """A connection with `people`, `decided` and `payments_raw` as a run has them.

    `more`: birth date, the insurer's status and the RT of a row.
    """
    con = duckdb.connect()
    con.execute("SET threads = 1")
    rows = [
        [
            *(p.row_id, p.side, p.segment, p.nik, p.name, p.kpj, p.npp, p.kelurahan, p.wage, p.start, p.end, p.death),
            *more.get(p.row_id, (None, None, None)),
        ]
        for p in people
    ]
    con.execute(
        "CREATE TABLE people (row_id BIGINT, side VARCHAR, segment VARCHAR, nik VARCHAR, name VARCHAR, kpj VARCHAR, "
        "npp VARCHAR, kelurahan VARCHAR, wage BIGINT, start_date DATE, end_date DATE, death_date DATE, "
        "birth_date DATE, status VARCHAR, rt_text VARCHAR)"
    )
    con.execute("CREATE TABLE decided (row_id BIGINT, bucket VARCHAR, match_row_id BIGINT, person_id BIGINT)")
    con.executemany(f"INSERT INTO people VALUES ({', '.join('?' * 15)})", rows)
    decided = [[p.row_id, p.bucket, p.match, p.person_id] for p in people]
    con.executemany("INSERT INTO decided VALUES (?, ?, ?, ?)", decided)
    _put_payments(con, lines)
    return con


def _put_payments(con: duckdb.DuckDBPyConnection, lines: Sequence[Line]) -> None:
    used = sorted({key for line in lines for key in line.texts})
    assert set(used) <= set(PAYMENT_TEXTS)
    data: dict[str, list[object]] = {"payment_id": [line.payment_id for line in lines]}
    data |= {key: [1 for _ in lines] for key in ("sheet_id", "record", "row")}
    data |= {key: [line.texts.get(key) for line in lines] for key in used}
    schema = {key: pl.String if key in used else pl.Int64 for key in data}
    frame = pl.DataFrame(data, schema=schema)
    con.register("incoming", frame)
    con.execute("CREATE TABLE payments_raw AS SELECT * FROM incoming")
    con.unregister("incoming")


def settle(
    people: Sequence[Person], lines: Sequence[Line], period: Sequence[Month] | None = None
) -> tuple[duckdb.DuckDBPyConnection, MoneyResult]:
    """The engine's answer, its identities proved."""
    con = draw(people, lines)
    result = reconcile_money(con, period=tuple(period) if period else None, rates=RATES)
    assert [check for check in result.checks if not check.holds] == []
    return con, result


def person_months(con: duckdb.DuckDBPyConnection) -> dict[tuple[int, Month], tuple[int | None, int, int, int, str]]:
    rows = con.execute("SELECT unit_id, month, due, paid, missing, in_excess, status FROM person_months").fetchall()
    return {
        (unit, month(text)): (due, paid, missing, excess, status)
        for unit, text, due, paid, missing, excess, status in rows
    }


def month(text: str) -> Month:
    found = read_month(text)
    assert found is not None
    return found


def pair(n: int, **values: object) -> list[Person]:
    """A list row n and the participants row n + 1000 that it is linked to; `values` stand on both."""
    both = {"kpj": f"KPJ{n}", "segment": "pekerja_rentan", "kelurahan": "KASANG", "person_id": n, **values}
    return [
        Person(row_id=n, side="list", bucket="matched", match=n + 1000, **both),  # type: ignore[arg-type]
        Person(row_id=n + 1000, side="participants", bucket="matched", match=n, **both),  # type: ignore[arg-type]
    ]


def line(n: int, **texts: str) -> Line:
    return Line(n, {"month": "2026-01", "amount": "16800", **texts})
