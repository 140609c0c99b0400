"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import PUBLIC, Table, grant
from padan.web.roles import READERS, SUBMITTERS, Role

_OFFICES = SUBMITTERS | {Role.BPJS}
READ = grant(own=_OFFICES, city=READERS | {Role.BAPPEDA})
"""Follow-ups and warnings of the own offices, and meetings that one is invited to."""
WORK = grant(own=_OFFICES | {Role.BPKAD, Role.PEMERINTAHAN, Role.LEADER, Role.INSPECTORATE}, city={Role.BAPPEDA})
"""Steps: every office those of its own follow-ups."""
GIVE = grant(own={Role.CAMAT}, city={Role.BAPPEDA})
HOLD = grant(city={Role.BAPPEDA})
"""Holding a meeting."""
RULES = grant(city=READERS | {Role.BAPPEDA})
SIGN = grant(city={Role.BAPPEDA, Role.LEADER})
ATTEND = grant(own=_OFFICES, city=READERS | {Role.BAPPEDA})

TABLE: Table = {
    ("followup:home", "GET"): READ,
    ("followup:new", "GET"): GIVE,
    ("followup:new", "POST"): GIVE,
    ("followup:remind", "GET"): HOLD,
    ("followup:remind", "POST"): HOLD,
    ("followup:one", "GET"): READ,
    ("followup:step", "POST"): WORK,
    ("followup:evidence", "GET"): READ,
    ("followup:warnings", "GET"): READ,
    ("followup:rules", "GET"): RULES,
    ("followup:rules", "POST"): HOLD,
    ("followup:meetings", "GET"): READ,
    ("followup:meeting_new", "GET"): HOLD,
    ("followup:meeting_new", "POST"): HOLD,
    ("followup:meeting", "GET"): READ,
    ("followup:meeting_change", "GET"): HOLD,
    ("followup:meeting_change", "POST"): HOLD,
    ("followup:agenda", "POST"): HOLD,
    ("followup:invitation", "GET"): READ,
    ("followup:attendance_list", "GET"): HOLD,
    ("followup:attendance", "GET"): HOLD,
    ("followup:attendance", "POST"): HOLD,
    ("followup:codes", "POST"): HOLD,
    ("followup:strike", "POST"): HOLD,
    ("followup:qr", "GET"): HOLD,
    ("followup:qr_part", "GET"): HOLD,
    ("followup:desk", "GET"): HOLD,
    ("followup:said", "POST"): HOLD,
    ("followup:decision", "POST"): HOLD,
    ("followup:drop", "POST"): HOLD,
    ("followup:close", "GET"): HOLD,
    ("followup:close", "POST"): HOLD,
    ("followup:sign", "POST"): SIGN,
    ("followup:addendum", "GET"): HOLD,
    ("followup:addendum", "POST"): HOLD,
    ("followup:scan_file", "POST"): HOLD,
    ("followup:minutes", "GET"): READ,
    ("followup:again", "POST"): HOLD,
    ("followup:addendum_pdf", "GET"): READ,
    ("followup:scan", "GET"): READ,
    ("followup:verify", "GET"): PUBLIC,
    ("followup:verify", "POST"): PUBLIC,
    ("followup:door", "GET"): PUBLIC,
    ("followup:door_own", "POST"): ATTEND,
    ("followup:door_code", "POST"): PUBLIC,
}
