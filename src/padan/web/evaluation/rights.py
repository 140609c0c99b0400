"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, Role

AREA = {Role.LURAH, Role.CAMAT, Role.KECAMATAN_CLERK}
"""Offices that see the lines of their own kelurahan beside the city's."""
OWN_TOO = grant(own=AREA, city=READERS | {Role.BAPPEDA})
CITY = grant(city=READERS | {Role.BAPPEDA})
ENTERS = grant(city={Role.BAPPEDA})

TABLE: Table = {
    ("evaluation:home", "GET"): OWN_TOO,
    ("evaluation:targeting", "GET"): OWN_TOO,
    ("evaluation:targeting_download", "GET"): CITY,
    ("evaluation:incidence", "GET"): CITY,
    ("evaluation:incidence_download", "GET"): CITY,
    ("evaluation:poverty", "GET"): CITY,
    ("evaluation:poverty_download", "GET"): CITY,
    ("evaluation:line_enter", "POST"): ENTERS,
    ("evaluation:line_withdraw", "POST"): ENTERS,
    ("evaluation:sheets", "GET"): ENTERS,
    ("evaluation:sheets", "POST"): ENTERS,
    ("evaluation:sheet_blank", "GET"): ENTERS,
    ("evaluation:sheet", "GET"): ENTERS,
    ("evaluation:sheet_accept", "POST"): ENTERS,
    ("evaluation:sheet_withdraw", "POST"): ENTERS,
    ("evaluation:worth", "GET"): CITY,
    ("evaluation:mortality", "GET"): CITY,
    ("evaluation:mortality", "POST"): ENTERS,
    ("evaluation:mortality_withdraw", "POST"): ENTERS,
    ("evaluation:effect", "GET"): CITY,
    ("evaluation:quality", "GET"): OWN_TOO,
    ("evaluation:quality_download", "GET"): CITY,
}
