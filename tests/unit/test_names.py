import pytest
from worked_tables import rows

from padan.domain.distances import edits, jaro_winkler
from padan.domain.name_words import _WHOLE
from padan.domain.names import (
    compare_names,
    identity_key,
    is_plain_word,
    plain_words,
    read_name,
    sound_key,
    word_key,
)

PAGE = "explanation/names.md"


@pytest.mark.parametrize(("cell", "words", "titles", "parent", "deceased"), rows(PAGE, "Reading"))
def test_reading(cell: str, words: str, titles: str, parent: str, deceased: str) -> None:
    reading = read_name(cell or None)
    found = (" ".join(reading.words), " ".join(reading.titles), " ".join(reading.parent), reading.deceased)
    assert found == (words, titles, parent, deceased == "yes")


@pytest.mark.parametrize(("one", "other", "same"), rows(PAGE, "One spelling for a word"))
def test_word_keys(one: str, other: str, same: str) -> None:
    assert (word_key(one) == word_key(other)) == (same == "yes")
    if same == "yes":
        assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(("one", "other", "outcome"), rows(PAGE, "Comparing two"))
def test_comparing(one: str, other: str, outcome: str) -> None:
    a, b = read_name(one), read_name(other)
    assert compare_names(a, b).outcome == outcome
    assert compare_names(b, a).outcome == outcome


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nur Hayati", "NURHAYATI"), ("Drs. Budi, S.E.", "budi"), ("Moh Ali", "Muh. Ali"), ("Hj. Siti", "SITI")],
)
def test_identity(one: str, other: str) -> None:
    assert identity_key(read_name(one)) == identity_key(read_name(other)) != ""


def test_identity_keeps_namesakes_with_other_fathers_apart() -> None:
    assert identity_key(read_name("Ahmad bin Ali")) != identity_key(read_name("Ahmad bin Umar"))


def test_open_short_forms_keep_all_readings() -> None:
    readings = read_name("St. A. Rahman").readings
    assert {("SITI", "ABDUL", "RAHMAN"), ("SUTAN", "AHMAD", "RAHMAN"), ("ST", "A", "RAHMAN")} <= set(readings)
    assert read_name("M. Rizki").is_open
    assert not read_name("Budi Santoso").is_open
    assert read_name("Ahmad alias Mamat").readings == (("AHMAD",), ("MAMAT",))


def test_a_title_that_may_be_the_name_stays_where_one_word_follows() -> None:
    """Syarifah Alkaff is no Alkaff of any first name."""
    assert read_name("Syarifah Alkaff").readings == (("SYARIFAH", "ALKAFF"),)
    assert {("SYARIFAH", "NUR", "ALKAFF"), ("NUR", "ALKAFF")} <= set(read_name("Syarifah Nur Alkaff").readings)


def test_relation_is_kept() -> None:
    assert read_name("Budi bin Slamet").relation == "bin"
    assert read_name("Ani Bt. Slamet").relation == "binti"


@pytest.mark.parametrize(
    "text", ["😀", "\u202e\x00", "😀 Budi\u202e", "=HYPERLINK(1)", "a" * 5000, "bin", "alm", "M.", ","]
)
def test_odd_names_survive(text: str) -> None:
    reading = read_name(text)
    assert compare_names(reading, read_name("Budi")).outcome
    assert len(reading.readings) <= 64


def test_similarity_falls_with_each_outcome() -> None:
    base = read_name("Muhammad Rizki Ramadhan")
    others = [
        "M. Rizki Ramadhan",
        "Mohamad Rizky Romadhon",
        "Ramadhan Muhammad Rizki",
        "Muhammad Rizki",
        "Budi Hartono",
    ]
    found = [compare_names(base, read_name(other)).similarity for other in others]
    assert found == sorted(found, reverse=True)


def test_fathers_that_agree_raise_the_likeness() -> None:
    plain = compare_names(read_name("Suparman"), read_name("Supraman")).similarity
    with_father = compare_names(read_name("Suparman bin Ali"), read_name("Supraman bin Ali")).similarity
    assert with_father > plain


def test_sentences_show_what_differs() -> None:
    found = compare_names(read_name("Budi Santoso"), read_name("Budi Santosa"))
    assert found.text_id == "nama hampir sama: Budi Santoso dan Budi Santosa"
    assert found.text_en == "name nearly equal: Budi Santoso and Budi Santosa"


@pytest.mark.parametrize(
    ("word", "plain"),
    [("RATNA", True), ("LI", True), ("M", False), ("MUH", False), ("BIN", False), ("ALM", False), ("SE", False),
     ("RADEN", False), ("ratna", False), ("RÁTNA", False), ("R4TNA", False), ("", False)],
)  # fmt: skip
def test_plain_words(word: str, plain: bool) -> None:
    assert is_plain_word(word) == plain


def test_the_quick_route_declines_what_needs_reading() -> None:
    assert plain_words("Ratna  Sa'ri") == ("RATNA", "SARI")
    assert plain_words("M. Ratna") is None
    assert plain_words("Ratna 2") is None


def test_whole_word_keys_are_their_own_keys() -> None:
    assert {key: word_key(key) for key in _WHOLE.values()} == {key: key for key in _WHOLE.values()}


@pytest.mark.parametrize(
    ("a", "b", "gap"),
    [("BUDI", "BUDI", 0), ("BUDI", "BUDY", 1), ("BUDI", "UBDI", 1), ("BUDI", "BUD", 1), ("BUDI", "BDIU", 2),
     ("SUPARMAN", "SUPRAMEN", 2), ("BUDI", "RATNA", 3), ("", "AB", 2), ("ABC", "", 3)],
)  # fmt: skip
def test_edits(a: str, b: str, gap: int) -> None:
    assert edits(a, b) == gap == edits(b, a)


def test_jaro_winkler_published_values() -> None:
    assert round(jaro_winkler("MARTHA", "MARHTA"), 4) == 0.9611
    assert round(jaro_winkler("DIXON", "DICKSONX"), 4) == 0.8133
    assert jaro_winkler("", "A") == jaro_winkler("A", "B") == 0.0
