"""One identity of the totals: two figures reached by different ways that must be equal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """An identity with both its sides; a run whose checks do not all hold writes nothing."""

    name: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        return self.left == self.right
