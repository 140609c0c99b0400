"""`python -m benchmarks` runs them all; with names, those; `--list` says what there is."""

import argparse
import runpy
import sys
import time

BENCHMARKS = {
    "reading": "100,000 x 10 cells of xlsx to checked rows",
    "demo_city": "the demo city, workbooks in, workbook and minutes out; what rows ask of a clerk",
    "febrl": "FEBRL 3 and 4, beside Splink and recordlinkage",
    "linkage": "10,000, 100,000 and 1,000,000 rows a side, beside Splink and a bare join on NIK",
    "relatives": "twins, siblings, spouses, fathers and sons, one on each side: how many are taken for one",
    "site_load": "the site with 100 users signed in, on PostgreSQL",
    "province": "a province: 1,000,000 candidates selected, 120,000 insured judged month by month",
    "figures": "figures of every month anew, of a province of 1,585 places and three years",
    "monev_reports": "80 reports with charts and map",
    "city_page": "the city page of a province with three years of figures, on PostgreSQL",
    "incremental": "300 of 1,000,000 rows changed, with --state",
}


def main() -> None:
    """Runs the benchmarks one after another, each as it would run by itself."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--list", action="store_true", help="only say what there is")
    given = parser.parse_args()
    unknown = sorted(set(given.names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    for name in given.names or BENCHMARKS:
        print(f"\n## benchmarks.{name}: {BENCHMARKS[name]}", flush=True)
        if given.list:
            continue
        begin, sys.argv = time.perf_counter(), [name]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")
        print(f"\n({time.perf_counter() - begin:.0f} s in all)", flush=True)


if __name__ == "__main__":
    main()
