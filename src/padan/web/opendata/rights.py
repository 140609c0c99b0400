"""Rows of the table of rights for the pages of this room. What is public answers only while Bappeda has it on."""

from padan.web.grants import PUBLIC, Table, grant
from padan.web.roles import Role

_PUBLIC_PAGES = (
    "home", "place", "dataset", "about", "file_csv", "file_json", "catalogue", "api", "api_months", "api_indicators",
    "api_regions", "api_figures", "api_packages", "api_package",
)  # fmt: skip
_SWITCH = grant(city={Role.BAPPEDA})

TABLE: Table = {
    **{(f"opendata:{name}", "GET"): PUBLIC for name in _PUBLIC_PAGES},
    ("opendata:settings", "GET"): _SWITCH,
    ("opendata:settings", "POST"): _SWITCH,
}
