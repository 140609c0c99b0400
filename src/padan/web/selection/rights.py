"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, Role

_OFFICES = {Role.KELURAHAN_CLERK, Role.LURAH, Role.KECAMATAN_CLERK, Role.CAMAT}
_CITY = READERS | {Role.BAPPEDA}
_READ = grant(own=_OFFICES, city=_CITY)
_CITY_READ = grant(city=_CITY)
_PLAN = grant(city={Role.BAPPEDA})

TABLE: Table = {
    ("selection:all", "GET"): _READ,
    ("selection:plan", "GET"): _CITY_READ,
    ("selection:ask", "POST"): _PLAN,
    ("selection:show", "GET"): _READ,
    ("selection:pot", "GET"): _READ,
    ("selection:choice", "GET"): _READ,
    ("selection:decree", "GET"): _PLAN,
    ("selection:decree", "POST"): _PLAN,
    ("selection:decree_pdf", "GET"): _CITY_READ,
    ("selection:leave", "GET"): _PLAN,
    ("selection:leave", "POST"): _PLAN,
    ("selection:scenarios", "GET"): _CITY_READ,
    ("selection:scenario_keep", "POST"): _PLAN,
    ("selection:scenario", "GET"): _CITY_READ,
    ("selection:scenario_drop", "POST"): _PLAN,
}
