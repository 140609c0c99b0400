"""The pages of figures over three years of a whole province: how long the server takes for one.

    python -m benchmarks.city_page [--people 20000] [--times 60]

The PostgreSQL of `benchmarks.figures`, with its months closed and targets set; the city's kelurahan have outlines of
48 points each, so that the map is drawn in full. Asked by Django's own client, so without the network; every request
asks for another month. How many people there are does not matter to these pages: they read stored figures.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from math import cos, pi, sin
from typing import Any

from benchmarks.figures import TODAY, fill
from benchmarks.running import ROOT, show

CORNERS = 48
ACROSS = 12
"""Kelurahan in a line of the drawn city."""
BAR = 300.0
"""Milliseconds within which 95 of 100 first pages must be answered."""


def outlines(city: str) -> None:
    """A round outline for each kelurahan of the city."""
    from padan.web.regions.models import Boundary, Region  # noqa: PLC0415 - Django must have been set up

    kelurahan = Region.objects.filter(level="kelurahan", code__startswith=f"{city}.").order_by("code")
    Boundary.objects.bulk_create(
        Boundary(region=region, geometry=_round(at % ACROSS, at // ACROSS), source="ukur")
        for at, region in enumerate(kelurahan)
    )


def _round(column: int, line: int) -> dict[str, Any]:
    east, north = 103.5 + column / 50, -1.7 + line / 50
    turns = [2 * pi * at / CORNERS for at in range(CORNERS)]
    ring = [[round(east + cos(turn) / 100, 6), round(north + sin(turn) / 100, 6)] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def targets() -> None:
    """Targets that are partly missed, so that the page has something to push."""
    from padan.web.monitoring.models import IndicatorTarget  # noqa: PLC0415

    wanted = {"protected": 9000, "spent": 9500, "lapsing": 0, "doubles_and_dead": 0, "signed": 10_000}
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(key=key, year=year, level=level, value=value)
        for key, value in wanted.items()
        for year in (2024, 2025, 2026)
        for level in ("kota", "kecamatan", "kelurahan")
    )


def measured(client: Any, address: str, times: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, each request with another month."""
    took = []
    for at in range(times + 3):
        month = f"{2024 + at % 36 // 12}-{at % 12 + 1:02}"
        began = time.perf_counter()
        answer = client.get(f"{address}?bulan={month}")
        took.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    kept = took[3:]
    return statistics.median(kept), statistics.quantiles(kept, n=20)[-1]


def main() -> None:
    """Fill, make and close the figures, ask for the pages, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=60)
    given = parser.parse_args()
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/web")]
    import postgres_server  # noqa: PLC0415 - lies among the tests

    os.environ["PADAN_DATABASE"] = postgres_server.start()
    os.environ["PADAN_HOME"] = tempfile.mkdtemp(prefix="padan-ukur-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "padan.web.settings"
    os.environ["PADAN_HOSTS"] = "testserver"
    os.environ.setdefault("PADAN_SECRET_KEY", "hanya untuk mengukur")
    import django  # noqa: PLC0415 - the settings stand only now
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from cast import signed_in  # noqa: PLC0415

    from padan.web.accounts.models import Appointment  # noqa: PLC0415
    from padan.web.monitoring import services  # noqa: PLC0415
    from padan.web.regions.models import Region  # noqa: PLC0415

    fill(given.people)
    services.figures_refresh(TODAY)
    services.figures_close(TODAY, backlog=True)
    acting = Appointment.objects.select_related("office__region", "user").get()
    city = acting.office.region.code
    outlines(city)
    targets()
    first = Region.objects.filter(level="kelurahan", code__startswith=f"{city}.").order_by("code")[0].code
    client = signed_in(acting)
    pages = {
        "the city's first page": "/pemantauan/",
        "a kelurahan": f"/pemantauan/wilayah/{first}/",
        "a kecamatan": f"/pemantauan/wilayah/{first.rpartition('.')[0]}/",
        "one figure with map and ranking": f"/pemantauan/angka/protected/{city}/",
        "one figure of a kelurahan": f"/pemantauan/angka/protected/{first}/",
    }
    found = {name: measured(client, address, given.times) for name, address in pages.items()}
    rows = [(name, f"{middle:.0f} ms", f"{high:.0f} ms") for name, (middle, high) in found.items()]
    show("Pages of figures, a province and three years", ("page", "median", "95 %"), rows)
    if found["the city's first page"][1] > BAR:
        raise SystemExit(f"the city's first page takes more than {BAR:.0f} ms")


if __name__ == "__main__":
    main()
