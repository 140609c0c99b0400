"""Loading the tree of regions, their outlines, and finding a region by what a list calls it."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from padan.web.regions.models import Boundary, FormerName, Level, Region, Split
from padan.web.regions.selectors import RegionIndex, region_index
from padan.web.regions.services import former_name_add, split_put
from thorough import one_in

pytestmark = one_in(2)

HEAD = "code_kelurahan,kelurahan,code_kecamatan,kecamatan,new\n"
BANDUNG = HEAD + "32.73.01.1001,Antapani,32.73.01,Cicadas,0\n32.73.02.1001,Dago,32.73.02,Coblong,1\n"


def load(*arguments: str) -> str:
    said = StringIO()
    call_command("regions_load", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def jambi(db: None) -> Region:
    """The shipped city."""
    load()
    return Region.objects.get(code="15.71")


def region(name: str, level: Level = Level.KELURAHAN) -> Region:
    return Region.objects.get(name=name, level=level)


def names(text: str, within: Region | None = None) -> dict[str, str]:
    return {found.region.name: found.how for found in region_index(within).find(text)}


def test_shipped_city_is_whole(jambi: Region) -> None:
    assert jambi.name == "Kota Jambi"
    assert jambi.parent
    assert jambi.parent.name == "Jambi"
    count = Region.objects.filter
    assert (count(level=Level.KECAMATAN).count(), count(level=Level.KELURAHAN).count()) == (11, 68)
    assert count(young=True).count() == 6
    assert not Split.objects.exists()


def test_loading_twice_changes_nothing(jambi: Region) -> None:
    before = list(Region.objects.values())
    assert "0 dibuat, 0 berganti nama, 81 sudah sama" in load()
    assert list(Region.objects.values()) == before


def test_another_city_by_names_given(jambi: Region, tmp_path: Path) -> None:
    file = tmp_path / "bandung.csv"
    file.write_text(BANDUNG, encoding="utf-8-sig")
    with pytest.raises(CommandError, match="kode 32 belum diketahui"):
        load(str(file))
    assert not Region.objects.filter(code__startswith="32").exists()
    assert "6 dibuat" in load(str(file), "--province", "Jawa Barat", "--city", "Kota Bandung")
    assert region("Dago").young
    assert "0 dibuat" in load(str(file))


def test_semicolons_are_understood(db: None, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text(BANDUNG.replace(",", ";"), encoding="utf-8")
    assert "6 dibuat" in load(str(file), "--province", "Jawa Barat", "--city", "Kota Bandung")


def test_renamed_kelurahan_keeps_its_former_name(jambi: Region, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text(BANDUNG, encoding="utf-8")
    load(str(file), "--province", "Jawa Barat", "--city", "Kota Bandung")
    file.write_text(BANDUNG.replace("Dago", "Dago Baru"), encoding="utf-8")
    assert "1 berganti nama" in load(str(file))
    assert FormerName.objects.get().name == "Dago"
    assert names("dago") == {"Dago Baru": "former_name"}


def test_kelurahan_no_longer_listed_is_named_and_kept(jambi: Region, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text(BANDUNG, encoding="utf-8")
    load(str(file), "--province", "Jawa Barat", "--city", "Kota Bandung")
    file.write_text(BANDUNG.rpartition("32.73.02.1001")[0], encoding="utf-8")
    assert "32.73.02.1001 Dago" in load(str(file))
    assert region("Dago")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "tidak memiliki kolom"),
        ("a,b\n1,2\n", "tidak memiliki kolom code_kelurahan"),
        (HEAD, "tidak ada satu pun"),
        (HEAD + "3273,Dago,32.73.02,Coblong,0\n", "baris 2: kode kelurahan '3273' tidak berbentuk"),
        (HEAD + "32.73.02.1001,Dago,32.73.09,Coblong,0\n", "tidak sesuai dengan kode kelurahan"),
        (HEAD + "32.73.02.1001,,32.73.02,Coblong,0\n", "nama kelurahan atau kecamatan kosong"),
        (HEAD + "32.73.02.1001,Dago,32.73.02,Coblong,0\n" * 2, "tercatat lebih dari sekali"),
        (BANDUNG + "15.71.01.1001,Legok,15.71.01,Sipin,0\n", "lebih dari satu kota"),
        (HEAD + "32.73.02.1001,Dago,32.73.02,A,0\n32.73.02.1002,Cigadung,32.73.02,B,0\n", "bernama A dan B"),
        (HEAD + '32.73.02.1001,"Dago,32.73.02\n', "bukan CSV yang utuh"),
        ("PK\x03\x04\x00\xff", "bukan teks UTF-8"),
    ],
)
def test_bad_file_is_told_and_nothing_loaded(db: None, tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "b.csv"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(CommandError, match=told.replace("(", "\\(")):
        load(str(file), "--province", "P", "--city", "K")
    assert not Region.objects.exists()


def test_missing_file_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="tidak ada atau bukan teks"):
        load(str(tmp_path / "tidak-ada.csv"))


def test_splits_come_from_a_file(jambi: Region, tmp_path: Path) -> None:
    file, shipped = tmp_path / "p.csv", Path(tmp_path / "k.csv")
    file.write_text("code_kelurahan,parent_code_kelurahan,source\n15.71.01.1012,15.71.01.1001,Perda 1/2022\n")
    rows = Region.objects.filter(level=Level.KELURAHAN).select_related("parent")
    lines = [f"{r.code},{r.name},{r.parent.code},{r.parent.name},{int(r.young)}" for r in rows if r.parent]
    shipped.write_text(HEAD + "\n".join(lines))
    assert "Pemekaran: 1" in load(str(shipped), "--splits", str(file))
    assert Split.objects.get().certain
    file.write_text("code_kelurahan,parent_code_kelurahan,source\n15.71.01.1012,99.71.01.1001,x\n")
    with pytest.raises(CommandError, match="menyebut kelurahan yang tidak ada"):
        load(str(shipped), "--splits", str(file))


def square(code: str, **changed: object) -> dict[str, object]:
    ring = [[103.0, -1.0], [103.1, -1.0], [103.1, -1.1], [103.0, -1.0]]
    geometry = {"type": "Polygon", "coordinates": [ring], **changed}
    return {"type": "Feature", "properties": {"kode": code}, "geometry": geometry}


def outlines(tmp_path: Path, *features: object) -> str:
    file, said = tmp_path / "batas.geojson", StringIO()
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    call_command("boundaries_load", str(file), stdout=said)
    return said.getvalue()


def test_outlines_are_kept_by_code_and_strangers_named(jambi: Region, tmp_path: Path) -> None:
    said = outlines(tmp_path, square("15.71.01.1001"), square("99.99.99.9999"))
    assert "Batas: 1 dimuat" in said
    assert "99.99.99.9999" in said
    assert Boundary.objects.get().source == "batas.geojson"
    assert "Batas: 1 dimuat" in outlines(tmp_path, square("15.71.01.1001"))


@one_in(3)
@pytest.mark.parametrize(
    "feature",
    [
        {},
        None,
        {"type": "Feature", "properties": {}, "geometry": None},
        square("15.71.01.1001", type="Point"),
        square("15.71.01.1001", coordinates=[[[1000, 2]]]),
        square("15.71.01.1001", coordinates=[[["x", "y"]]]),
        square("15.71.01.1001", coordinates=[]),
    ],
)
def test_no_outline_is_made_of_what_is_none(jambi: Region, tmp_path: Path, feature: object) -> None:
    with pytest.raises(CommandError, match="tidak ada batas"):
        outlines(tmp_path, feature)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 5000, '{"type": "FeatureCollection"}'])
def test_no_geojson_is_told(db: None, tmp_path: Path, text: str) -> None:
    file = tmp_path / "b.geojson"
    file.write_text(text)
    with pytest.raises(CommandError, match="bukan kumpulan batas"):
        call_command("boundaries_load", str(file), stdout=StringIO())


def test_name_finds_its_kelurahan_however_it_is_written(jambi: Region) -> None:
    for text in ("Payo Lebar", "KEL. PAYO LEBAR", "payolebar", "Payo Lebat"):
        assert list(names(text)) == ["Payo Lebar"]
    assert names("Tidak Ada") == {}
    assert names("") == {}


def test_old_name_stands_for_the_young_whose_origin_nobody_knows(jambi: Region) -> None:
    assert names("Kenali Asam Bawah") == {
        "Kenali Asam Bawah": "name", "Talang Gulo": "possible", "Kenali Asam": "possible",
    }  # fmt: skip
    assert names("Talang Gulo") == {"Talang Gulo": "name"}


def test_recorded_split_narrows_the_candidates(jambi: Region) -> None:
    young, parent = region("Talang Gulo"), region("Kenali Asam Bawah")
    split_put(acting=None, child=young, parent=parent, certain=False)
    assert names("Kenali Asam Bawah") == {
        "Kenali Asam Bawah": "name", "Talang Gulo": "split", "Kenali Asam": "possible",
    }  # fmt: skip
    assert "Talang Gulo" not in names("Paal Lima")


def test_former_name_is_found_within_a_kecamatan(jambi: Region) -> None:
    legok = region("Legok")
    former_name_add(acting=None, region=legok, name="Legok Dalam")  # type: ignore[arg-type]
    assert names("legok dalam", legok.parent) == {"Legok": "former_name"}
    assert names("legok dalam", region("Kota Baru", Level.KECAMATAN)) == {}


NAMES = st.text(alphabet="abcdefgh ", min_size=1, max_size=12).filter(str.strip)


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.text(max_size=20))
def test_finding_never_fails_and_a_name_finds_itself(found: list[str], text: str) -> None:
    regions = [Region(pk=n, name=name, level=Level.KELURAHAN) for n, name in enumerate(found, start=1)]
    for one in regions:
        one._prefetched_objects_cache = {"former_names": [], "cut_from": []}  # type: ignore[attr-defined]
        for relation in ("former_names", "cut_from"):
            one._prefetched_objects_cache[relation] = _Nothing()  # type: ignore[attr-defined]
    index = RegionIndex(regions)
    index.find(text)
    for one in regions:
        assert one in [match.region for match in index.find(one.name)] or not one.name.strip()


class _Nothing(list[object]):
    """A relation that holds nothing, as a queryset fetched before."""

    def _chain(self) -> "_Nothing":
        return self
