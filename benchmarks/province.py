"""The whole province: 1,585 desa and kelurahan, 1,000,000 candidates selected; and the cover of 120,000 month by month.

python -m benchmarks.province [--candidates 1000000] [--insured 120000] [--months 24]
"""

import argparse
import resource
import time
from datetime import date

import numpy as np
import polars as pl

from benchmarks.running import show
from padan.domain.contributions import number
from padan.domain.law import load_law
from padan.domain.months import Month
from padan.domain.pots import pots_of, programmes_of, purses_of, rate_of
from padan.domain.rates import load_rates
from padan.engine.continuity import FACTS, ContinuityResult, judge_continuity
from padan.engine.selection import PotTotal, select_candidates, selection_checks
from padan.engine.session import Connection, open_session, put

DAY = date(2026, 1, 1)
NOW: Month = (2025, 12)
"""The last whole month that payments tell of."""
MONTHS = 12
DESA, KELURAHAN = 1_414, 171
SEED = 15


def places() -> list[str]:
    """Codes of 1,585 made-up desa and kelurahan of the province."""
    return [f"15.{1 + n // 145:02}.{1 + n // 15 % 10:02}.{1001 + n % 15}" for n in range(DESA + KELURAHAN)]


def candidates(n: int, codes: list[str]) -> pl.DataFrame:
    """Made-up candidates; a tenth of them stand in two programmes."""
    chance = np.random.default_rng(SEED)

    def some(values: list[object], shares: list[float], kind: pl.DataType) -> pl.Series:
        return pl.Series(values, dtype=kind).gather(chance.choice(len(values), n, p=shares))

    flags = pl.Boolean()
    deciles: list[object] = [None, *range(1, 11)]
    return pl.DataFrame(
        {
            "candidate": pl.int_range(1, n + 1, eager=True),
            "person": pl.Series(chance.integers(0, int(n * 0.95), n)),
            "programme": some(["miskin_ekstrem", "pekerja_rentan"], [0.6, 0.4], pl.String()),
            "place": pl.Series(codes, dtype=pl.String).gather(chance.integers(0, len(codes), n)),
            "born": pl.Series(chance.integers(-9_000, 14_000, n)).cast(pl.Int32).cast(pl.Date),
            "nik_usable": some([True, None, False], [0.94, 0.04, 0.02], flags),
            "alive": some([True, None, False], [0.95, 0.04, 0.01], flags),
            "resident": some([True, None, False], [0.93, 0.05, 0.02], flags),
            "employer": some(["free", "pu", "bpu", None], [0.82, 0.06, 0.06, 0.06], pl.String()),
            "job_listed": some([True, None, False], [0.8, 0.1, 0.1], flags),
            "decile": some(deciles, [0.06] + [0.2, 0.2, 0.16, 0.14] + [0.04] * 6, pl.Int32()),
            "musyawarah_rank": pl.Series(chance.integers(1, 700, n)),
            "breadwinner": some([True, False, None], [0.6, 0.3, 0.1], flags),
            "dependants": pl.Series(chance.integers(0, 8, n)),
            "job_risk": some(["tinggi", "sedang", "rendah", None], [0.2, 0.3, 0.3, 0.2], pl.String()),
            "woman_headed": some([True, False], [0.2, 0.8], flags),
            "disability": some([True, False, None], [0.05, 0.9, 0.05], flags),
            "months_uncovered": pl.Series(chance.integers(0, 25, n)),
            "covered_now": some([True, False], [0.12, 0.88], flags),
        }
    )


def selected(con: Connection, codes: list[str]) -> tuple[PotTotal, ...]:
    """The pots of the shipped law for 2026, filled."""
    law, rates = load_law(), load_rates()
    levels = {code: "desa" if n < DESA else "kelurahan" for n, code in enumerate(codes)}
    pots = []
    for programme in programmes_of(law, DAY):
        purses = purses_of(law, DAY, codes, programme=programme, levels=levels)
        pots += pots_of(law, DAY, purses, codes, months=MONTHS, rate=rate_of(rates, programme, DAY) or 0)
    return select_candidates(con, pots, law=law, day=DAY, draw_text="benchmark")


def insured(n: int, codes: list[str]) -> pl.DataFrame:
    """Made-up people with cover."""
    chance = np.random.default_rng(SEED + 1)
    texts = {"segment": pl.Series(["miskin_ekstrem", "pekerja_rentan"]).gather(chance.choice(2, n, p=[0.66, 0.34]))}
    return pl.DataFrame(
        {
            "person": pl.int_range(1, n + 1, eager=True),
            "place": pl.Series(codes, dtype=pl.String).gather(chance.integers(0, len(codes), n)),
            **texts,
            "wage": pl.Series([None] * n, dtype=pl.Int64),
            "start_date": pl.Series(chance.integers(19_000, 20_400, n)).cast(pl.Int32).cast(pl.Date),
            "end_date": pl.Series([None] * n, dtype=pl.Date),
            "death_date": pl.Series([None] * n, dtype=pl.Date),
            "birth_date": pl.Series(chance.integers(-4_000, 12_000, n)).cast(pl.Int32).cast(pl.Date),
            "told": pl.Series([None] * n, dtype=pl.String),
        }
    )


def payments(n: int, months: int) -> pl.DataFrame:
    """What is known of each person's months: nine of ten are paid."""
    chance = np.random.default_rng(SEED + 2)
    words = pl.Series(["paid", "unpaid", "unclear"]).gather(chance.choice(3, n * months, p=[0.9, 0.08, 0.02]))
    return pl.DataFrame(
        {
            "person": np.repeat(np.arange(1, n + 1), months),
            "n": np.tile(np.arange(number(NOW) - months + 1, number(NOW) + 1), n),
            "what": words,
            "due": np.full(n * months, 16_800),
        },
        schema=FACTS,
        strict=False,
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.province", description=__doc__)
    parser.add_argument("--candidates", type=int, default=1_000_000)
    parser.add_argument("--insured", type=int, default=120_000)
    parser.add_argument("--months", type=int, default=24)
    given = parser.parse_args()
    codes, con, steps = places(), open_session(), []
    began = time.perf_counter()

    def done(step: str) -> None:
        nonlocal began
        steps.append([step, f"{time.perf_counter() - began:.1f}"])
        began = time.perf_counter()

    put(con, "select_candidates", candidates(given.candidates, codes))
    done("candidates made (not counted)")
    totals = selected(con, codes)
    done("selection")
    assert all(check.holds for check in selection_checks(con))
    done("its identities proved")
    ends = con.execute("SELECT outcome, why, count(*) FROM selected GROUP BY ALL ORDER BY 3 DESC").fetchall()
    con.close()
    people, facts, con = insured(given.insured, codes), payments(given.insured, given.months), open_session()
    done("insured made (not counted)")
    found: ContinuityResult = judge_continuity(con, people, facts, now=NOW, rates=load_rates())
    done("continuity")
    assert found.people == given.insured
    counted = sum(float(seconds) for step, seconds in steps if "not counted" not in step)
    show(
        f"{len(codes):,} places, {given.candidates:,} candidates, {len(totals):,} pots, {given.insured:,} insured, "
        f"{given.months} months",
        ("step", "seconds"),
        [*steps, ["counted together", f"{counted:.1f}"]],
    )
    show("Where candidates ended", ("outcome", "why", "candidates"), [[o, w, f"{n:,}"] for o, w, n in ends])
    print(f"\nFall out next month: {found.falling:,} of {found.covered:,} covered; to prevent it: Rp {found.cost:,}")
    print(f"Peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
