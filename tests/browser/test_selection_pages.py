"""Pages of the selection in a browser: on a phone and a desk, from the plan to the decree and who follows."""

import os
import sys
from pathlib import Path

import pytest
from cast import Cast
from page_checks import faults_of
from playwright.sync_api import Page
from visits import Visit

sys.path.insert(0, str(Path(__file__).parents[1] / "web/selection"))
from selection_city import RENTAN, SelectionCity

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PADAN_PICTURES", "")


def fault_free(page: Page, name: str) -> None:
    """Nothing is wrong with the page that is shown."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    assert faults_of(page) == [], name


def test_from_the_plan_to_who_follows(cast: Cast, visit: Visit) -> None:
    city = SelectionCity(cast)
    city.many(15)
    city.propose("BUDI", 16, facts={"decile": 1, "breadwinner": "ya", "dependants": "3"})
    city.propose("TUA SEKALI", 17, state="not_eligible", reasons=[{"code": "over_age", "text_id": "Melewati batas."}])
    city.covered("BUDI", "TUA SEKALI")
    page = visit(cast.bappeda)
    page.goto("/penetapan/?tahun=2026")
    fault_free(page, "semua")
    page.goto(f"/penetapan/rencana/?tahun=2026&program={RENTAN}&bulan=12")
    fault_free(page, "rencana")
    page.get_by_role("button", name="Jalankan seleksi").click()
    fault_free(page, "seleksi")
    page.get_by_role("link", name="Tetapkan dengan keputusan").click()
    page.get_by_label("Nomor keputusan").fill("12/2026")
    page.get_by_label("Tanggal keputusan").fill("2026-02-02")
    page.get_by_label("Judul").fill("Penetapan pekerja rentan")
    fault_free(page, "keputusan")
    page.get_by_role("button", name="Tetapkan", exact=True).click()
    fault_free(page, "ditetapkan")
    page.get_by_role("link", name="Legok").click()
    fault_free(page, "kelurahan")
    page.get_by_role("link", name="BUDI").click()
    fault_free(page, "calon")
    page.get_by_role("link", name="Meninggal, pindah atau bekerja").click()
    fault_free(page, "berhenti")


def test_a_what_if_on_a_phone(cast: Cast, visit: Visit) -> None:
    city = SelectionCity(cast)
    city.many(15)
    page = visit(cast.bappeda)
    page.goto("/penetapan/andai/?tahun=2026")
    page.get_by_label("Nama", exact=True).fill("Bagian lebih besar")
    page.get_by_role("group", name="Pekerja Rentan").get_by_label("Bagian, misalnya").fill("7,5%")
    fault_free(page, "andai-baru")
    page.get_by_role("button", name="Hitung dan simpan").click()
    fault_free(page, "andai")
    page.get_by_role("link", name="Kembali ke pengandaian").click()
    fault_free(page, "andai-banding")
