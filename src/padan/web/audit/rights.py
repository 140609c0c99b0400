"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import Role

TABLE: Table = {("audit:trail", "GET"): grant(city={Role.INSPECTORATE})}
