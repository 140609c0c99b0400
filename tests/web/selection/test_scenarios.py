"""What-if on the site: changes on a copy, kept and compared; nothing real changes."""

import pytest
from cast import signed_in
from django.http import QueryDict
from selection_city import MISKIN, RENTAN, SelectionCity

from padan.domain.law import share_of
from padan.web.law.selectors import law_now
from padan.web.selection import services, whatif
from padan.web.selection.forms import changes_of
from padan.web.selection.models import Choice, Scenario
from padan.web.selection.planning import Plan
from padan.web.selection.whatif import compared
from padan.web.selection.wording import set_words

pytestmark = pytest.mark.django_db


def test_a_bigger_share_brings_in_more(city: SelectionCity) -> None:
    city.many(20)
    city.many(4, office="rawasari")
    found = compared(2026, 12, [f"share.{RENTAN}=7,5%"])
    assert (found.effect.whole.before, found.effect.whole.after) == (12 + 4, 18 + 4)
    before = next(one for one in found.before if one.programme == RENTAN)
    assert before.eligible == 24
    assert before.reach.share_for_all == -(-24 * 201_600 * 10_000 // (3 * 50_000_000))


def test_a_wider_base_lets_one_kelurahan_use_what_another_leaves(city: SelectionCity) -> None:
    city.many(25)
    city.many(4, office="murni")
    found = compared(2026, 12, [f"base.{RENTAN}=kecamatan"])
    assert found.effect.by_place["15.71.11.1001"].after == 20
    assert found.effect.by_place["15.71.11.1002"].after == 4


def test_who_only_waits_for_a_step_counts_as_eligible(city: SelectionCity) -> None:
    city.propose("DIUSULKAN", 1, step="proposed", missing=["phone"])
    city.propose("DESIL TINGGI", 2, state="not_eligible", reasons=[{"code": "decile_high"}], facts={"decile": 5})
    assert compared(2026, 12, []).effect.whole.after == 1
    assert compared(2026, 12, [f"decile.{RENTAN}=5"]).effect.whole.after == 2


def test_through_the_pages_nothing_real_changes(city: SelectionCity) -> None:
    city.many(14)
    client = signed_in(city.cast.bappeda)
    assert client.get("/penetapan/andai/", {"tahun": "2026"}).status_code == 200
    refused = client.post("/penetapan/andai/simpan/", {"tahun": "2026", "nama": "Kosong"})
    assert refused.status_code == 422
    odd = client.post("/penetapan/andai/simpan/", {"tahun": "2026", "nama": "Aneh", f"share.{RENTAN}": "banyak"})
    assert odd.status_code == 422
    for name, data in (
        ("Lima", {f"quota.{RENTAN}": "5"}),
        ("Semua", {"grant": "100.000.000", f"order.{MISKIN}": "score"}),
    ):
        done = client.post("/penetapan/andai/simpan/", {"tahun": "2026", "nama": name, "bulan": "12", **data})
        assert done.status_code == 302
    lima = Scenario.objects.get(name="Lima")
    assert lima.result["whole"] == {"before": 12, "after": 5, "gain": 0, "lose": 7}
    told = client.get(f"/penetapan/andai/{lima.pk}/").content.decode()
    assert "0 orang masuk, 7 orang keluar" in told
    assert "Legok" in told
    both = client.get(
        "/penetapan/andai/", {"tahun": "2026", "banding": [str(one.pk) for one in Scenario.objects.all()]}
    )
    assert "Lima" in both.content.decode()
    assert "Semua" in both.content.decode()
    share = share_of(law_now(), RENTAN, Plan(2026, RENTAN).day, place="15.71.11.1001")
    assert share is not None
    assert share.per_myriad == 500
    assert not Choice.objects.exists()
    assert client.post(f"/penetapan/andai/{lima.pk}/hapus/").status_code == 302
    assert Scenario.objects.count() == 1


def test_readers_look_and_change_nothing(city: SelectionCity) -> None:
    client = signed_in(city.cast.auditor)
    assert client.get("/penetapan/andai/").status_code == 200
    assert client.post("/penetapan/andai/simpan/", {"nama": "x"}).status_code == 403
    assert signed_in(city.cast.siti).get("/penetapan/andai/").status_code == 403


def test_a_change_is_told_in_words() -> None:
    told = set_words("share.pekerja_rentan=7,5%")
    assert told.endswith("Pekerja Rentan: 7,5%")
    assert "_" not in told


def test_who_is_only_to_be_asked_about_again_counts_as_eligible(city: SelectionCity) -> None:
    city.propose("LAMA", 1, state="unknown", reasons=[{"code": "employer_old", "text_id": "-", "text_en": "-"}])
    city.propose("KURANG", 2, state="unknown", reasons=[{"code": "alive_missing", "text_id": "-", "text_en": "-"}])
    found = compared(2026, 12, ["share.pekerja_rentan=7,5%"])
    assert {one.programme: one.eligible for one in found.before}[RENTAN] == 1


def test_a_big_what_if_waits_for_the_worker(city: SelectionCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whatif, "AT_ONCE", 0)
    city.many(20)
    client = signed_in(city.cast.bappeda)
    said = {"tahun": "2026", "nama": "Besar", "bulan": "11", f"share.{RENTAN}": "7,5%"}
    page = client.post("/penetapan/andai/simpan/", said, follow=True).content.decode()
    assert "Sedang dihitung" in page
    assert "sedang dihitung" in client.get("/penetapan/andai/?tahun=2026").content.decode()
    assert client.post("/penetapan/andai/simpan/", {**said, f"share.{RENTAN}": "abc"}).status_code >= 400
    assert services.selections_perform() == 1
    assert services.selections_perform() == 0
    made = Scenario.objects.get()
    shown = client.get(f"/penetapan/andai/{made.pk}/").content.decode()
    assert "orang masuk" in shown
    assert shown.count("11 bulan") == 2
    assert "/ketentuan/jenis/share/baru/" in shown
    assert "/penetapan/rencana/?tahun=2026&amp;bulan=11" in shown
    assert "/ketentuan/jenis/" not in signed_in(city.cast.leader).get(f"/penetapan/andai/{made.pk}/").content.decode()


def test_a_what_if_that_cannot_be_reckoned_says_so(city: SelectionCity) -> None:
    made = Scenario.objects.create(
        name="Rusak", year=2026, sets=["share=abc"], made_by=city.cast.bappeda.user, made_by_name="uji"
    )
    assert services.selections_perform() == 1
    page = signed_in(city.cast.bappeda).get(f"/penetapan/andai/{made.pk}/").content.decode()
    assert "abc" in page
    assert services.selections_perform() == 0


def test_a_number_alone_in_the_field_of_a_share_is_per_cent() -> None:
    told = QueryDict("share.pekerja_rentan=7,5&quota.pekerja_rentan=30&share.miskin_ekstrem=12%25")
    found = changes_of(told, 2026)
    assert set(found) == {"share.pekerja_rentan=7,5%", "quota.pekerja_rentan=30", "share.miskin_ekstrem=12%"}
