"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, SUBMITTERS, Role

_PROPOSES = {Role.KELURAHAN_CLERK, Role.LURAH}
_AREA = _PROPOSES | {Role.KECAMATAN_CLERK, Role.CAMAT}
_PEOPLE = grant(own=SUBMITTERS, city=READERS | {Role.BAPPEDA})
_SETTLES = grant(own=SUBMITTERS, city={Role.BAPPEDA})
_CANDIDATES = grant(own=_AREA, city=READERS | {Role.BAPPEDA})
_STEPS = grant(own=_PROPOSES | {Role.CAMAT}, city={Role.BAPPEDA, Role.BPKAD})
_FILLS = grant(own=_PROPOSES)
_SHEETS = grant(own=_PROPOSES | {Role.OPD_CLERK, Role.BAPPEDA})
_EXCHANGE = grant(own={Role.BPJS}, city={Role.BAPPEDA, Role.INSPECTORATE})
_ANSWERS = grant(own={Role.BPJS}, city={Role.BAPPEDA})
_MAKES = grant(city={Role.BAPPEDA})
_MENDS = grant(own=SUBMITTERS)

TABLE: Table = {
    ("protection:people", "GET"): _PEOPLE,
    ("protection:people", "POST"): _PEOPLE,
    ("protection:person", "GET"): _PEOPLE,
    ("protection:reveal", "POST"): _PEOPLE,
    ("protection:source_part", "POST"): _SETTLES,
    ("protection:merge_undo", "POST"): _SETTLES,
    ("protection:pairs", "GET"): _SETTLES,
    ("protection:pair_answer", "POST"): _SETTLES,
    ("protection:candidates", "GET"): _CANDIDATES,
    ("protection:steps", "POST"): _STEPS,
    ("protection:candidate_new", "GET"): _FILLS,
    ("protection:candidate_new", "POST"): _FILLS,
    ("protection:candidate", "GET"): _CANDIDATES,
    ("protection:fill", "POST"): _FILLS,
    ("protection:step", "POST"): _STEPS,
    ("protection:sheets", "GET"): _SHEETS,
    ("protection:sheets", "POST"): _SHEETS,
    ("protection:sheet", "GET"): _SHEETS,
    ("protection:sheet_accept", "POST"): _SHEETS,
    ("protection:sheet_withdraw", "POST"): _SHEETS,
    ("protection:enquiries", "GET"): _EXCHANGE,
    ("protection:enquiry_make", "POST"): _MAKES,
    ("protection:enquiry", "GET"): _EXCHANGE,
    ("protection:enquiry_download", "GET"): _ANSWERS,
    ("protection:enquiry_answers", "POST"): _ANSWERS,
    ("protection:mutations", "GET"): _EXCHANGE,
    ("protection:mutation_make", "POST"): _MAKES,
    ("protection:layout", "GET"): _MAKES,
    ("protection:layout", "POST"): _MAKES,
    ("protection:mutation", "GET"): _EXCHANGE,
    ("protection:mutation_download", "GET"): _ANSWERS,
    ("protection:mutation_answers", "POST"): _ANSWERS,
    ("protection:repairs", "GET"): _MENDS,
    ("protection:repairs_download", "GET"): _MENDS,
    ("protection:repair_done", "POST"): _MENDS,
}
