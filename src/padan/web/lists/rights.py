"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, SUBMITTERS, Role

HANDS_IN = SUBMITTERS | {Role.BPJS, Role.BAPPEDA, Role.PEMERINTAHAN}
"""Roles whose office may be asked for a list; each for its own office alone."""

READS = grant(own=SUBMITTERS | {Role.BPJS}, city=READERS | {Role.BAPPEDA})
WRITES = grant(own=HANDS_IN)
KEEPS_PEOPLE = grant(own=SUBMITTERS)

TABLE: Table = {
    ("lists:office", "GET"): READS,
    ("lists:requirement", "GET"): READS,
    ("lists:requirement", "POST"): WRITES,
    ("lists:blank", "GET"): READS,
    ("lists:prefilled", "GET"): WRITES,
    ("lists:unchanged", "POST"): WRITES,
    ("lists:person_add", "GET"): KEEPS_PEOPLE,
    ("lists:person_add", "POST"): KEEPS_PEOPLE,
    ("lists:person_change", "GET"): KEEPS_PEOPLE,
    ("lists:person_change", "POST"): KEEPS_PEOPLE,
    ("lists:upload", "GET"): READS,
    ("lists:mapping", "POST"): WRITES,
    ("lists:accept", "POST"): WRITES,
    ("lists:withdraw", "POST"): WRITES,
    ("lists:original", "GET"): WRITES,
    ("lists:troubled", "GET"): WRITES,
    ("lists:troubled", "POST"): WRITES,
    ("lists:rows", "GET"): READS,
    ("lists:row", "GET"): READS,
    ("lists:row", "POST"): WRITES,
    ("lists:reveal", "POST"): READS,
}
