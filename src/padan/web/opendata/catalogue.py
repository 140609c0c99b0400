"""Descriptions of the datasets: metadata as Satu Data Indonesia asks, a CKAN package and a DCAT catalogue.

Perpres 39/2019 asks of data a standard (konsep, definisi, klasifikasi, ukuran, satuan), metadata, interoperability and
reference codes; Peraturan BPS 4/2020 and 5/2020 name the fields. One indicator is one dataset.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from padan.domain.indicators import DIRECTIONS, UNITS, Indicator
from padan.domain.months import Month, show_month
from padan.web.law.selectors import law_now
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.opendata.exports import FIELDS, LEVELS
from padan.web.opendata.models import PublicState

REGION_CODES = "Kode dan data wilayah administrasi pemerintahan, Kepmendagri 300.2.2-2430 Tahun 2025"
STANDARD = "Perpres 39/2019 tentang Satu Data Indonesia; Peraturan BPS 4/2020 dan 5/2020"
SIZES = {"percent": "Persentase", "days": "Rata-rata"}
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Described = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose figures they are, and how the legal bases are cited that they rest on."""

    state: PublicState
    bases: Mapping[str, str]

    def basis(self, indicator: Indicator) -> str:
        """What an indicator rests on: a legal basis as it is cited, or a method in words."""
        return self.bases.get(indicator.basis, indicator.basis)


def publisher_of(state: PublicState) -> Publisher:
    """The publisher with the bases of the law as it is now."""
    return Publisher(state, {one.key: f"{one.name('id')} tentang {one.title}" for one in law_now().bases})


@dataclass(frozen=True, slots=True)
class Dataset:
    """One indicator with the months of it that are published (newest first), and when they were. `city`, `code`: whose
    figures they are, and its code of the Ministry of Home Affairs."""

    indicator: Indicator
    months: Sequence[Month]
    first_published: datetime
    last_published: datetime
    city: str
    code: str
    digest: str

    @property
    def slug(self) -> str:
        """Its name in addresses; never changes."""
        return slug_of(self.indicator.key)

    @property
    def title(self) -> str:
        """Its name for people."""
        return f"{self.indicator.name_id}, {self.city}"

    @property
    def version(self) -> str:
        """The newest month and the definition's version: 2024-11.1."""
        return f"{show_month(self.months[0])}.{self.indicator.version}"


def slug_of(key: str) -> str:
    """An indicator's key as it stands in addresses."""
    return key.replace("_", "-")


def address(name: str, *args: str) -> str:
    """A whole address of this room."""
    return settings.SITE_ADDRESS + reverse(f"opendata:{name}", args=args)


def formula_of(indicator: Indicator) -> str:
    """How the figure comes about, in words."""
    parts = [_measure(key) for key in indicator.measures]
    if len(parts) == 1:
        return f"Jumlah: {parts[0]}"
    return f"{parts[0]} : {parts[1]}" + (" × 100 %" if indicator.unit == "percent" else "")


def _measure(key: str) -> str:
    return MEASURES[key].label_id if key in MEASURES else key


def metadata(indicator: Indicator, publisher: Publisher) -> Described:
    """What Satu Data Indonesia asks to be told of an indicator (MS-Indikator) and its data standard."""
    return {
        "kode": indicator.key,
        "nama_indikator": indicator.name_id,
        "konsep": indicator.name_id,
        "definisi": indicator.definition_id,
        "interpretasi": DIRECTIONS[indicator.direction][0].capitalize() + ".",
        "metode_perhitungan": formula_of(indicator),
        "ukuran": SIZES.get(indicator.unit, "Jumlah"),
        "satuan": UNITS[indicator.unit][0].capitalize(),
        "klasifikasi_penyajian": ["Wilayah administrasi (" + ", ".join(LEVELS.values()) + ")", "Bulan"],
        "indikator_komposit": False,
        "variabel_pembangun": [_measure(key) for key in indicator.measures],
        "level_estimasi": list(LEVELS.values()),
        "dapat_diakses_umum": True,
        "kegiatan_penghasil": "Pemantauan dan evaluasi BKBK untuk perlindungan jaminan sosial ketenagakerjaan",
        "sumber_data": indicator.source_id,
        "dasar": publisher.basis(indicator),
        "versi_definisi": indicator.version,
        "periode_rilis": "Bulanan, setelah angka bulan itu ditutup",
        "kode_referensi_wilayah": REGION_CODES,
        "standar": STANDARD,
        "produsen_data": publisher.state.producer,
        "walidata": publisher.state.custodian,
        "perlindungan_data": "Angka tentang sedikit orang disembunyikan; lihat halaman penjelasan.",
    }


def ckan(dataset: Dataset, publisher: Publisher) -> Described:
    """The dataset as CKAN's package_show gives a package."""
    one, state = dataset.indicator, publisher.state
    extras = {**metadata(one, publisher), "cakupan_wilayah": dataset.city, "kode_cakupan_wilayah": dataset.code}
    return {
        "id": _id(address("dataset", dataset.slug)),
        "name": dataset.slug,
        "title": dataset.title,
        "notes": one.definition_id,
        "url": address("dataset", dataset.slug),
        "version": dataset.version,
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": True,
        "author": state.producer,
        "maintainer": state.contact_name,
        "maintainer_email": state.contact_email,
        "license_title": state.licence_name,
        "license_url": state.licence_address,
        "organization": {"title": state.producer, "name": _id(state.producer or "-")},
        "metadata_created": _moment(dataset.first_published),
        "metadata_modified": _moment(dataset.last_published),
        "tags": [{"name": word} for word in ("bkbk", "jaminan sosial ketenagakerjaan", dataset.city.lower())],
        "extras": [{"key": key, "value": _plain(value)} for key, value in extras.items()],
        "resources": [_resource(dataset, *kind) for kind in _KINDS],
        "num_resources": len(_KINDS),
    }


_KINDS = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"))


def _resource(dataset: Dataset, kind: str, name: str, mimetype: str) -> Described:
    where = address(f"file_{kind}", dataset.slug)
    return {
        "id": _id(where),
        "name": f"{dataset.indicator.name_id} ({name})",
        "description": f"Semua bulan yang sudah ditutup, {show_month(dataset.months[-1])} sampai "
        f"{show_month(dataset.months[0])}.",
        "format": name,
        "mimetype": mimetype,
        "url": where,
        "created": _moment(dataset.first_published),
        "last_modified": _moment(dataset.last_published),
        "schema": {"fields": [{"name": key, "type": said[0], "description": said[1]} for key, said in FIELDS.items()]},
    }


def dcat(datasets: Sequence[Dataset], state: PublicState) -> Described:
    """The catalogue of all datasets as DCAT in JSON-LD."""
    return {
        "@context": CONTEXT,
        "@id": address("catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": f"Data terbuka {state.producer}",
        "dct:language": "id",
        "dct:publisher": _agent(state),
        "foaf:homepage": {"@id": address("home")},
        "dcat:dataset": [_dcat_dataset(dataset, state) for dataset in datasets],
    }


def _dcat_dataset(dataset: Dataset, state: PublicState) -> Described:
    one = dataset.indicator
    contact = {"@type": "vcard:Organization", "vcard:fn": state.contact_name}
    if state.contact_email:
        contact["vcard:hasEmail"] = f"mailto:{state.contact_email}"
    return {
        "@id": address("dataset", dataset.slug),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.slug,
        "dct:title": dataset.title,
        "dct:description": one.definition_id,
        "dct:issued": _typed(_moment(dataset.first_published), "xsd:dateTime"),
        "dct:modified": _typed(_moment(dataset.last_published), "xsd:dateTime"),
        "dcat:version": dataset.version,
        "dct:language": "id",
        "dct:publisher": _agent(state),
        "dct:creator": _agent(state),
        "dcat:contactPoint": contact,
        "dct:license": {"@id": state.licence_address} if state.licence_address else state.licence_name,
        "dct:accrualPeriodicity": {"@id": FREQUENCY},
        "dct:spatial": {"@type": "dct:Location", "skos:prefLabel": dataset.city, "dct:identifier": dataset.code},
        "dct:accessRights": {"@id": PUBLIC},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(show_month(dataset.months[-1]), "xsd:gYearMonth"),
            "dcat:endDate": _typed(show_month(dataset.months[0]), "xsd:gYearMonth"),
        },
        "dct:conformsTo": STANDARD,
        "dcat:landingPage": {"@id": address("dataset", dataset.slug)},
        "dcat:keyword": ["bkbk", "jaminan sosial ketenagakerjaan"],
        "dcat:distribution": [_distribution(dataset, *kind) for kind in _KINDS],
    }


def _distribution(dataset: Dataset, kind: str, name: str, mimetype: str) -> Described:
    where = address(f"file_{kind}", dataset.slug)
    return {
        "@id": where,
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dct:format": name,
        "dcat:mediaType": f"https://www.iana.org/assignments/media-types/{mimetype}",
        "dcat:downloadURL": {"@id": where},
        "dcat:accessURL": {"@id": address("dataset", dataset.slug)},
    }


def _agent(state: PublicState) -> Described:
    return {"@type": "foaf:Organization", "foaf:name": state.producer}


def _typed(value: str, kind: str) -> Described:
    return {"@type": kind, "@value": value}


def _id(text: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, text))


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    return {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else str(value)
