"""Rows of the table of rights for the pages of this room.

Money of a place is seen by its own office, by its camat, and by who sees the city. Bappeda writes promises and
commitments, BPKAD what arrives, the files of payments and what becomes of SPJ; a kelurahan or kecamatan its own
SPJ and activities. Whom a name on a bill means is said by the office whose bill it is, or by Bappeda; which office
answers for a bill that is no office's, by Bappeda.
"""

from padan.web.grants import Table, grant
from padan.web.roles import READERS, Role

PLACES = {Role.KELURAHAN_CLERK, Role.LURAH, Role.KECAMATAN_CLERK, Role.CAMAT}
CITY = READERS | {Role.BAPPEDA}
SEES = grant(own=PLACES, city=CITY)
SEES_CITY = grant(city=CITY)
PLANS = grant(city={Role.BAPPEDA})
PAYS = grant(city={Role.BPKAD})
ACCOUNTS = grant(own=PLACES)
NAMES = grant(own=PLACES, city={Role.BAPPEDA})
TELLS = grant(own=PLACES, city={Role.BPKAD})
UNDOES = grant(city={Role.BAPPEDA, Role.BPKAD})

TABLE: Table = {
    ("funds:home", "GET"): SEES,
    ("funds:place", "GET"): SEES,
    ("funds:postings", "GET"): SEES,
    ("funds:posting", "GET"): SEES,
    ("funds:portion", "POST"): TELLS,
    ("funds:reverse", "POST"): UNDOES,
    ("funds:files", "GET"): SEES_CITY,
    ("funds:file_new", "GET"): PAYS,
    ("funds:file_new", "POST"): PAYS,
    ("funds:file", "GET"): SEES_CITY,
    ("funds:original", "GET"): PAYS,
    ("funds:accept", "POST"): PAYS,
    ("funds:withdraw", "POST"): PAYS,
    ("funds:line", "GET"): SEES,
    ("funds:choose", "POST"): PAYS,
    ("funds:split", "POST"): PAYS,
    ("funds:unsettled", "GET"): SEES,
    ("funds:group_bills", "GET"): SEES,
    ("funds:bill_names", "GET"): SEES,
    ("funds:bill_name", "POST"): NAMES,
    ("funds:bill_name_nik", "POST"): NAMES,
    ("funds:without_office", "GET"): SEES_CITY,
    ("funds:name_bill", "POST"): PLANS,
    ("funds:name_person", "POST"): PLANS,
    ("funds:planning", "GET"): PLANS,
    ("funds:allocate", "POST"): PLANS,
    ("funds:stage_due", "POST"): PLANS,
    ("funds:source", "POST"): PLANS,
    ("funds:treasury", "GET"): PAYS,
    ("funds:arrive", "POST"): PAYS,
    ("funds:move", "POST"): PAYS,
    ("funds:credits", "GET"): SEES_CITY,
    ("funds:credit", "GET"): PAYS,
    ("funds:credit", "POST"): PAYS,
    ("funds:commitments", "GET"): SEES,
    ("funds:commitment", "GET"): SEES,
    ("funds:commit", "GET"): PLANS,
    ("funds:commit", "POST"): PLANS,
    ("funds:commitment_close", "POST"): PLANS,
    ("funds:spj", "GET"): SEES,
    ("funds:spj_new", "GET"): ACCOUNTS,
    ("funds:spj_new", "POST"): ACCOUNTS,
    ("funds:spj_one", "GET"): SEES,
    ("funds:spj_document", "GET"): SEES,
    ("funds:spj_decide", "POST"): PAYS,
    ("funds:activities", "GET"): SEES,
    ("funds:activity_new", "GET"): ACCOUNTS,
    ("funds:activity_new", "POST"): ACCOUNTS,
    ("funds:activity", "GET"): SEES,
    ("funds:activity_change", "POST"): ACCOUNTS,
    ("funds:photo", "GET"): SEES,
}
