"""Which figures about few people stay hidden where figures leave the office, and which others must stay hidden with
them, so that nothing hidden can be computed back from what is shown.

Worked tables: docs/explanation/rules/suppression.md. A count of people or families of 1 up to below the threshold is
hidden; 0 is shown. Whoever reads the shown cells, the sums over places and that a part is never above its whole must be
left with at least `choices` whole numbers for every hidden count. How that is proved: `cell_protection.py`.
"""

from collections.abc import Iterable

from padan.domain.cell_protection import Search
from padan.domain.small_cells import (
    Cell,
    Column,
    Earlier,
    SmallCells,
    Table,
    Tree,
    Within,
    elsewhere,
    region_tree,
    small_cells_of,
)

TOTAL = "total"
"""The line that sums all lines of a plain list."""
HIDDEN = ("disembunyikan", "suppressed")
"""What is said in the place of a hidden figure, Indonesian and English."""


def hidden_cells(
    table: Table,
    rule: SmallCells,
    earlier: Earlier | None = None,
    later: Earlier | None = None,
    also: Iterable[Cell] = (),
) -> frozenset[Cell]:
    """The cells to hide, totals among them. Where a part or its whole is hidden, the caller hides their ratio too.

    `later`: the month after, where that was published already. `also`: what is hidden elsewhere and so here.
    """
    search = Search(table, rule, earlier, later)
    search.first(also)
    search.protect()
    return search.cells()


__all__ = [
    "HIDDEN", "TOTAL", "Cell", "Column", "Earlier", "SmallCells", "Table", "Tree", "Within", "elsewhere",
    "hidden_cells", "region_tree", "small_cells_of",
]  # fmt: skip
