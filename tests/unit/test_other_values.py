import pytest
from worked_tables import rows

from padan.domain.addresses import address_words, compare_addresses, read_rt_rw
from padan.domain.matching import FIELD_OUTCOMES, explain
from padan.domain.months import read_month
from padan.domain.numbers import read_amount, read_count, read_wage
from padan.domain.phones import compare_phones, read_phone
from padan.domain.regions import (
    city,
    compare_places,
    find_kecamatan,
    find_kelurahan,
    is_kecamatan,
    is_kelurahan,
    kecamatan_key,
    kelurahan_key,
    place_key,
)
from padan.domain.sex import compare_sexes, read_sex
from thorough import one_in

PAGE = "explanation/other-values.md"


@pytest.mark.parametrize(("cell", "sex"), rows(PAGE, "Sex"))
def test_sex(cell: str, sex: str) -> None:
    assert (read_sex(cell or None) or "") == sex


@pytest.mark.parametrize(("cell", "amount"), rows(PAGE, "Amounts"))
def test_amounts(cell: str, amount: str) -> None:
    assert read_amount(cell) == (int(amount) if amount else None)


def test_counts_are_not_negative() -> None:
    assert read_count("75") == 75
    assert read_count("-1") is None
    assert read_amount("9" * 30) is None


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("Rp 3.000.000", (3_000_000, False)),
        ("0", (0, False)),
        ("-3.000.000", (None, True)),
        ("(500.000)", (None, True)),
        ("sesuai UMK", (None, True)),
        ("12.34.56", (None, True)),
        ("-", (None, False)),
        (" . ", (None, False)),
        ("", (None, False)),
        (None, (None, False)),
    ],
)
def test_a_wage_is_an_amount_not_below_zero(cell: str | None, read: tuple[int | None, bool]) -> None:
    assert read_wage(cell) == read


@pytest.mark.parametrize(("kelurahan", "kecamatan", "problem"), rows(PAGE, "Kelurahan and kecamatan of one row"))
def test_one_of_the_two_is_in_the_city(kelurahan: str, kecamatan: str, problem: str) -> None:
    known = {is_kelurahan(kelurahan or None), is_kecamatan(kecamatan or None)}
    assert ("region_unknown" if known == {True, False} else "") == problem


@pytest.mark.parametrize(("cell", "rt", "rw"), rows(PAGE, "RT and RW"))
def test_rt_rw(cell: str, rt: str, rw: str) -> None:
    assert read_rt_rw(cell or None) == (int(rt) if rt else None, int(rw) if rw else None)


@pytest.mark.parametrize(("cell", "number"), rows(PAGE, "Telephone"))
def test_phones(cell: str, number: str) -> None:
    assert (read_phone(cell or None) or "") == number


@pytest.mark.parametrize(("cell", "code"), rows(PAGE, "Kelurahan of Kota Jambi"))
def test_kelurahan(cell: str, code: str) -> None:
    found = find_kelurahan(cell or None)
    assert (found.code if found else "") == code


def test_the_city_is_whole() -> None:
    assert (len(city().kelurahan), len(city().kecamatan)) == (68, 11)
    assert sum(k.new for k in city().kelurahan) == 6
    assert city().parents == {}


def test_every_kelurahan_finds_itself() -> None:
    assert [find_kelurahan(k.name.upper()) for k in city().kelurahan] == list(city().kelurahan)
    assert [find_kecamatan(f"Kec. {name}") for name in city().kecamatan] == list(city().kecamatan)
    assert find_kecamatan("Muara Bulian") is None


def test_no_kelurahan_is_one_letter_from_another() -> None:
    keys = [kelurahan_key(k.name) for k in city().kelurahan]
    assert len(set(keys)) == 68
    assert kelurahan_key("Simpang 5 Sipin") not in keys


def test_places() -> None:
    assert place_key("Kota Jambi") == place_key("JAMBI") == "JAMBI"
    assert place_key("Kab. Muaro Bungo") == place_key("Muara Bungo")
    assert kecamatan_key("Kecamatan Pal Merah") == kecamatan_key("PAAL MERAH")
    outcomes = [
        compare_places(a, b, key=place_key, what_id="tempat lahir", what_en="birth place").outcome
        for a, b in (("JAMBI", "JAMBI"), ("JAMBI", "JAMBE"), ("JAMBI", "PADANG"), ("JAMBI", None))
    ]
    assert outcomes == ["equal", "near", "different", "missing"]


def test_addresses() -> None:
    assert address_words("Jl. Kol. Abunjani Gg. II No. 05 RT 05/02") == ("KOL", "ABUNJANI", "2", "5")
    pairs = [
        ("Jl. Mawar No. 5", "JALAN MAWAR 05"),
        ("Jl. Mawar 5 Lr. Melati", "Jl Mawar 5"),
        ("Jl. A", "Jl. B"),
        ("", "x"),
    ]
    assert [compare_addresses(a, b).outcome for a, b in pairs] == ["equal", "similar", "different", "missing"]


@one_in(4)
@pytest.mark.parametrize("piece", [" ", "1 ", "1.", "/", "RT ", "A", "1-", "NIK "])
def test_a_cell_of_a_million_characters_is_read_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    for field in FIELD_OUTCOMES:
        assert explain(field, text, "x").outcome
    assert read_rt_rw(text) in ((None, None), (1, 1))
    assert read_amount(text) is None
    assert read_month(text) is None


def test_sexes_and_phones_compared() -> None:
    assert [compare_sexes(a, b).outcome for a, b in (("L", "L"), ("L", "P"), (None, "P"))] == [
        "equal",
        "different",
        "missing",
    ]
    assert compare_sexes("L", "P").text_id == "jenis kelamin berbeda: laki-laki dan perempuan"
    assert [compare_phones(a, b).outcome for a, b in (("1", "1"), ("1", "2"), (None, "1"))] == [
        "equal",
        "different",
        "missing",
    ]
