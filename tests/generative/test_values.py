"""Laws of the value rules that hold for any text."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from padan.domain.addresses import address_words, read_rt_rw
from padan.domain.dates import compare_dates, read_date
from padan.domain.distances import edits, jaro_winkler
from padan.domain.matching import FIELD_OUTCOMES, explain
from padan.domain.months import read_month
from padan.domain.name_words import SPECIAL
from padan.domain.names import (
    compare_names,
    identity_key,
    is_plain_word,
    plain_words,
    read_name,
    sound_key,
    word_key,
)
from padan.domain.nik import birth_date, compare_niks, read_nik
from padan.domain.numbers import read_amount
from padan.domain.phones import read_phone
from padan.domain.regions import find_kelurahan, kecamatan_key, place_key
from padan.domain.sex import read_sex

ANY = st.text(max_size=40) | st.sampled_from(["\x00", "\u202e", "😀", "=1+1", "1.57101E+15", "31-02-1980"])
UPPER = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
WORDS = st.sampled_from(
    [
        "BUDI",
        "SITI",
        "NUR",
        "HAYATI",
        "MUHAMMAD",
        "RIZKI",
        "SANTOSO",
        "AMINAH",
        "M",
        "MUH",
        "ST",
        "A",
        "H",
        "R",
        "B",
        "BIN",
        "BINTI",
        "ALM",
        "SE",
        "S.PD",
        "DRS",
        "ALIAS",
        "ABD",
        "PD",
    ]
)
MESSY = st.lists(WORDS | st.sampled_from([",", ".", "(", ")", "'", "-"]), max_size=8).map(" ".join)
NAMES = ANY | MESSY
DAYS = st.dates(date(1930, 1, 1), date(2020, 12, 31))
DIGITS = st.text("0123456789", min_size=16, max_size=16)


@given(ANY)
def test_nothing_raises(text: str) -> None:
    read_nik(text)
    read_date(text)
    read_date(text, epoch=1904)
    read_month(text)
    read_amount(text)
    read_phone(text)
    read_sex(text)
    read_rt_rw(text)
    address_words(text)
    find_kelurahan(text, text)
    kecamatan_key(text)
    place_key(text)


@given(st.sampled_from(sorted(FIELD_OUTCOMES)), ANY, ANY)
def test_every_outcome_is_listed(field: str, a: str, b: str) -> None:
    found = explain(field, a, b)
    assert found.outcome in FIELD_OUTCOMES[field]
    assert explain(field, b, a).outcome == found.outcome


@given(DAYS, st.sampled_from("LP"), st.integers(1, 9999))
def test_a_nik_gives_back_its_birth_date_and_sex(day: date, sex: str, serial: int) -> None:
    nik = f"157101{day.day + 40 * (sex == 'P'):02}{day:%m%y}{serial:04}"
    reading = read_nik(nik)
    assert (reading.nik, reading.sex) == (nik, sex)
    assert birth_date(nik, on=date(2029, 12, 31)) == (day if day.year > 1929 else None)


@given(DAYS, st.integers(1, 9999))
def test_signs_between_digits_change_nothing(day: date, serial: int) -> None:
    nik = f"157101{day:%d%m%y}{serial:04}"
    spaced = " ".join((nik[:4], nik[4:8], nik[8:12], nik[12:]))
    assert read_nik(spaced).nik == read_nik(f"'{nik}").nik == read_nik(f"{nik}.0").nik == nik


@given(DIGITS, st.integers(0, 15), st.sampled_from("123456789"))
def test_one_digit_changed_is_told(digits: str, where: int, other: str) -> None:
    changed = digits[:where] + other + digits[where + 1 :]
    outcome = compare_niks(digits, changed).outcome
    ends = where == 15 and digits[15] == "0"
    assert outcome == ("equal" if digits == changed else "truncated" if ends else "one_digit")


@given(DIGITS)
def test_excel_damage_is_recognised(digits: str) -> None:
    damaged = read_nik(digits[:15] + "0")
    if damaged.digits:
        whole = digits if damaged.kind != "excel_truncated" else damaged.digits + "7"
        assert compare_niks(damaged.digits, whole).outcome in ("equal", "truncated")


@given(DAYS)
def test_each_way_to_write_a_day_is_read_alike(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    months = [
        "Januari",
        "Pebruari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "Nopember",
        "Desember",
    ]
    ways = [
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
        str(serial),
        f"JAMBI, {day.day} {months[day.month - 1]} {day.year}",
        f"{day.day}-{months[day.month - 1][:3]}-{day.year}",
    ]
    assert {read_date(way).value for way in ways} == {day}


TEN_SIGNS = st.text("0123456789", min_size=8, max_size=8).flatmap(
    lambda d: st.sampled_from(
        [f"{d[:2]}{sign}{d[2:4]}{sign}{d[4:]}" for sign in "-/."] + [f"{d[:4]}-{d[4:6]}-{d[6:]}", d + "00"]
    )
)


@given(TEN_SIGNS)
@example("00-00-0000")
@example("00.00.0000")
@example("0000-00-00")
@example("31/02/1980")
@example("02/31/1980")
@example("01/01/1980")
def test_ten_signs_are_read_as_they_are_with_a_blank_behind(text: str) -> None:
    assert read_date(text) == read_date(text + " ")


@given(DAYS, DAYS)
def test_dates_compare_alike_from_both_sides(a: date, b: date) -> None:
    x, y = read_date(a.isoformat()), read_date(b.isoformat())
    assert compare_dates(x, y).outcome == compare_dates(y, x).outcome
    assert (compare_dates(x, y).outcome == "equal") == (a == b)


@given(NAMES)
def test_a_name_equals_itself(text: str) -> None:
    reading = read_name(text)
    outcome = compare_names(reading, read_name(text)).outcome
    assert outcome == ("equal" if reading.words else "missing")
    assert bool(identity_key(reading)) == bool(reading.words)


@given(NAMES, NAMES)
def test_names_compare_alike_from_both_sides(a: str, b: str) -> None:
    x, y = read_name(a), read_name(b)
    there, back = compare_names(x, y), compare_names(y, x)
    assert there.outcome == back.outcome
    assert abs(there.similarity - back.similarity) < 1e-9
    assert 0 <= there.similarity <= 1
    if identity_key(x) and identity_key(x) == identity_key(y):
        assert there.outcome == "equal"


@given(NAMES)
def test_readings_hold_the_words(text: str) -> None:
    reading = read_name(text)
    assert bool(reading.readings) == bool(reading.words)
    assert reading.is_open or reading.readings == ((reading.words,) if reading.words else ())


@given(st.lists(UPPER | WORDS | st.sampled_from(sorted(SPECIAL)), min_size=1, max_size=4), st.sampled_from(" ,.-'_/("))
def test_the_quick_route_gives_the_words_of_the_full_reading(words: list[str], sign: str) -> None:
    for text in (" ".join(words), sign.join(words), f"{sign} ".join(words).lower()):
        quick = plain_words(text)
        if quick is not None:
            assert quick == read_name(text).words
            assert read_name("\u00e9 " + text).words[1:] == quick or sign == ","


@given(UPPER)
def test_keys_are_stable(word: str) -> None:
    assert word_key(word_key(word)) == word_key(word)
    assert sound_key(word_key(word)) == sound_key(word)
    assert word_key(word)


@given(st.lists(UPPER.filter(is_plain_word), min_size=2, max_size=3))
def test_joined_words_are_the_same_name(words: list[str]) -> None:
    joined = "".join(words)
    if is_plain_word(joined):
        assert compare_names(read_name(" ".join(words)), read_name(joined)).outcome == "equal"


def slow_edits(a: str, b: str) -> int:
    """Optimal string alignment by its table, for comparison."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            replaced = table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, replaced)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("ABC", max_size=7), st.text("ABC", max_size=7), st.integers(1, 2))
def test_bounded_edits_are_the_table_cut_off(a: str, b: str, limit: int) -> None:
    assert edits(a, b, limit) == min(slow_edits(a, b), limit + 1)


@given(st.text("ABCD", max_size=9), st.text("ABCD", max_size=9))
def test_likeness_stays_in_bounds(a: str, b: str) -> None:
    assert 0 <= jaro_winkler(a, b) <= 1
    assert (jaro_winkler(a, b) == 1) == (a == b)
