"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import ALL, Role

_READ = grant(city=ALL - {Role.ADMINISTRATOR})
_WRITE = grant(city={Role.BAPPEDA})

TABLE: Table = {
    ("law:law", "GET"): _READ,
    ("law:kind", "GET"): _READ,
    ("law:rule", "GET"): _READ,
    ("law:rule_new", "GET"): _WRITE,
    ("law:rule_new", "POST"): _WRITE,
    ("law:rule_replace", "GET"): _WRITE,
    ("law:rule_replace", "POST"): _WRITE,
    ("law:rule_end", "POST"): _WRITE,
    ("law:rule_withdraw", "POST"): _WRITE,
    ("law:bases", "GET"): _READ,
    ("law:basis", "GET"): _READ,
    ("law:basis_new", "GET"): _WRITE,
    ("law:basis_new", "POST"): _WRITE,
    ("law:basis_replace", "GET"): _WRITE,
    ("law:basis_replace", "POST"): _WRITE,
    ("law:basis_withdraw", "POST"): _WRITE,
    ("law:file_add", "POST"): _WRITE,
    ("law:file", "GET"): _READ,
}
