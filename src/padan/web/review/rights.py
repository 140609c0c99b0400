"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, SUBMITTERS, Role

_READ = grant(own=SUBMITTERS | {Role.BPJS}, city=READERS | {Role.BAPPEDA})
_OFFICES = grant(own=SUBMITTERS, city=READERS | {Role.BAPPEDA})
LISTS = grant(own=SUBMITTERS | {Role.BPJS}, city={Role.BAPPEDA, Role.INSPECTORATE})
_ANSWER = grant(own=SUBMITTERS | {Role.BAPPEDA})
_HEADS = grant(own={Role.LURAH, Role.CAMAT, Role.OPD_CLERK, Role.BAPPEDA})
_BRANCH = grant(own={Role.BPJS})

TABLE: Table = {
    ("review:queue", "GET"): _READ,
    ("review:next", "GET"): _ANSWER,
    ("review:shelf", "GET"): _OFFICES,
    ("review:many", "POST"): _ANSWER,
    ("review:earlier", "GET"): _ANSWER,
    ("review:earlier", "POST"): _ANSWER,
    ("review:workbook", "GET"): _ANSWER,
    ("review:workbook_upload", "GET"): _ANSWER,
    ("review:workbook_upload", "POST"): _ANSWER,
    ("review:lists", "GET"): LISTS,
    ("review:list_download", "GET"): LISTS,
    ("review:branch", "GET"): _BRANCH,
    ("review:branch_workbook", "GET"): _BRANCH,
    ("review:branch_upload", "GET"): _BRANCH,
    ("review:branch_upload", "POST"): _BRANCH,
    ("review:reply", "POST"): _BRANCH,
    ("review:case", "GET"): _READ,
    ("review:answer", "POST"): _ANSWER,
    ("review:undo", "POST"): _ANSWER,
    ("review:confirm", "POST"): _HEADS,
    ("review:settle", "POST"): grant(own={Role.CAMAT}, city={Role.BAPPEDA}),
    ("review:hand_over", "POST"): grant(own={Role.BAPPEDA}),
    ("review:reveal", "POST"): _READ,
}
