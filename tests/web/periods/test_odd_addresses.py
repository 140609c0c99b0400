"""Addresses that nobody types: a sentence, never a traceback, on either database."""

import pytest
from cast import Cast, signed_in


@pytest.mark.parametrize(
    "address",
    [
        "/papan/%00/", "/papan/?keadaan=%00", "/pemeriksaan/?periode=%00", "/pemeriksaan/isi/?jenis=%00&isi=%00",
        "/pencocokan/%00/", "/naskah/periode/%00/", "/naskah/cek/%00/", "/wilayah/%00/", "/undangan/%00/",
        "/kata-sandi/%00/%00/",
    ],
)  # fmt: skip
def test_a_nul_in_an_address_is_not_there(cast: Cast, address: str) -> None:
    assert signed_in(cast.bappeda).get(address).status_code < 500


@pytest.mark.parametrize("address", ["/akun/orang/?cari=%00", "/jejak/?orang=%00&perbuatan=%00"])
def test_a_nul_in_a_search_finds_nothing(cast: Cast, address: str) -> None:
    for who in (cast.administrator, cast.auditor):
        assert signed_in(who).get(address).status_code < 500


def test_a_nul_in_a_username_signs_nobody_in(cast: Cast) -> None:
    assert signed_in(cast.bappeda).post("/bahasa/", {"language": "\x00", "next": "/\x00"}).status_code < 500
