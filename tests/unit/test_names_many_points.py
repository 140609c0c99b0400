"""A name of very many parts between points comes to an end, whatever its parts could be."""

import pytest

from padan.domain.name_reading import read_name


@pytest.mark.parametrize("letters", ["ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 4, "SE" * 60 + "Q", "MAP" * 40 + "Q"])
def test_many_points(letters: str) -> None:
    assert read_name("BUDI " + ".".join(letters)).words


def test_degrees_in_a_row() -> None:
    assert read_name("BUDI SANTOSO S.Sos.M.AP").words == ("BUDI", "SANTOSO")
