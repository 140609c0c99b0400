"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import PUBLIC, Table, grant
from padan.web.roles import READERS, Role

_OFFICES = {Role.KELURAHAN_CLERK, Role.LURAH, Role.KECAMATAN_CLERK, Role.CAMAT}
_CITY = READERS | {Role.BAPPEDA}
_READ = grant(own=_OFFICES, city=_CITY)
_WORD = grant(own={Role.LURAH, Role.CAMAT}, city={Role.BAPPEDA})
_SIGN = grant(own={Role.LURAH, Role.CAMAT, Role.BAPPEDA})
_BATCH = grant(city=_CITY)

TABLE: Table = {
    ("reports:home", "GET"): _READ,
    ("reports:span", "GET"): _READ,
    ("reports:report", "GET"): _READ,
    ("reports:reword", "POST"): _WORD,
    ("reports:sign", "POST"): _SIGN,
    ("reports:draft", "GET"): _READ,
    ("reports:paper", "GET"): _READ,
    ("reports:now", "GET"): _READ,
    ("reports:again", "POST"): _SIGN,
    ("reports:batch_ask", "POST"): grant(city={Role.BAPPEDA}),
    ("reports:batch", "GET"): _BATCH,
    ("reports:archive", "GET"): _BATCH,
    ("reports:verify", "GET"): PUBLIC,
    ("reports:verify", "POST"): PUBLIC,
}
