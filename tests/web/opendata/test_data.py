"""Files and the interface for programs: fields as documented, filters, CKAN and DCAT, one version of each number."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from django.test import Client
from open_city import CITY, LEGOK, MURNI, SIPIN, publish

from padan.domain.indicators import load_indicators
from padan.web.opendata.catalogue import Publisher, metadata
from padan.web.opendata.exports import FIELDS
from padan.web.opendata.models import Publication, PublicState
from padan.web.opendata.urls import urlpatterns
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(2)]
ROOT = "/data-terbuka/"


def told(where: str, **more: str) -> Any:
    """A JSON answer."""
    answer = Client().get(ROOT + where, more)
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_csv_and_json_hold_the_same_records(cast: Cast) -> None:
    publish(cast)
    text = Client().get(f"{ROOT}berkas/protected.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    data = told("berkas/protected.json")["data"]
    assert list(rows[0]) == list(FIELDS)
    assert rows == [{key: "" if value is None else str(value) for key, value in one.items()} for one in data]
    assert len(rows) == 9


def test_a_hidden_record_has_no_number(cast: Cast) -> None:
    publish(cast)
    legok = next(one for one in told("berkas/protected.json")["data"] if one["kode_wilayah"] == LEGOK)
    assert (legok["pembilang"], legok["nilai"], legok["status"]) == (None, None, "disembunyikan")
    assert legok["penyebut"] == 50


def test_filters_of_the_interface(cast: Cast) -> None:
    publish(cast)
    found = told("api/angka/", indikator="protected", tingkat="kecamatan")
    assert [one["kode_wilayah"] for one in found["data"]] == ["15.71.10", SIPIN]
    assert {one["kode_wilayah"] for one in told("api/angka/", indikator="signed", wilayah=SIPIN)["data"]} == {
        SIPIN, LEGOK, MURNI, "15.71.11.1003",
    }  # fmt: skip
    assert told("api/angka/", bulan="2024-12")["sha256"] == Publication.objects.get().digest


def test_the_interface_describes_its_own_fields(cast: Cast) -> None:
    publish(cast)
    described = told("api/")
    assert list(described["isian"]) == list(told("api/angka/")["data"][0])
    for where in described["alamat"].values():
        assert Client().get(where.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_ckan_package_has_what_satu_data_asks(cast: Cast) -> None:
    publish(cast)
    package = told("api/paket/share-extreme-poor/")["result"]
    assert package["name"] == "share-extreme-poor"
    assert package["license_title"] == "Creative Commons Attribution 4.0"
    assert (package["author"], package["maintainer"]) == ("Bappeda Kota Jambi", "Bidang Perencanaan Sosial")
    assert package["version"] == "2024-12.1"
    extras = {one["key"]: one["value"] for one in package["extras"]}
    for asked in (
        "konsep", "definisi", "klasifikasi_penyajian", "ukuran", "satuan", "interpretasi", "metode_perhitungan",
        "variabel_pembangun", "level_estimasi", "kode_referensi_wilayah", "produsen_data", "walidata", "standar",
    ):  # fmt: skip
        assert extras[asked], asked
    assert [one["format"] for one in package["resources"]] == ["CSV", "JSON"]
    for resource in package["resources"]:
        assert Client().get(resource["url"].removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert told("api/paket/")["result"] == [one["dct:identifier"] for one in told("katalog.jsonld")["dcat:dataset"]]


def test_the_catalogue_is_dcat(cast: Cast) -> None:
    publish(cast)
    catalogue = told("katalog.jsonld")
    assert catalogue["@type"] == "dcat:Catalog"
    prefixes = {name.partition(":")[0] for name in keys_in(catalogue) if ":" in name}
    assert prefixes <= set(catalogue["@context"])
    one = catalogue["dcat:dataset"][0]
    assert one["dcat:contactPoint"]["vcard:hasEmail"] == "mailto:data@contoh.test"
    assert one["dct:temporal"]["dcat:startDate"]["@value"] == "2024-12"
    assert one["dct:spatial"]["skos:prefLabel"] == "Kota Jambi"
    assert one["dct:spatial"]["dct:identifier"] == CITY
    extras = {each["key"]: each["value"] for each in told("api/paket/protected/")["result"]["extras"]}
    assert extras["kode_cakupan_wilayah"] == CITY


def keys_in(found: Any) -> set[str]:
    """Every key and type anywhere in a JSON-LD document."""
    if isinstance(found, list):
        return set().union(*map(keys_in, found)) if found else set()
    if not isinstance(found, dict):
        return set()
    own = {key for key in found if not key.startswith("@")} | ({found["@type"]} if "@type" in found else set())
    return own.union(*(keys_in(value) for key, value in found.items() if key != "@context"))


def test_same_figures_same_bytes(cast: Cast) -> None:
    publish(cast)
    first = Client().get(f"{ROOT}berkas/protected.json").content
    assert Client().get(f"{ROOT}berkas/protected.json").content == first
    assert CITY in first.decode()


def test_the_reference_page_names_every_field_and_address() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "open-data.md").read_text(encoding="utf-8")
    fields = dict(re.findall(r"^\| `([a-z_]+)` \| [a-z]+ \| (.*) \|$", page, re.M))
    assert fields == {key: english for key, (_type, _indonesian, english) in FIELDS.items()}
    public = [one for one in urlpatterns if one.name != "settings"]
    named = {re.sub(r"<\w+:(slug|code)>", r"<\1>", str(one.pattern)) for one in public}
    words = re.findall(r"^\| `(\S*)` \|", page, re.M)
    told = {one.replace("<nama>", "<slug>").replace("<kode>", "<code>") for one in words}
    assert named <= told | {""}
    described = re.findall(r"`(\w+)`", page.partition("## Metadata")[2].partition("The text")[0])
    assert described == list(metadata(load_indicators()[0], Publisher(PublicState(producer="B"), {})))
