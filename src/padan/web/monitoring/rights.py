"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import ALL, READERS, SUBMITTERS, Role

FIGURES = grant(own=SUBMITTERS, city=READERS | {Role.BAPPEDA})
"""Figures of places name nobody; which places, `reach.places_seen` says. The rows behind them name people: an office
that may not see these is told how many they are."""
DEFINITIONS = grant(city=ALL - {Role.ADMINISTRATOR})
"""What is monitored is no secret between offices."""
STATING = grant(city={Role.BAPPEDA})

TABLE: Table = {
    ("monitoring:home", "GET"): FIGURES,
    ("monitoring:place", "GET"): FIGURES,
    ("monitoring:figure", "GET"): FIGURES,
    ("monitoring:rows", "GET"): FIGURES,
    ("monitoring:indicators", "GET"): DEFINITIONS,
    ("monitoring:indicator", "GET"): DEFINITIONS,
    ("monitoring:indicator_new", "GET"): STATING,
    ("monitoring:indicator_new", "POST"): STATING,
    ("monitoring:indicator_change", "GET"): STATING,
    ("monitoring:indicator_change", "POST"): STATING,
    ("monitoring:indicator_retire", "POST"): STATING,
    ("monitoring:target_set", "POST"): STATING,
    ("monitoring:months", "GET"): DEFINITIONS,
    ("monitoring:months_close", "POST"): STATING,
}
