"""Poverty lines: their kinds, and why two are never one. Apart from the measures, for it needs no numpy."""

from dataclasses import dataclass

LINE_KINDS: dict[str, tuple[str, str]] = {
    "ppp_2017_215": ("USD 2,15 PPP (2017) sehari", "USD 2.15 PPP (2017) a day"),
    "ppp_2011_190": ("USD 1,90 PPP (2011) sehari, garis lama", "USD 1.90 PPP (2011) a day, the older line"),
    "ppp_2021_300": ("USD 3,00 PPP (2021) sehari", "USD 3.00 PPP (2021) a day"),
    "bps": ("Garis kemiskinan BPS", "BPS poverty line"),
    "other": ("Garis lain", "another line"),
}
"""Kinds of lines. Figures under lines of two kinds are never put side by side as one."""


class MixedLinesError(ValueError):
    """Figures under lines of different kinds, or amounts, were to be compared as if they were one measure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A poverty line: its kind and whole rupiah a person and month."""

    kind: str
    amount: int

    def __post_init__(self) -> None:
        if self.kind not in LINE_KINDS:
            raise ValueError(f"no kind of line: {self.kind!r}")
        if self.amount <= 0:
            raise ValueError("a line lies above nothing")
