"""How each office writes: its date and sex words, its letter case, what it leaves out, what Excel did to its NIK."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from padan.demo.dates import STYLES, WEIGHTS
from padan.demo.faults import RATES
from padan.demo.places import Places

Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]

SEX_WORDS = (("L", "P"), ("LK", "PR"), ("Laki-laki", "Perempuan"), ("1", "2"), ("LAKI-LAKI", "PEREMPUAN"))
CASES = ("upper", "title", "lower")
LIST_A_FILE = 1
"""The layout in which each list of an office is a workbook of its own."""
# Share of offices whose lists lack a column.
MISSING = {
    "birth_date": 0.025, "sex": 0.08, "mother": 0.40, "kk": 0.45, "address": 0.15, "rt": 0.20, "birth_place": 0.06,
    "kelurahan": 0.30, "job": 0.40, "phone": 0.60, "note": 0.40,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficeStyles:
    """One position an office, kelurahan first, then kecamatan."""

    date: Codes
    sex: Codes
    case: Codes
    nik_as_number: Flags
    nik_truncated: Flags
    missing: dict[str, Flags]
    joined_birth: Flags  # place and date of birth in one column
    joined_rt: Flags  # RT/RW as 05/02 in one column
    layout: Codes  # 0 a sheet a segment, 1 a workbook a segment, 2 one sheet with a column Segmen
    look: npt.NDArray[np.int64]  # seed of the look of its sheets


def draw_styles(places: Places, rng: np.random.Generator) -> OfficeStyles:
    """Habits of every office."""
    kelurahan, count = len(places.kelurahan), len(places.kelurahan) + len(places.kecamatan)
    truncated = np.zeros(count, dtype=np.bool_)
    damaged = max(1, round(kelurahan * RATES["list", "nik_truncated_list"]))
    truncated[rng.permutation(kelurahan)[:damaged]] = True
    missing = {field: rng.random(count) < share for field, share in MISSING.items()}
    # The residence of a TKK cannot be read from the title of a kecamatan's list.
    missing["kelurahan"][kelurahan:] = False
    date = rng.choice(len(STYLES), count, p=WEIGHTS).astype(np.int8)
    joined = rng.random(count) < 0.2
    # "Jambi, 12 Mei 1980": beside a place a date is written in words, never as a cell or a serial.
    date[joined & np.isin(date, [STYLES.index("cell"), STYLES.index("serial")])] = STYLES.index("words")
    return OfficeStyles(
        date=date,
        sex=rng.choice(len(SEX_WORDS), count, p=(0.5, 0.12, 0.22, 0.06, 0.10)).astype(np.int8),
        case=rng.choice(len(CASES), count, p=(0.55, 0.40, 0.05)).astype(np.int8),
        nik_as_number=(rng.random(count) < 0.15) | truncated,
        nik_truncated=truncated,
        missing=missing,
        joined_birth=joined,
        joined_rt=rng.random(count) < 0.25,
        layout=rng.choice(3, count, p=(0.6, 0.22, 0.18)).astype(np.int8),
        look=rng.integers(0, 2**31, count),
    )
