"""Lists of regions as files: the kelurahan of a city, which were cut from which, and their outlines."""

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from padan.web.refusals import RefusedError

COLUMNS = ("code_kelurahan", "kelurahan", "code_kecamatan", "kecamatan", "new")
SPLIT_COLUMNS = ("code_kelurahan", "parent_code_kelurahan", "source")
LARGEST = 50 * 1024 * 1024
_KELURAHAN = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
_CODE_NAMES = ("kode", "code", "kode_wilayah", "kd_wilayah", "kemendagri")


class RegionFileError(RefusedError):
    """A file of regions that cannot be used; nothing of it was loaded."""

    code = "region_file"


@dataclass(frozen=True, slots=True)
class KelurahanRow:
    """One kelurahan of a city's list. `new`: old lists lack it."""

    code: str
    name: str
    kecamatan_code: str
    kecamatan: str
    new: bool

    @property
    def city_code(self) -> str:
        """Kemendagri's code of the city: `15.71`."""
        return self.code[:5]

    @property
    def province_code(self) -> str:
        """Kemendagri's code of the province: `15`."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A young kelurahan, one that it was cut from, and who says so (empty: nobody yet)."""

    child: str
    parent: str
    source: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of the region with this code, as GeoJSON."""

    code: str
    geometry: dict[str, Any]


def shipped(name: str) -> Path:
    """A file that comes with Padan: kota_jambi.csv, induk.csv, pemekaran.csv."""
    return Path(str(resources.files("padan").joinpath("data", "wilayah", name)))


def names_above() -> dict[str, str]:
    """Names of provinces and cities by their code, as far as they come with Padan."""
    return {row["code"]: row["name"] for _, row in _table(shipped("induk.csv"), ("code", "name"))}


def read_kelurahan(path: Path) -> list[KelurahanRow]:
    """The kelurahan of one city. Raises RegionFileError that names every bad line."""
    rows, faults = [], []
    for line, found in _table(path, COLUMNS[:4]):
        row = KelurahanRow(
            found["code_kelurahan"], found["kelurahan"], found["code_kecamatan"], found["kecamatan"],
            found.get("new", "") in ("1", "ya", "true"),
        )  # fmt: skip
        faults += [f"baris {line}: {fault}" for fault in _faults(row)]
        rows.append(row)
    faults += _faults_together(rows)
    if faults:
        raise RegionFileError(
            f"Daftar wilayah {path.name} tidak dapat dipakai. Perbaiki baris ini, lalu muat lagi:",
            f"The list of regions {path.name} cannot be used. Mend these lines, then load it again:",
            tuple(faults[:20]),
        )
    return rows


def read_splits(path: Path) -> list[SplitRow]:
    """Which kelurahan was cut from which. Raises RegionFileError."""
    return [
        SplitRow(row["code_kelurahan"], row["parent_code_kelurahan"], row["source"])
        for _, row in _table(path, SPLIT_COLUMNS)
        if row["code_kelurahan"] and row["parent_code_kelurahan"]
    ]


def read_outlines(path: Path) -> list[Outline]:
    """The outlines of a GeoJSON file whose features carry a region's code. Raises RegionFileError."""
    try:
        data = json.loads(_text(path))
        features = data["features"] if data.get("type") == "FeatureCollection" else None
    except (ValueError, KeyError, AttributeError, RecursionError):
        features = None
    if not isinstance(features, list):
        raise _no_geojson(path, "isinya bukan kumpulan batas wilayah (FeatureCollection)")
    found = [outline for feature in features if (outline := _outline(feature))]
    if not found:
        raise _no_geojson(path, f"tidak ada batas dengan kode wilayah ({', '.join(_CODE_NAMES)})")
    return found


def _no_geojson(path: Path, why: str) -> RegionFileError:
    return RegionFileError(
        f"Berkas batas {path.name} tidak dapat dipakai: {why}. Mintalah berkas GeoJSON dengan kode Kemendagri.",
        f"The file of outlines {path.name} cannot be used. Ask for a GeoJSON file with Kemendagri's codes.",
    )


def _outline(feature: Any) -> Outline | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        return None
    code = next((str(properties[name]).strip() for name in _CODE_NAMES if properties.get(name)), "")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if not code or kind not in ("Polygon", "MultiPolygon") or not _on_earth(coordinates, 2 if kind == "Polygon" else 3):
        return None
    return Outline(code, {"type": kind, "coordinates": coordinates})


def _on_earth(found: Any, depth: int) -> bool:
    """Whether nested lists of this depth end in pairs of degrees, longitude first."""
    if not isinstance(found, list) or not found:
        return False
    if depth:
        return all(_on_earth(part, depth - 1) for part in found)
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in found)
    return numbers and len(found) >= 2 and abs(found[0]) <= 180 and abs(found[1]) <= 90


def _table(path: Path, needed: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    lines = _text(path).splitlines()
    heading = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=max(",;\t", key=heading.count), strict=True)
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise RegionFileError(
            f"{path.name} tidak memiliki kolom {', '.join(missing)}. Baris pertama harus berisi: {', '.join(COLUMNS)}.",
            f"{path.name} lacks the columns {', '.join(missing)}. Its first line must hold: {', '.join(COLUMNS)}.",
        )
    try:
        return [(reader.line_num, {k: (v or "").strip() for k, v in row.items() if k}) for row in reader]
    except csv.Error:
        raise RegionFileError(
            f"{path.name} bukan CSV yang utuh, dekat baris {reader.line_num}.",
            f"{path.name} is no whole CSV, near line {reader.line_num}.",
        ) from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise RegionFileError(
                f"{path.name} lebih dari 50 MB. Daftar atau batas wilayah tidak sebesar itu; periksa berkasnya.",
                f"{path.name} is past 50 MB. No list or outline of regions is that large; check the file.",
            )
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RegionFileError(
            f"{path.name} tidak ada atau bukan teks UTF-8. Periksa nama berkas, atau simpan sebagai CSV UTF-8.",
            f"{path.name} is missing or no UTF-8 text. Check its name, or save it as CSV UTF-8.",
        ) from None


def _faults(row: KelurahanRow) -> list[str]:
    faults = []
    if not _KELURAHAN.fullmatch(row.code):
        faults.append(f"kode kelurahan {row.code!r} tidak berbentuk 15.71.01.1001")
    elif row.kecamatan_code != row.code[:8]:
        faults.append(f"kode kecamatan {row.kecamatan_code!r} tidak sesuai dengan kode kelurahan {row.code}")
    if not row.name or not row.kecamatan:
        faults.append("nama kelurahan atau kecamatan kosong")
    return faults


def _faults_together(rows: list[KelurahanRow]) -> list[str]:
    if not rows:
        return ["tidak ada satu pun kelurahan di dalamnya"]
    codes = [row.code for row in rows]
    faults = [f"kode {code} tercatat lebih dari sekali" for code in sorted({c for c in codes if codes.count(c) > 1})]
    if len({row.city_code for row in rows}) > 1:
        faults.append("berisi lebih dari satu kota; muat satu per satu")
    named: dict[str, str] = {}
    for row in rows:
        if named.setdefault(row.kecamatan_code, row.kecamatan) != row.kecamatan:
            faults.append(f"kecamatan {row.kecamatan_code} bernama {named[row.kecamatan_code]} dan {row.kecamatan}")
    return faults
