"""Published figures as records, CSV and JSON. Names of fields: docs/reference/open-data.md."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils import translation

from padan.domain.indicators import UNITS
from padan.domain.months import show_month
from padan.domain.suppression import HIDDEN
from padan.web.monitoring.wording import figure_text
from padan.web.opendata.hiding import Line
from padan.web.opendata.selectors import Figures, Place

AVAILABLE, NO_DENOMINATOR = "tersedia", "tidak ada penyebut"
NOT_DETAILED = "tidak dirinci"
LEVELS = {"provinsi": "provinsi", "kota": "kabupaten/kota", "kecamatan": "kecamatan", "kelurahan": "kelurahan/desa"}

FIELDS: Mapping[str, tuple[str, str, str]] = {
    "indikator": ("string", "Kunci indikator, tetap selamanya.", "Key of the indicator; never changes."),
    "nama_indikator": ("string", "Nama indikator.", "Name of the indicator."),
    "versi_definisi": ("integer", "Versi definisi yang dipakai.", "Version of the definition that was used."),
    "bulan": ("string", "Bulan angka, TTTT-BB; keadaan pada akhir bulan.", "Month, YYYY-MM; as of its end."),
    "kode_wilayah": ("string", "Kode wilayah Kemendagri.", "Region code of the Ministry of Home Affairs."),
    "nama_wilayah": ("string", "Nama wilayah.", "Name of the region."),
    "tingkat": ("string", "provinsi, kabupaten/kota, kecamatan atau kelurahan/desa.", "Level of the region."),
    "rincian": (
        "string",
        "\"wilayah\": seluruh wilayah; \"tidak dirinci\": yang tidak termasuk wilayah mana pun di bawahnya.",
        "In this order: the whole region; what belongs to none of the regions within it.",
    ),
    "pembilang": ("integer", "Yang dihitung; kosong bila disembunyikan.", "What was counted; empty where suppressed."),
    "penyebut": (
        "integer", "Dari berapa; kosong bila disembunyikan atau bukan perbandingan.",
        "Of how many; empty where suppressed or no ratio.",
    ),
    "nilai": (
        "number", "Angka indikator dalam satuannya; persen dan hari dibulatkan satu desimal.",
        "The figure in its unit; per cent and days rounded to one decimal.",
    ),
    "satuan": ("string", "Satuan nilai.", "Unit of the value."),
    "status": (
        "string", "tersedia, disembunyikan, atau tidak ada penyebut.",
        "In this order: there; suppressed; nothing to divide by.",
    ),
    "teks": ("string", "Angka seperti tertulis pada halaman.", "The figure as pages write it."),
}  # fmt: skip
"""Every field of a record: type, what it means in Indonesian and English."""

VALUES: Mapping[str, tuple[str, ...]] = {
    "rincian": ("wilayah", NOT_DETAILED), "status": (AVAILABLE, HIDDEN[0], NO_DENOMINATOR),
}  # fmt: skip
"""The only values of a field, in the order in which FIELDS explains them; the same in every language."""

Record = dict[str, Any]


def text_of(figures: Figures, line: Line) -> str:
    """The figure as people read it, or that it is hidden, in the page's language."""
    if line.hidden:
        return HIDDEN[translation.get_language() == "en"]
    return figure_text(figures.indicators[line.key], figures.figure(line))


def number_of(value: Fraction | int | None, unit: str) -> int | float | None:
    """A value as data: whole, or with one decimal rounded half up as pages write it; per cent of a hundred."""
    if value is None or unit not in ("percent", "days"):
        return None if value is None else int(value)
    scaled = Fraction(value) * (1000 if unit == "percent" else 10)
    tenths = (abs(scaled) + Fraction(1, 2)).__floor__() * (-1 if scaled < 0 else 1)
    return tenths / 10


def record(figures: Figures, line: Line, place: Place) -> Record:
    """One line as data; always in Indonesian, whatever the page's language."""
    indicator = figures.indicators[line.key]
    figure = figures.figure(line)
    value = figure.value if figure else None
    with translation.override("id"):
        told = text_of(figures, line)
    status = HIDDEN[0] if line.hidden else AVAILABLE if value is not None else NO_DENOMINATOR
    return {
        "indikator": line.key,
        "nama_indikator": indicator.name_id,
        "versi_definisi": indicator.version,
        "bulan": show_month(figures.month),
        "kode_wilayah": place.region,
        "nama_wilayah": place.name,
        "tingkat": LEVELS.get(place.level, place.level),
        "rincian": NOT_DETAILED if place.own else "wilayah",
        "pembilang": line.numerator,
        "penyebut": line.denominator,
        "nilai": number_of(value, indicator.unit),
        "satuan": UNITS[indicator.unit][0],
        "status": status,
        "teks": told,
    }


def records(figures: Figures, lines: Iterable[Line], places: Mapping[str, Place]) -> list[Record]:
    """Many lines as data."""
    return [record(figures, line, places[line.place]) for line in lines]


def as_csv(found: Sequence[Record]) -> bytes:
    """RFC 4180 with a heading line, UTF-8, numbers with a point and without thousands."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(FIELDS), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue().encode("utf-8")


def as_json(told: Any) -> bytes:
    """JSON in UTF-8, fields in their order: same content, same bytes."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
