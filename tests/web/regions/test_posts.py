"""Posts and holders: the holder changes, the post stays; and the pages of regions."""

from datetime import date

import pytest
from cast import Cast, signed_in

from padan.web.audit.models import Event
from padan.web.regions.models import Post, Region, Split
from padan.web.regions.posts import PostError, holder_change, holder_end, post_abolish, rt_make
from padan.web.regions.services import RegionChangeError, split_put


@pytest.fixture
def post(cast: Cast) -> Post:
    """The post of the head of RT 01 in Legok."""
    return rt_make(acting=cast.lukman, kelurahan=cast.offices["legok"].region, count=2)[0]


def held(post: Post) -> list[tuple[str, date | None, date | None]]:
    return [(h.name, h.since, h.until) for h in post.holders.order_by("id")]


def test_rt_are_made_once(cast: Cast) -> None:
    legok = cast.offices["legok"].region
    assert [str(p) for p in rt_make(acting=cast.lukman, kelurahan=legok, count=2)] == [
        "Ketua RT 01, RT 01", "Ketua RT 02, RT 02",
    ]  # fmt: skip
    assert [p.label for p in rt_make(acting=cast.lukman, kelurahan=legok, count=3)] == ["Ketua RT 03"]
    assert Region.objects.get(code=f"{legok.code}-RT03").parent == legok


@pytest.mark.parametrize("count", [0, -1, 201])
def test_number_of_rt_is_believable(cast: Cast, count: int) -> None:
    with pytest.raises(PostError):
        rt_make(acting=cast.lukman, kelurahan=cast.offices["legok"].region, count=count)


def test_new_holder_ends_the_one_before_on_the_eve(cast: Cast, post: Post) -> None:
    holder_change(acting=cast.lukman, post=post, name="Ahmad", since=date(2022, 1, 1))
    holder_change(acting=cast.lukman, post=post, name="Badrun", since=date(2024, 7, 1), reason="pemilihan")
    assert held(post) == [
        ("Ahmad", date(2022, 1, 1), date(2024, 6, 30)), ("Badrun", date(2024, 7, 1), None),
    ]  # fmt: skip


def test_holder_since_nobody_knows_when(cast: Cast, post: Post) -> None:
    holder_change(acting=cast.lukman, post=post, name="Ahmad", since=None)
    with pytest.raises(PostError, match="Isi tanggal mulai"):
        holder_change(acting=cast.lukman, post=post, name="Badrun", since=None)
    holder_change(acting=cast.lukman, post=post, name="Badrun", since=date(2024, 7, 1))
    assert held(post)[0] == ("Ahmad", None, date(2024, 6, 30))


@pytest.mark.parametrize("since", [date(2022, 1, 1), date(2021, 12, 31)])
def test_days_stay_in_order(cast: Cast, post: Post, since: date) -> None:
    holder_change(acting=cast.lukman, post=post, name="Ahmad", since=date(2022, 1, 1))
    with pytest.raises(PostError, match="harus sesudah 01-01-2022"):
        holder_change(acting=cast.lukman, post=post, name="Badrun", since=since)
    with pytest.raises(PostError, match="tidak boleh sebelum"):
        holder_end(acting=cast.lukman, post=post, until=date(2021, 12, 31), reason="pindah")
    assert held(post) == [("Ahmad", date(2022, 1, 1), None)]


def test_vacant_post_is_filled_after_the_last_day(cast: Cast, post: Post) -> None:
    holder_change(acting=cast.lukman, post=post, name="Ahmad", since=date(2022, 1, 1))
    with pytest.raises(PostError, match="alasan"):
        holder_end(acting=cast.lukman, post=post, until=date(2023, 5, 5), reason=" ")
    holder_end(acting=cast.lukman, post=post, until=date(2023, 5, 5), reason="meninggal")
    with pytest.raises(PostError, match="sudah kosong"):
        holder_end(acting=cast.lukman, post=post, until=date(2023, 5, 6), reason="meninggal")
    with pytest.raises(PostError, match="sesudah 05-05-2023"):
        holder_change(acting=cast.lukman, post=post, name="Badrun", since=date(2023, 5, 5))
    holder_change(acting=cast.lukman, post=post, name="Badrun", since=date(2023, 5, 6))
    assert held(post)[0][2] == date(2023, 5, 5)


def test_abolished_post_takes_nobody(cast: Cast, post: Post) -> None:
    holder_change(acting=cast.lukman, post=post, name="Ahmad", since=date(2022, 1, 1))
    with pytest.raises(PostError, match="masih ada pemegangnya"):
        post_abolish(acting=cast.lukman, post=post, on=date(2024, 1, 1))
    holder_end(acting=cast.lukman, post=post, until=date(2023, 12, 31), reason="penggabungan RT")
    post_abolish(acting=cast.lukman, post=post, on=date(2024, 1, 1))
    with pytest.raises(PostError, match="tidak dapat diisi"):
        holder_change(acting=cast.lukman, post=post, name="Badrun", since=date(2024, 2, 1))


def test_trail_names_no_nik(cast: Cast, post: Post) -> None:
    holder_change(acting=cast.lukman, post=post, name="Ahmad", nik="1571010101809003", since=date(2022, 1, 1))
    assert "157101" not in str(list(Event.objects.values_list("detail")))


def test_clerk_changes_a_holder_on_the_page(cast: Cast, post: Post) -> None:
    browser = signed_in(cast.siti)
    asked = {"name": "Ahmad", "nik": "1571010101809003", "since": "2022-01-01", "reason": ""}
    answer = browser.post(f"/wilayah/jabatan/{post.pk}/pemegang/", asked)
    assert answer.headers["Location"] == f"/wilayah/{cast.offices['legok'].region.code}/"
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Ahmad" in page
    assert "1571********9003" in page
    assert "1571010101809003" not in page
    wrong = browser.post(f"/wilayah/jabatan/{post.pk}/pemegang/", {**asked, "since": "2021-01-01"})
    assert wrong.status_code == 422
    assert "harus sesudah 01-01-2022" in wrong.content.decode()
    empty = browser.post(f"/wilayah/jabatan/{post.pk}/pemegang/", {})
    assert (empty.status_code, "Mulai tanggal" in empty.content.decode()) == (422, True)


def test_names_of_holders_are_shown_within_reach_alone(cast: Cast, post: Post) -> None:
    holder_change(acting=cast.lukman, post=post, name="Ahmad Dahlan", since=date(2022, 1, 1))
    address = f"/wilayah/{cast.offices['legok'].region.code}/"
    seen = {
        name for name in cast.people if "Ahmad Dahlan" in signed_in(cast.people[name]).get(address).content.decode()
    }
    assert seen == {
        "siti", "lukman", "kecamatan_clerk", "camat", "bappeda", "bpkad", "pemerintahan", "leader", "auditor",
    }  # fmt: skip


def test_tree_tells_what_is_not_settled(cast: Cast) -> None:
    legok = cast.offices["legok"].region
    legok.young = True
    legok.save()
    page = signed_in(cast.siti).get("/wilayah/").content.decode()
    assert "belum pasti asalnya" in page
    assert "15.71.11.1001" in page


def test_bappeda_records_a_split(cast: Cast) -> None:
    browser, legok, murni = signed_in(cast.bappeda), cast.offices["legok"].region, cast.offices["murni"].region
    address = f"/wilayah/{legok.code}/pemekaran/"
    refused = browser.post(address, {"parent": murni.pk, "certain": "on"})
    assert refused.status_code == 422
    assert "dasar hukum" in refused.content.decode()
    assert browser.post(address, {"parent": murni.pk, "certain": "on", "legal_base": "Perda 1/2022"}).status_code == 302
    split = Split.objects.get()
    assert (split.parent, split.certain, split.legal_base) == (murni, True, "Perda 1/2022")
    browser.post(f"{address}{split.pk}/hapus/")
    assert not Split.objects.exists()
    assert browser.post(f"{address}{split.pk}/hapus/").status_code == 404


def test_split_lies_between_two_kelurahan(cast: Cast) -> None:
    legok = cast.offices["legok"].region
    for parent in (legok, cast.offices["sipin"].region):
        with pytest.raises(RegionChangeError):
            split_put(acting=cast.bappeda, child=legok, parent=parent, certain=False)


def test_former_name_is_recorded_and_taken_back(cast: Cast) -> None:
    browser, legok = signed_in(cast.bappeda), cast.offices["legok"].region
    browser.post(f"/wilayah/{legok.code}/nama-lama/", {"name": "Legok  Lama", "source": "daftar 2015"})
    former = legok.former_names.get()
    assert former.name == "Legok Lama"
    assert "Legok Lama" in browser.get("/wilayah/").content.decode()
    assert browser.post(f"/wilayah/{legok.code}/nama-lama/", {"name": "LEGOK"}).status_code == 422
    browser.post(f"/wilayah/{legok.code}/nama-lama/{former.pk}/hapus/")
    assert not legok.former_names.exists()
