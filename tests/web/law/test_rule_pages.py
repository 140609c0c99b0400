"""The pages of rules: one form for every kind, made from the table of kinds; everybody reads, Bappeda writes."""

from datetime import date
from typing import Any

import pytest
from cast import Cast, signed_in
from django.test import Client
from stating import REASON, basis, quota, the_rule

from padan.domain.law import KINDS, law_data, quota_of, share_of, stages_of
from padan.web.law import services
from padan.web.law.models import LawRule
from padan.web.law.selectors import law_now
from thorough import one_in

pytestmark = one_in(2)

JULY = date(2026, 7, 1)


def common(**more: Any) -> dict[str, Any]:
    return {
        "first_day": "2026-07-01", "last_day": "", "basis": basis().pk, "certain": "belum", "note": "",
        "reason": REASON, **more,
    }  # fmt: skip


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.bappeda)


def test_everybody_reads_and_only_bappeda_is_offered_to_write(cast: Cast, client: Client) -> None:
    held = the_rule("calendar")
    for address in ("/ketentuan/", "/ketentuan/jenis/grant/", f"/ketentuan/aturan/{held.pk}/"):
        assert signed_in(cast.siti).get(address).status_code == 200
        assert signed_in(cast.administrator).get(address).status_code == 403
    assert "/baru/" not in signed_in(cast.siti).get("/ketentuan/jenis/grant/").content.decode()
    assert "/ketentuan/jenis/grant/baru/" in client.get("/ketentuan/jenis/grant/").content.decode()


def test_a_kind_shows_its_entries_in_time_order_and_what_is_not_certain(client: Client) -> None:
    page = client.get("/ketentuan/jenis/grant/").content.decode()
    kelurahan = page[page.index("Rp 60.000.000") :]
    assert kelurahan.index("Rp 60.000.000") < kelurahan.index("Rp 100.000.000") < kelurahan.index("Rp 50.000.000")
    uncertain = LawRule.objects.filter(kind="grant", certain=False).count()
    assert (uncertain, page.count("belum pasti")) == (2, 2)
    assert "bawaan Padan" in page
    assert "Peraturan Gubernur Nomor 16 (Jambi) Tahun 2022" in page


@one_in(6)
@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_rule_goes_through_its_form_unchanged(client: Client, kind: str) -> None:
    held = LawRule.objects.filter(kind=kind, withdrawn_at=None).order_by("-pk")[0]
    form = client.get(f"/ketentuan/aturan/{held.pk}/ganti/").context["form"]
    data = {"reason": REASON}
    for field in form:
        value = field.field.prepare_value(field.value()) if hasattr(field.field, "prepare_value") else field.value()
        if value is not None:
            data[field.html_name] = value
    answer = client.post(f"/ketentuan/aturan/{held.pk}/ganti/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    made = LawRule.objects.get(replaces=held)
    assert (made.value, made.subject, made.place, made.basis, made.note) == (
        held.value, held.subject, held.place, held.basis, held.note,
    )  # fmt: skip
    assert (made.first_day, made.last_day, made.certain) == (held.first_day, held.last_day, held.certain)


def test_a_share_is_written_in_per_cent(client: Client) -> None:
    held = the_rule("share", subject="miskin_ekstrem", last_day=None)
    data = common(subject="miskin_ekstrem", place="15.71", per_myriad="12,5", base="kota", certain="ya")
    assert client.post(f"/ketentuan/aturan/{held.pk}/ganti/", data).status_code == 302
    share = share_of(law_now(), "miskin_ekstrem", JULY, place="15.71.11.1001")
    assert share is not None
    assert (share.per_myriad, share.base, share.limit(50_000_000)) == (1_250, "kota", 6_250_000)


def test_stages_are_lines_and_must_add_up(client: Client) -> None:
    held = the_rule("stages")
    lines = {"stages-1-order": "1", "stages-1-per_myriad": "30", "stages-3-order": "2", "stages-3-per_myriad": "40"}
    answer = client.post(f"/ketentuan/aturan/{held.pk}/ganti/", common(place="", **lines))
    assert answer.status_code == 422
    assert "Jumlah semua tahap 70 %, seharusnya 100 %." in answer.content.decode()
    lines |= {"stages-4-order": "2", "stages-4-per_myriad": "30", "stages-4-gate": "spj"}
    answer = client.post(f"/ketentuan/aturan/{held.pk}/ganti/", common(place="", **lines))
    assert answer.context["form"].errors["stages-4-order"] == ["Sudah ada pada baris sebelumnya."]
    lines["stages-4-order"] = "3"
    assert client.post(f"/ketentuan/aturan/{held.pk}/ganti/", common(place="", **lines)).status_code == 302
    found = [(stage.order, stage.per_myriad, stage.gate) for stage in stages_of(law_now(), JULY)]
    assert found == [(1, 3_000, ""), (2, 4_000, ""), (3, 3_000, "spj")]


def test_more_lines_keep_what_was_typed_and_save_nothing(client: Client) -> None:
    before = LawRule.objects.count()
    data = common(place="", more="stages", **{"stages-1-order": "1", "stages-1-per_myriad": "x"})
    answer = client.post("/ketentuan/jenis/stages/baru/", data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="x"' in page
    assert 'name="stages-6-order"' in page
    assert LawRule.objects.count() == before


def test_a_programme_that_is_on_no_list_can_be_named(client: Client) -> None:
    data = common(subject_other="nelayan_kecil", place="", heads="5")
    assert client.post("/ketentuan/jenis/quota/baru/", data).status_code == 302
    quota_found = quota_of(law_now(), "nelayan_kecil", JULY)
    assert quota_found is not None
    assert quota_found.heads == 5
    assert "nelayan_kecil" in client.get("/ketentuan/jenis/age/baru/").content.decode()


@one_in(4)
@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("grant", {"level": "kelurahan", "amount": "seratus juta"}, "amount"),
        ("grant", {"level": "kelurahan", "amount": "-5"}, "amount"),
        ("share", {"per_myriad": "10,005", "base": "kota"}, "per_myriad"),
        ("share", {"per_myriad": "NaN", "base": "kota"}, "per_myriad"),
        ("share", {"per_myriad": "1e999999999", "base": "kota"}, "per_myriad"),
        ("share", {"per_myriad": "101", "base": "kota"}, "per_myriad"),
        ("quota", {"heads": "9" * 40}, "heads"),
        ("forms", {"forms": ["emas"]}, "forms"),
        ("age", {}, "below_years"),
        ("criteria", {"weights-1-criterion": "decile", "weights-1-points": "1:40"}, "weights-1-points"),
        ("quota", {"heads": "5", "subject_other": "DROP TABLE"}, "subject_other"),
        ("quota", {"heads": "5", "place": "99"}, "place"),
        ("quota", {"heads": "5", "first_day": "kapan"}, "first_day"),
        ("quota", {"heads": "5", "basis": "999999"}, "basis"),
    ],
)
def test_bad_input_is_told_at_its_field(client: Client, kind: str, value: dict[str, Any], field: str) -> None:
    answer = client.post(f"/ketentuan/jenis/{kind}/baru/", common(**value))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_clash_is_told_and_what_was_typed_stays(client: Client) -> None:
    data = common(subject="miskin_ekstrem", place="", heads="77")
    answer = client.post("/ketentuan/jenis/quota/baru/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Sudah ada ketentuan untuk hal yang sama" in page
    assert 'value="77"' in page


def test_a_rule_is_ended_and_withdrawn_on_its_page(cast: Cast, client: Client) -> None:
    held = services.rule_add(acting=cast.bappeda, stated=quota(30, JULY))
    page = f"/ketentuan/aturan/{held.pk}/"
    assert client.post(f"{page}akhiri/", {"last_day": "", "reason": REASON}).status_code == 422
    assert client.post(f"{page}akhiri/", {"last_day": "2026-06-30", "reason": REASON}).status_code == 422
    assert client.post(f"{page}akhiri/", {"last_day": "2026-12-31", "reason": REASON}).status_code == 302
    told = client.get(page).content.decode()
    assert "Versi ini tidak dipakai lagi" in told
    ended = the_rule("quota", subject="rt")
    assert f"/ketentuan/aturan/{ended.pk}/" in told
    assert client.post(f"/ketentuan/aturan/{ended.pk}/cabut/", {"reason": REASON}).status_code == 302
    assert quota_of(law_now(), "rt", JULY) is None
    assert str(REASON) in client.get(f"/ketentuan/aturan/{ended.pk}/").content.decode()


def test_what_is_not_there_is_not_found(client: Client) -> None:
    for address in ("jenis/emas/", "jenis/emas/baru/", "aturan/999999/", "dasar/999999/", "berkas/999999/"):
        assert client.get(f"/ketentuan/{address}").status_code == 404


def test_lists_ask_the_database_a_few_times_whatever_their_length(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    LawRule.objects.bulk_create(
        LawRule(
            kind="jobs", place=f"15.71.{n:02}", value={"jobs": ["sopir"]}, basis=basis(), certain=True, first_day=JULY
        )
        for n in range(60)
    )
    for address in ("", "jenis/jobs/", "jenis/rate_amount/", "dasar/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/ketentuan/{address}").status_code == 200
    assert "Halaman 1 dari 2" in client.get("/ketentuan/jenis/jobs/").content.decode()
    basis_page = f"/ketentuan/dasar/{basis().pk}/"
    with django_assert_max_num_queries(14):
        client.get(basis_page)


@pytest.mark.django_db
def test_a_law_is_made_once_until_something_changes(cast: Cast, django_assert_max_num_queries: Any) -> None:
    first = law_now()
    with django_assert_max_num_queries(3):
        assert law_now() is first
    services.rule_add(acting=cast.bappeda, stated=quota(30, JULY))
    assert law_data(law_now()) != law_data(first)


def test_what_is_not_settled_about_a_cover_rule_is_said_beside_it(cast: Cast) -> None:
    held = the_rule("rate_cover", value__payer="bpu")
    for address in ("/ketentuan/jenis/rate_cover/", f"/ketentuan/aturan/{held.pk}/"):
        told = signed_in(cast.bappeda).get(address).content.decode()
        assert "apakah bulan pertama diulang setelah gugur" in told, address
