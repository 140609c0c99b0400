"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, SUBMITTERS, Role

PEOPLE = grant(own=SUBMITTERS, city=READERS | {Role.BAPPEDA})
CLAIMS = grant(own=SUBMITTERS | {Role.BPJS}, city=READERS | {Role.BAPPEDA})
REPORTS = grant(own=SUBMITTERS, city={Role.BAPPEDA})
STEPS = grant(own=SUBMITTERS | {Role.BPJS}, city={Role.BAPPEDA})
CREDITS = grant(own={Role.BPJS}, city={Role.BAPPEDA})
BILLS = grant(city=READERS | {Role.BAPPEDA})

TABLE: Table = {
    ("cover:home", "GET"): PEOPLE,
    ("cover:people", "GET"): PEOPLE,
    ("cover:people_download", "GET"): PEOPLE,
    ("cover:person", "GET"): PEOPLE,
    ("cover:report", "GET"): REPORTS,
    ("cover:report", "POST"): REPORTS,
    ("cover:claims", "GET"): CLAIMS,
    ("cover:claim", "GET"): CLAIMS,
    ("cover:claim_step", "POST"): STEPS,
    ("cover:claim_credit", "POST"): CREDITS,
    ("cover:doubles", "GET"): PEOPLE,
    ("cover:doubles_download", "GET"): PEOPLE,
    ("cover:bill_now", "GET"): BILLS,
    ("cover:bill", "GET"): BILLS,
    ("cover:bill_download", "GET"): BILLS,
}
