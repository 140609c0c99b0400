"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import SIGNED_IN, Table, grant
from padan.web.roles import READERS, SUBMITTERS, Role

BAPPEDA = grant(city={Role.BAPPEDA})
BOARD = grant(own=SUBMITTERS | {Role.BPJS}, city=READERS | {Role.BAPPEDA})

TABLE: Table = {
    ("periods:home", "GET"): SIGNED_IN,
    ("periods:board", "GET"): BOARD,
    ("periods:board_of", "GET"): BOARD,
    ("periods:open", "GET"): BAPPEDA,
    ("periods:open", "POST"): BAPPEDA,
    ("periods:requirements", "GET"): BAPPEDA,
    ("periods:change", "POST"): BAPPEDA,
    ("periods:close", "POST"): BAPPEDA,
    ("periods:requirement_add", "POST"): BAPPEDA,
    ("periods:requirement_remove", "POST"): BAPPEDA,
    ("periods:reminders", "GET"): BAPPEDA,
    ("periods:reminders", "POST"): BAPPEDA,
}
