"""What agreement is worth: Fellegi-Sunter weights, shipped for small lists and learnt from the data where it is large.

`m` is how often a field gives an outcome for two rows of one person, `u` for two rows of different people; a field's
weight is ln(m / u). Names and birth dates use the frequency of the very value for `u`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from math import exp, log
from typing import Any

MODEL_VERSION = 7

Levels = Mapping[str, tuple[float, float]]

DEFAULTS: dict[str, dict[str, tuple[float, float]]] = {
    "name": {
        "equal": (0.72, 0.0),
        "variant": (0.06, 0.0),
        "order": (0.01, 0.0),
        "short": (0.08, 0.0),
        "near": (0.10, 0.0),
        "similar": (0.015, 0.0),
        "different": (0.012, 0.98),
    },
    "birth": {
        "equal": (0.93, 0.0),
        "both_unknown": (0.005, 0.001),
        "swapped": (0.012, 0.00005),
        "unknown_day": (0.008, 0.0005),
        "day_off": (0.012, 0.0014),
        "month_off": (0.008, 0.0006),
        "year_off": (0.008, 0.0003),
        "year_differs": (0.003, 0.0024),
        "digits": (0.004, 0.0004),
        "unreadable": (0.5, 0.5),
        "different": (0.008, 0.99),
    },
    "sex": {"equal": (0.99, 0.5), "different": (0.01, 0.5)},
    "region": {
        "equal": (0.835, 0.03),
        "near": (0.02, 0.003),
        "kecamatan": (0.058, 0.09),
        "different": (0.067, 0.857),
        # Where a side tells no kelurahan: m and u are small, for most lists tell it; what counts is how they compare.
        "same_kecamatan": (0.018, 0.0024),
        "other_kecamatan": (0.002, 0.0176),
    },
    "postcode": {"equal": (0.9, 0.01), "near": (0.05, 0.03), "different": (0.05, 0.96)},
    "kpj": {"equal": (0.97, 0.000001), "different": (0.03, 1.0)},
    "kk": {"equal": (0.8, 0.0002), "near": (0.05, 0.0002), "different": (0.15, 1.0)},
    "mother": {"equal": (0.8, 0.0008), "near": (0.12, 0.004), "different": (0.08, 0.995)},
    "place": {"equal": (0.88, 0.3), "near": (0.06, 0.02), "different": (0.06, 0.68)},
    "phone": {"equal": (0.75, 0.0001), "near": (0.05, 0.0001), "different": (0.2, 1.0)},
    "address": {"equal": (0.5, 0.002), "near": (0.2, 0.01), "part": (0.2, 0.09), "different": (0.1, 0.9)},
    # Of rows whose NIK did not join exactly; `u` where the two birth dates agree, for a NIK holds the birth date.
    "nik_same_birth": {
        "equal": (0.05, 0.0005),
        "truncated": (0.15, 0.02),
        "prefix": (0.05, 0.1),
        "swap": (0.12, 0.004),
        "one_digit": (0.15, 0.02),
        "one_sound": (0.12, 0.12),
        "far_sound": (0.012, 0.6),
        "length": (0.12, 0.004),
        "two_digits": (0.03, 0.05),
        "different": (0.25, 0.2),
    },
    "nik_other_birth": {
        "equal": (0.3, 0.00002),
        "truncated": (0.1, 0.00002),
        "prefix": (0.05, 0.02),
        "swap": (0.08, 0.0001),
        "one_digit": (0.16, 0.0002),
        "one_sound": (0.05, 0.0003),
        "far_sound": (0.03, 0.6),
        "length": (0.08, 0.00005),
        "two_digits": (0.03, 0.002),
        "different": (0.17, 0.4),
    },
}

HOUSEHOLDS_RARE = 7.0

TWINS = 0.005
"""Rows of one side that are a row's twin, where the lists do not tell."""

TWINS_ALIKE = 0.15
"""Share of twins the first words of whose names look alike, where the lists do not tell."""

LEARNT_FIELDS = ("name", "birth", "sex", "region", "postcode", "kk", "mother", "place", "phone", "address")
"""Fields whose `m` is counted on pairs joined by an exact NIK."""


@dataclass(frozen=True)
class Model:
    """Everything a decision rests on, frozen: a later run with it gives what a full run with it gives."""

    levels: Mapping[str, Levels] = field(default_factory=lambda: DEFAULTS)
    people: int = 0
    nik_trust: float = 0.985
    nik_trust_within: float = 0.7
    household_cap: float = 3.7
    twins: float = TWINS
    twins_alike: float = TWINS_ALIKE
    found_share: float = 0.5
    found_odds: float = 1.0
    single_share: float = 0.5
    twice_share: float = 0.02
    open_list: int = 0
    open_participants: int = 0
    auto: float = 0.98
    auto_within: float = 0.95
    review: float = 0.05
    version: int = MODEL_VERSION

    @property
    def households(self) -> bool:
        """Whether rows commonly stand beside others of their household, whose NIK and address they may carry."""
        return self.household_cap < HOUSEHOLDS_RARE

    @property
    def accompanied(self) -> float:
        """Share of rows beside which another of their household stands on their own side."""
        return exp(3.0 - self.household_cap)

    def weight(self, field_name: str, outcome: str) -> float:
        """ln(m / u) of one outcome, bounded so that no single field can decide alone."""
        m, u = self.levels[field_name][outcome]
        return max(-9.0, min(14.0, log(max(m, 1e-7) / max(u, 1e-9))))

    def to_json(self) -> str:
        """The model as text, the same bytes for the same model."""
        return json.dumps(asdict(self), sort_keys=True, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Model":
        """The model that `to_json` wrote."""
        data: dict[str, Any] = json.loads(text)
        data["levels"] = {
            f: {o: (float(mu[0]), float(mu[1])) for o, mu in levels.items()} for f, levels in data["levels"].items()
        }
        return cls(**data)


def learn_levels(
    model: Model,
    same: Mapping[str, Mapping[str, float]],
    strangers: Mapping[str, Mapping[str, float]],
    *,
    strength: float,
) -> Model:
    """The model with `m` from counts on pairs of one person and `u` from counts on strangers.

    Each is mixed with the shipped value as if `strength` pairs had shown it, so 25 rows hardly move it.
    """
    levels = {name: dict(outcomes) for name, outcomes in model.levels.items()}
    for name, outcomes in levels.items():
        m_counts, u_counts = same.get(name, {}), strangers.get(name, {})
        for outcome, (m, u) in outcomes.items():
            outcomes[outcome] = (
                _mixed(m, m_counts.get(outcome, 0), sum(m_counts.values()), strength),
                _mixed(u, u_counts.get(outcome, 0), sum(u_counts.values()), strength),
            )
    return replace(model, levels=levels)


def _mixed(shipped: float, count: float, total: float, strength: float) -> float:
    return round((count + strength * shipped) / (total + strength), 9)
