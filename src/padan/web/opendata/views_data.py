"""Files and the interface for programs. Everything in it is described under `api/` itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from padan.domain.indicators import Indicator
from padan.domain.months import Month, read_month, show_month
from padan.web.opendata.answering import public
from padan.web.opendata.catalogue import Dataset, address, ckan, dcat, metadata, publisher_of, slug_of
from padan.web.opendata.exports import FIELDS, LEVELS, Record, as_csv, as_json, records
from padan.web.opendata.models import Publication
from padan.web.opendata.selectors import (
    Figures,
    Place,
    figures_all,
    indicators_in,
    open_state,
    places_in,
    publications,
    published_all,
    versions_known,
)
from padan.web.refusals import NOT_THERE

CSV, JSON, LD = "text/csv; charset=utf-8", "application/json; charset=utf-8", "application/ld+json; charset=utf-8"
PAGE = 2000
"""Records in one answer of the interface."""


def _given(content: bytes, kind: str, name: str = "") -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
    return HttpResponse(content, content_type=kind, headers=headers)


def _json(told: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(as_json(told), content_type=JSON, status=status)


def _wrong(sentence: str) -> HttpResponse:
    return _json({"kesalahan": sentence, "penjelasan": address("api")}, 400)


def datasets() -> list[Dataset]:
    """Every indicator that is published in any month, by the newest definition."""
    newest = figures_all(1)
    if not newest:
        return []
    root = next(one for one in places_in(newest[0].lines).values() if not one.parent and not one.own)
    months: dict[str, list[Publication]] = {}
    for one in publications():
        for key in one.versions:
            months.setdefault(key, []).append(one)
    versions = versions_known()
    made = [_dataset(indicators_in(told[0], versions)[key], told, root) for key, told in months.items()]
    return sorted(made, key=lambda one: (one.indicator.order, one.indicator.key))


def _dataset(indicator: Indicator, told: list[Publication], root: Place) -> Dataset:
    moments = [one.published_at for one in told]
    months = [(one.month.year, one.month.month) for one in told]
    return Dataset(indicator, months, min(moments), max(moments), root.name, root.region, told[0].digest)


def dataset_get(slug: str) -> Dataset:
    """One dataset. Raises NOT_THERE."""
    found = next((one for one in datasets() if one.slug == slug), None)
    if found is None:
        raise NOT_THERE
    return found


def _records(key: str, month: Month | None = None) -> list[Record]:
    """All records of an indicator, the newest month first."""
    found: list[Record] = []
    for _publication, figures in published_all(only=month):
        lines = [line for line in figures.lines if line.key == key]
        found += records(figures, lines, places_in(lines))
    return found


@public
def file_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """A dataset as CSV."""
    one = dataset_get(slug)
    return _given(as_csv(_records(one.indicator.key, _month(request))), CSV, f"{slug}.csv")


@public
def file_json(request: HttpRequest, slug: str) -> HttpResponse:
    """A dataset as JSON, with its metadata."""
    one = dataset_get(slug)
    told = {
        "metadata": metadata(one.indicator, publisher_of(open_state())),
        "versi": one.version,
        "lisensi": open_state().licence_name,
        "data": _records(one.indicator.key, _month(request)),
    }
    return _given(as_json(told), JSON, f"{slug}.json")


def _month(request: HttpRequest) -> Month | None:
    return read_month(request.GET.get("bulan", "").strip()[:20])


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    """All datasets as DCAT."""
    return _given(as_json(dcat(datasets(), open_state())), LD)


@public
def api(request: HttpRequest) -> HttpResponse:
    """What there is to ask, and what the fields mean."""
    return _json(
        {
            "keterangan": "Angka bulanan yang sudah ditutup. Angka tentang sedikit orang disembunyikan.",
            "alamat": {
                "bulan": address("api_months"),
                "indikator": address("api_indicators"),
                "wilayah": address("api_regions"),
                "angka": address("api_figures"),
                "paket": address("api_packages"),
                "katalog_dcat": address("catalogue"),
            },
            "saringan_angka": {
                "bulan": "TTTT-BB; bawaan: bulan terbaru",
                "indikator": "kunci indikator",
                "tingkat": list(LEVELS),
                "wilayah": "kode wilayah; termasuk semua di bawahnya",
                "halaman": f"1, 2, ...; {PAGE} baris tiap halaman",
            },
            "isian": {key: {"jenis": said[0], "arti": said[1], "meaning": said[2]} for key, said in FIELDS.items()},
            "lisensi": open_state().licence_name,
        }
    )


@public
def api_months(request: HttpRequest) -> HttpResponse:
    """Every published month with the digest of its figures."""
    told = [
        {"bulan": f"{one.month:%Y-%m}", "diterbitkan": one.published_at.isoformat(), "sha256": one.digest,
         "aturan_sel_kecil": one.rule}
        for one in publications()
    ]  # fmt: skip
    return _json({"bulan": told})


@public
def api_indicators(request: HttpRequest) -> HttpResponse:
    """Every published indicator with its metadata."""
    publisher = publisher_of(open_state())
    return _json({"indikator": [metadata(one.indicator, publisher) | _where(one) for one in datasets()]})


def _where(dataset: Dataset) -> dict[str, Any]:
    return {
        "csv": address("file_csv", dataset.slug),
        "json": address("file_json", dataset.slug),
        "bulan": [show_month(month) for month in dataset.months],
    }


@public
def api_regions(request: HttpRequest) -> HttpResponse:
    """Every region of the newest month."""
    newest = figures_all(1)
    places = places_in(newest[0].lines) if newest else {}
    told = [
        {"kode_wilayah": one.region, "nama_wilayah": one.name, "tingkat": LEVELS.get(one.level, one.level),
         "kode_atasan": one.parent}
        for one in places.values() if not one.own
    ]  # fmt: skip
    return _json({"wilayah": told})


@public
def api_figures(request: HttpRequest) -> HttpResponse:
    """Figures of one month, filtered; a page at a time."""
    asked = request.GET.get("bulan", "").strip()[:20]
    newest = publications()[:1]
    if not newest:
        return _json({"jumlah": 0, "data": []})
    month = read_month(asked) if asked else (newest[0].month.year, newest[0].month.month)
    found = published_all(only=month) if month else []
    if not found:
        return _wrong(f"Bulan {asked!r} belum diterbitkan.")
    page = request.GET.get("halaman", "1")
    if not page.isdecimal() or not 1 <= int(page[:6]) <= 100_000:
        return _wrong("Halaman adalah bilangan mulai dari 1.")
    return _json(_page(request, found[0][1], int(page[:6])))


def _page(request: HttpRequest, figures: Figures, at: int) -> dict[str, Any]:
    key, level, region = (request.GET.get(name, "").strip()[:40] for name in ("indikator", "tingkat", "wilayah"))
    places = places_in(figures.lines)
    lines = [
        one for one in figures.lines
        if (not key or one.key == key)
        and (not level or places[one.place].level == level)
        and (not region or places[one.place].region == region or places[one.place].region.startswith(f"{region}."))
    ]  # fmt: skip
    shown = lines[(at - 1) * PAGE : at * PAGE]
    other = request.GET.copy()
    other["halaman"] = str(at + 1)
    following = f"{address('api_figures')}?{other.urlencode()}" if len(lines) > at * PAGE else None
    return {
        "bulan": show_month(figures.month), "sha256": figures.digest, "jumlah": len(lines), "halaman": at,
        "berikutnya": following, "data": records(figures, shown, places),
    }  # fmt: skip


@public
def api_packages(request: HttpRequest) -> HttpResponse:
    """Names of all packages, as CKAN's package_list."""
    return _json({"success": True, "result": [slug_of(one.indicator.key) for one in datasets()]})


@public
def api_package(request: HttpRequest, slug: str) -> HttpResponse:
    """One package, as CKAN's package_show."""
    return _json({"success": True, "result": ckan(dataset_get(slug), publisher_of(open_state()))})
