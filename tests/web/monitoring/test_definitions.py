"""Bappeda states what is monitored: a new indicator of two measures, a new version, an end, targets, closed months."""

from datetime import date

import pytest
from cast import Cast, signed_in
from django.test import Client

from padan.domain.indicators import Figure, Target, target_for
from padan.web.audit.models import Event
from padan.web.monitoring import selectors, services
from padan.web.monitoring.asking import Asked
from padan.web.monitoring.definitions import by_month
from padan.web.monitoring.forms import read_number
from padan.web.monitoring.models import FigureSet, IndicatorTarget, IndicatorVersion
from padan.web.refusals import RefusedError
from thorough import one_in

pytestmark = one_in(4)

NEW = {
    "name_id": "Rupiah tiap orang layak", "definition_id": "BKBK dibayarkan dibagi orang layak.", "numerator": "spent",
    "denominator": "eligible", "unit": "rupiah", "direction": "up", "basis": "Metode Bappeda", "order": "500",
}  # fmt: skip
KEY = "rupiah_tiap_orang_layak"


@pytest.fixture
def bappeda(cast: Cast) -> Client:
    return signed_in(cast.bappeda)


def test_a_new_indicator_is_put_together_of_two_measures(bappeda: Client) -> None:
    answer = bappeda.post("/pemantauan/indikator/baru/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, f"/pemantauan/indikator/{KEY}/")
    made = IndicatorVersion.objects.get(key=KEY)
    assert (made.version, made.numerator, made.denominator, made.name_en) == (1, "spent", "eligible", NEW["name_id"])
    assert KEY in [one.key for one in selectors.definitions_of((2025, 1))]
    assert Event.objects.filter(action="monitoring.indicator_add", object_id=str(made.pk)).exists()
    page = bappeda.get(f"/pemantauan/indikator/{KEY}/").content.decode()
    assert "BKBK dibelanjakan" in page
    assert "Metode Bappeda" in page


def test_months_without_a_new_version_between_them_share_their_definitions(cast: Cast) -> None:
    newer = IndicatorVersion.objects.filter(key="protected").latest("version")
    newer.pk, newer.version, newer.first_month = None, newer.version + 1, date(2025, 3, 1)
    newer.save()
    found = by_month([(2025, 1), (2025, 2), (2025, 3), (2025, 4)])
    assert found[2025, 1] is found[2025, 2]
    assert found[2025, 3] is found[2025, 4]
    assert [held["protected"].version == newer.version for held in found.values()] == [False, False, True, True]
    assert all(list(found[month].values()) == selectors.definitions_of(month) for month in found)


def test_an_address_is_put_together_once_for_a_page() -> None:
    one, same = (Asked((2025, 1), (2024, 10), False, ((2025, 1),)) for _ in range(2))
    assert one.kept == "bulan=2025-01&banding=2024-10"
    assert one.kept is same.kept


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"denominator": ""}, ""),
        ({"unit": "percent"}, "satuan yang sama"),
        ({"unit": "percent", "denominator": ""}, "memerlukan penyebut"),
        ({"unit": "people"}, "sama dengan satuan pembilangnya"),
        ({"name_id": "Orang sasaran yang terlindungi"}, "sudah ada"),
        ({"numerator": "tidak_ada"}, "bukan salah satu dari pilihan"),
        ({"definition_id": ""}, "tidak boleh kosong"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(bappeda: Client, wrong: dict[str, str], said: str) -> None:
    before = IndicatorVersion.objects.count()
    answer = bappeda.post("/pemantauan/indikator/baru/", {**NEW, **wrong})
    if not said:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert IndicatorVersion.objects.count() == before


def test_a_name_that_is_there_is_refused(bappeda: Client) -> None:
    bappeda.post("/pemantauan/indikator/baru/", NEW)
    assert "sudah ada" in bappeda.post("/pemantauan/indikator/baru/", NEW).content.decode()


def change(**more: str) -> dict[str, str]:
    held = IndicatorVersion.objects.filter(key="protected").order_by("version").last()
    assert held is not None
    said = {name: str(getattr(held, name)) for name in (*NEW, "name_en", "definition_en")}
    return {
        **said,
        "headline": "on",
        "first_month": "2025-02",
        "reason": "Lebih jelas",
        "seen": str(held.version),
        **more,
    }


def test_a_new_version_holds_from_its_month_on(bappeda: Client) -> None:
    answer = bappeda.post("/pemantauan/indikator/protected/ubah/", change(name_id="Orang layak terlindungi"))
    assert answer.status_code == 302
    names = {
        month: next(one.name_id for one in selectors.definitions_of(month) if one.key == "protected")
        for month in ((2025, 1), (2025, 2))
    }
    assert names == {(2025, 1): "Orang sasaran yang terlindungi", (2025, 2): "Orang layak terlindungi"}


def test_two_who_change_one_version_do_not_overwrite_each_other(bappeda: Client) -> None:
    late_words = change(name_id="Dua")
    bappeda.post("/pemantauan/indikator/protected/ubah/", change(name_id="Satu"))
    late = bappeda.post("/pemantauan/indikator/protected/ubah/", late_words)
    assert late.status_code == 422
    assert "versi yang lebih baru" in late.content.decode()


def test_no_version_reaches_into_a_closed_month(bappeda: Client) -> None:
    FigureSet.objects.create(month="2025-02-01", kind="closed", definitions="d", law="l")
    refused = bappeda.post("/pemantauan/indikator/protected/ubah/", change(name_id="Satu"))
    assert "sudah ditutup" in refused.content.decode()
    assert bappeda.post(
        "/pemantauan/indikator/protected/ubah/", change(name_id="Satu", first_month="2025-03")
    ).status_code == 302  # fmt: skip


def test_an_indicator_that_ends_stays_in_the_months_before(bappeda: Client) -> None:
    said = {"first_month": "2025-02", "reason": "Tidak dipakai", "seen": "1"}
    assert bappeda.post("/pemantauan/indikator/waiting/hentikan/", said).status_code == 302
    found = {month: [one.key for one in selectors.definitions_of(month)] for month in ((2025, 1), (2025, 2))}
    assert ("waiting" in found[2025, 1], "waiting" in found[2025, 2]) == (True, False)
    assert bappeda.post("/pemantauan/indikator/waiting/hentikan/", {**said, "seen": "2"}).status_code == 422
    assert "tidak ditampilkan lagi" in bappeda.get("/pemantauan/indikator/").content.decode()


def test_targets_by_year_level_and_place(bappeda: Client) -> None:
    address = "/pemantauan/indikator/protected/target/"
    for said in (
        {"year": "2025", "level": "kota", "value": "80"},
        {"year": "2025", "level": "kelurahan", "value": "75,5 %"},
        {"year": "2025", "level": "kelurahan", "place": "15.71.11.1001", "value": "90", "note": "Perwal"},
    ):
        assert bappeda.post(address, said).status_code == 302
    found = {(one.indicator, one.year, one.level, one.place): one for one in selectors.targets_of(2025)}
    assert target_for(found, "protected", 2025, "15.71.11.1001") == Target(
        "protected", 2025, "kelurahan", "15.71.11.1001", 9000
    )
    other = target_for(found, "protected", 2025, "15.71.11.1002")
    assert other is not None
    assert other.value == 7550
    assert target_for(found, "protected", 2026, "15.71") is None
    page = bappeda.get("/pemantauan/indikator/protected/").content.decode()
    assert "75,5 %" in page
    assert "Legok" in page


def test_a_target_is_taken_back_and_the_older_ones_stay_on_record(bappeda: Client) -> None:
    address = "/pemantauan/indikator/protected/target/"
    bappeda.post(address, {"year": "2025", "level": "kota", "value": "80"})
    assert bappeda.post(address, {"year": "2025", "level": "kota", "value": ""}).status_code == 302
    assert selectors.targets_of(2025) == []
    assert IndicatorTarget.objects.count() == 2
    assert bappeda.post(address, {"year": "2025", "level": "kota", "value": ""}).status_code == 422


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"place": "99.99"}, "tidak ada pada tingkat"),
        ({"place": "15.71.11.1001"}, "tidak ada pada tingkat"),
        ({"value": "banyak"}, "Isi dengan angka"),
        ({"value": "-1"}, "Isi dengan angka"),
        ({"value": "80,555"}, "terlalu rinci"),
        ({"year": "1899"}, "2000"),
    ],
)
def test_a_wrong_target_is_refused(bappeda: Client, said: dict[str, str], word: str) -> None:
    told = {"year": "2025", "level": "kota", "value": "80", **said}
    answer = bappeda.post("/pemantauan/indikator/protected/target/", told)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not IndicatorTarget.objects.exists()


def test_who_may_only_read_is_offered_nothing_to_change(cast: Cast) -> None:
    for who in ("siti", "camat", "leader", "branch"):
        client = signed_in(cast.people[who])
        page = client.get("/pemantauan/indikator/protected/").content.decode()
        assert '<form method="post" action="/pemantauan' not in page
        assert client.post("/pemantauan/indikator/protected/target/", {}).status_code == 403
        assert client.get("/pemantauan/indikator/").status_code == 200
    assert signed_in(cast.administrator).get("/pemantauan/indikator/").status_code == 403


def test_bappeda_closes_the_months_of_before(bappeda: Client) -> None:
    FigureSet.objects.create(month="2024-03-01", kind="now", known=["spent"], definitions="d", law="l")
    page = bappeda.get("/pemantauan/bulan/").content.decode()
    assert "1 bulan sudah lewat" in page
    assert "Maret 2024" in page
    assert bappeda.post("/pemantauan/bulan/tutup/").status_code == 302
    assert FigureSet.objects.filter(month="2024-03-01", kind="closed").exists()
    assert bappeda.post("/pemantauan/bulan/tutup/").status_code == 422


def test_an_unknown_indicator_is_not_there(bappeda: Client) -> None:
    for address in ("", "ubah/"):
        assert bappeda.get(f"/pemantauan/indikator/tidak_ada/{address}").status_code == 404
    for address in ("hentikan/", "target/"):
        said = {"first_month": "2025-01", "reason": "x", "seen": "1", "year": "2025", "level": "kota", "value": "1"}
        assert bappeda.post(f"/pemantauan/indikator/tidak_ada/{address}", said).status_code == 404


def test_a_version_is_never_overwritten(cast: Cast) -> None:
    stated = services.Stated("Nama", "", "Definisi.", "", "covered", "", "people", "up", "Metode")
    made = services.indicator_add(acting=cast.bappeda, stated=stated)
    with pytest.raises(RefusedError):
        services.indicator_change(
            acting=cast.bappeda, key=made.key, seen=1, stated=services.Stated(**stated_values(made)),
            first_month=(2025, 1), reason="x",
        )  # fmt: skip
    assert Figure(made.as_domain, "15.71", (2025, 1), 3).value == 3


def stated_values(made: IndicatorVersion) -> dict[str, object]:
    return {name: getattr(made, name) for name in services.Stated.__dataclass_fields__}


@pytest.mark.parametrize(
    ("text", "number"),
    [("80", "80"), ("82,5", "82.5"), ("82.5", "82.5"), ("1.200.000", "1200000"), ("1.200", "1200"), ("x", None)],
)
def test_numbers_as_people_write_them(text: str, number: str | None) -> None:
    found = read_number(text)
    assert (None if found is None else f"{found.normalize():f}") == number
