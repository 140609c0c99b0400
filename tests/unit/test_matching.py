import pytest
from worked_tables import rows

from padan.domain.fields import FIELD_KEYS
from padan.domain.matching import FIELD_OUTCOMES, OUTCOMES, Reason, explain, read_kpj, sentence

SAMPLES: dict[str, list[tuple[str | None, str | None, str]]] = {
    "nik": [("1571015205809001", "1571 0152 0680 9001", "NIK beda 1 angka: angka ke-10, 5 dan 6")],
    "kk": [("1571010101129001", "1571010101129001", "No. KK sama")],
    "kpj": [
        ("12J40123456", "12j-40123456", "KPJ sama"),
        ("12J40123456", "12J40123457", "KPJ beda 1 angka: angka ke-11, 6 dan 7"),
        ("0", "12J40123456", "KPJ kosong pada salah satu pihak"),
    ],
    "name": [("Moh. Ali", "MUHAMMAD ALI", "nama sama")],
    "mother": [
        ("Siti", "Sitti", "nama ibu sama dengan ejaan lain: Siti dan Sitti"),
        (None, "Siti", "nama ibu kosong pada salah satu pihak"),
    ],
    "birth_date": [
        ("05-06-1980", "1980-05-06", "tanggal lahir tertukar hari dan bulan: 05-06-1980 dan 06-05-1980"),
        ("lupa", "1980-05-06", "tanggal lahir tidak terbaca: lupa"),
    ],
    "sex": [("L", "perempuan", "jenis kelamin berbeda: laki-laki dan perempuan")],
    "birth_place": [("Kota Jambi", "JAMBI", "tempat lahir sama")],
    "kelurahan": [("Pal Merah", "Kel. Paal Merah", "kelurahan sama")],
    "kecamatan": [("Jelutung", "Kec. Kota Baru", "kecamatan berbeda: Jelutung dan Kec. Kota Baru")],
    "address": [("Jl. Mawar No. 5", "JALAN MAWAR 05", "alamat sama")],
    "phone": [("0812345678", "+62 812 345 678", "nomor HP sama")],
}


@pytest.mark.parametrize("field", sorted(FIELD_OUTCOMES))
def test_sentences(field: str) -> None:
    for a, b, text in SAMPLES[field]:
        found = explain(field, a, b)
        assert found.text_id == text
        assert found.text_en
        assert found.outcome in FIELD_OUTCOMES[field]


def test_fields_and_outcomes_are_known() -> None:
    assert set(FIELD_OUTCOMES) <= FIELD_KEYS
    assert {code for codes in FIELD_OUTCOMES.values() for code in codes} == set(OUTCOMES)


def test_the_page_of_outcomes_is_complete() -> None:
    page = [(code, id_, en, tuple(fields.split(", "))) for code, id_, en, fields in rows("reference/outcomes.md", "")]
    fields = {code: tuple(f for f, codes in FIELD_OUTCOMES.items() if code in codes) for code in OUTCOMES}
    assert page == [(o.code, o.label_id, o.label_en, fields[o.code]) for o in OUTCOMES.values()]


def test_reasons_in_one_line() -> None:
    reasons = [Reason("nik", "equal", "NIK sama", "NIK equal"), Reason("name", "equal", "nama sama", "name equal")]
    assert sentence(reasons) == "NIK sama; nama sama"
    assert sentence(reasons, "en") == "NIK equal; name equal"


def test_kpj() -> None:
    assert read_kpj(" 12j-401 ") == "12J401"
    assert read_kpj("16012345678.0") == "16012345678"
    assert read_kpj(None) == read_kpj("000") == ""


def test_a_field_without_comparison_is_refused() -> None:
    with pytest.raises(KeyError):
        explain("note", "a", "b")
