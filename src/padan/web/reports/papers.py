"""What the papers of a report print, kept as one file: printed now or after years, it gives the same bytes."""

import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from padan.documents.monev import report_data
from padan.documents.monev_brief import brief_data
from padan.documents.monev_content import MonevReport
from padan.documents.monev_recap import recap_data
from padan.documents.monev_slides import slides_data
from padan.documents.official_content import Proof
from padan.web import vault
from padan.web.regions.models import Level
from padan.web.reports.composing import Composed
from padan.web.reports.recap import recap_of

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REPORT, BRIEF, SLIDES, RECAP, WORKBOOK = "report", "brief", "slides", "recap", "workbook"
TYPESET = (REPORT, BRIEF, SLIDES, RECAP)
NAMES: Mapping[str, str] = {
    REPORT: "laporan-monev", BRIEF: "ringkasan-eksekutif", SLIDES: "paparan", RECAP: "rekap-provinsi",
    WORKBOOK: "buku-kerja",
}  # fmt: skip
"""How the file of each kind is called."""

Bundle = dict[str, Any]


def kinds_of(level: str) -> tuple[str, ...]:
    """The kinds of papers that a place of this level has: the province gets a recap of the city alone."""
    return (REPORT, BRIEF, SLIDES, RECAP, WORKBOOK) if level == Level.CITY else (REPORT, BRIEF, SLIDES, WORKBOOK)


def paper_data(kind: str, report: MonevReport, composed: Composed) -> Any:
    """What one paper prints."""
    if kind == RECAP:
        lines, rule, _ = recap_of(composed)
        return recap_data(report, lines, rule.below)
    return {REPORT: report_data, BRIEF: brief_data, SLIDES: slides_data}[kind](report)


def bundle_of(report: MonevReport, composed: Composed, kinds: tuple[str, ...]) -> Bundle:
    """What all its typeset papers print, by kind."""
    return {kind: paper_data(kind, report, composed) for kind in kinds if kind in TYPESET}


def bundle_keep(bundle: Bundle) -> str:
    """Keep it; gives its SHA-256."""
    return vault.keep([json.dumps(bundle, ensure_ascii=False, sort_keys=True).encode()])[0]


def slug(text: str) -> str:
    """ "Danau Sipin" -> "danau-sipin"."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return "-".join(filter(None, plain.split("-")))


def file_name(kind: str, title: str, span: str, ending: str) -> str:
    """ "laporan-monev-kelurahan-legok-2024-q4-v1.pdf"."""
    return f"{NAMES[kind]}-{slug(title)}-{span.lower()}-{ending}.{'xlsx' if kind == WORKBOOK else 'pdf'}"


def digest_of(told: Mapping[str, Any]) -> str:
    """SHA-256 over figures or words, however their keys are ordered."""
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def verify_address(token: str) -> str:
    """Where a report is checked, as its QR says."""
    return f"{settings.SITE_ADDRESS}{reverse('reports:verify', args=[token])}"


def proof_of(token: str, version: int, digest: str) -> Proof:
    """The QR, and the words beside it."""
    address, out = verify_address(token), io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, border=1, scale=4)
    lines = (
        "Keaslian laporan ini dapat diperiksa siapa saja dengan memindai kode ini atau membuka",
        address,
        f"Versi {version}. Sidik angka yang ditandatangani: {digest[:32]}",
    )
    return Proof(out.getvalue(), lines)
