"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, SUBMITTERS, Role

SEEN = grant(own=SUBMITTERS | {Role.BPJS}, city=READERS | {Role.BAPPEDA})

TABLE: Table = {
    ("runs:now", "GET"): SEEN,
    ("runs:progress", "GET"): SEEN,
    ("runs:progress_part", "GET"): SEEN,
    ("runs:again", "POST"): grant(city={Role.BAPPEDA}),
    ("runs:result", "GET"): SEEN,
    ("runs:rows", "GET"): SEEN,
}
