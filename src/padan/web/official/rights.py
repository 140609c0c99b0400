"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import PUBLIC, Table, grant
from padan.web.roles import READERS, Role

_SIGNERS = {Role.LURAH, Role.CAMAT, Role.OPD_CLERK, Role.PEMERINTAHAN, Role.BAPPEDA, Role.BPJS}
_OFFICES = {Role.KELURAHAN_CLERK, Role.LURAH, Role.KECAMATAN_CLERK, Role.CAMAT, Role.OPD_CLERK, Role.BPJS}
_READ = grant(own=_OFFICES, city=READERS | {Role.BAPPEDA})
_SIGN = grant(own=_SIGNERS)
FILERS = frozenset(_OFFICES | {Role.PEMERINTAHAN, Role.BAPPEDA})
"""Who states a letterhead and files the scans of the own office."""
_FILE = grant(own=FILERS)

TABLE: Table = {
    ("official:signing", "GET"): _READ,
    ("official:signing_of", "GET"): _READ,
    ("official:office", "GET"): _READ,
    ("official:sign", "POST"): _SIGN,
    ("official:undo", "GET"): _SIGN,
    ("official:undo", "POST"): _SIGN,
    ("official:draft", "GET"): _READ,
    ("official:papers", "GET"): _READ,
    ("official:pdf", "GET"): _READ,
    ("official:pdf", "POST"): _READ,
    ("official:workbook", "GET"): _READ,
    ("official:workbook", "POST"): _READ,
    ("official:unnamed", "GET"): _READ,
    ("official:again", "POST"): _FILE,
    ("official:scan_file", "POST"): _FILE,
    ("official:scan", "GET"): _READ,
    ("official:scan", "POST"): _READ,
    ("official:letterhead", "GET"): _FILE,
    ("official:letterhead", "POST"): _FILE,
    ("official:verify", "GET"): PUBLIC,
    ("official:verify", "POST"): PUBLIC,
}
