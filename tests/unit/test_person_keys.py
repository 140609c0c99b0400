"""Records that are one person without any weighing, and those that are not."""

import pytest

from padan.domain.person_keys import lone_key, person_key

BUDI = {"nik": "9971011205809001", "name": "Budi Santoso", "birth_date": "12-05-1980", "mother": "Aminah"}


@pytest.mark.parametrize(
    "other",
    [
        BUDI,
        {"nik": "9971 0112 0580 9001", "name": " budi  SANTOSO "},
        {"nik": "9971011205809001", "name": "BUDI SANTOSO", "birth_date": "1979-05-12", "kpj": "24001"},
    ],
)
def test_a_whole_nik_and_the_name_are_enough(other):
    assert person_key(other) == person_key(BUDI)


@pytest.mark.parametrize(
    "other",
    [
        {**BUDI, "nik": "9971011205809002"},
        {**BUDI, "name": "Budi Santosa"},
        {**BUDI, "nik": "9971011205800000"},
        {**BUDI, "nik": ""},
    ],
)
def test_another_number_or_name_is_weighed(other):
    assert person_key(other) != person_key(BUDI)


def test_without_a_nik_it_takes_more():
    bare = {"name": "Budi Santoso", "birth_date": "12 Mei 1980"}
    assert person_key(bare) is None
    assert person_key({"name": "Budi Santoso", "kk": "9971011205809001"}) is None
    assert person_key({"nik": "9971011205809001"}) is None
    written = {**bare, "birth_date": "1980-05-12", "mother": "aminah"}
    assert person_key({**bare, "mother": "AMINAH"}) == person_key(written)
    assert person_key({**bare, "mother": "Aminah"}) != person_key({**bare, "mother": "Rohana"})
    assert person_key({**bare, "kpj": "K 24-001"}) == person_key({**bare, "kpj": "k24001", "mother": "Aminah"})


def test_a_lone_record_is_like_no_other():
    assert lone_key("row 1") != lone_key("row 2")
