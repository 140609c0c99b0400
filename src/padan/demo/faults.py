"""Every kind of damage the synthetic city plants: its key, side, rate and reason. The generator reads the rates here.

`rate` is the share of the rows of that side (or of the rows named in `of`) that get the fault.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of damage or hard situation on one side."""

    side: str  # "list" | "participants" | "payments"
    kind: str
    rate: float
    of: str
    reason: str


def _rows(side: str, *kinds: tuple[str, float, str]) -> tuple[Fault, ...]:
    return tuple(Fault(side, kind, rate, "rows", reason) for kind, rate, reason in kinds)


def _part(side: str, *kinds: tuple[str, float, str, str]) -> tuple[Fault, ...]:
    return tuple(Fault(side, kind, rate, of, reason) for kind, rate, of, reason in kinds)


NIK_LIST = _rows(
    "list",
    ("nik_digit", 0.011, "a digit misread from a photocopied card"),
    ("nik_swap", 0.005, "two neighbouring digits typed in the wrong order"),
    ("nik_truncated", 0.003, "typed as a number: Excel keeps 15 digits and the last becomes 0"),
    ("nik_scientific", 0.002, "a narrow column copied as text: 1,57101E+15"),
    ("nik_punctuated", 0.006, "spaces, dots or an apostrophe to force text"),
    ("nik_letters", 0.0025, "O typed for 0, I or l for 1"),
    ("nik_short", 0.003, "a digit left out"),
    ("nik_long", 0.002, "a digit typed twice"),
    ("nik_missing", 0.008, "no card at hand when the list was made"),
    ("nik_dummy", 0.003, "a filler so that the cell is not empty"),
    ("nik_is_kk", 0.003, "the family card number copied into the NIK column"),
    ("nik_family", 0.003, "the NIK of another member, read from the same family card"),
    ("nik_shared", 0.001, "filled down from the row above: one NIK on two people"),
)
NIK_WHOLE_LIST = _part("list", ("nik_truncated_list", 0.025, "kelurahan", "a whole list typed into number cells"))
NAME_LIST = _rows(
    "list",
    ("name_title", 0.03, "H., Hj., S.Pd. and the like written with the name"),
    ("name_bin", 0.012, "bin or binti and the father's name written with the name"),
    ("name_late", 0.002, "alm. or almh. before the name"),
    ("name_old_spelling", 0.008, "oe, dj, tj, sj as on older papers"),
    ("name_doubled", 0.006, "a letter doubled or a double letter single"),
    ("name_joined", 0.008, "two words written as one"),
    ("name_split", 0.004, "one word written as two"),
    ("name_order", 0.003, "words in another order"),
    ("name_initial", 0.010, "a later word as an initial"),
    ("name_dropped", 0.010, "the last word left out"),
    ("name_typo", 0.012, "a letter changed, left out, added or swapped"),
    ("name_call", 0.0015, "the name one is called by instead of the first word"),
)
NAME_SHORT_LIST = _part(
    "list",
    ("name_muhammad", 0.35, "names with Muhammad, Ahmad", "M., Muh., Moh., Mhd., A., Achmad"),
    ("name_siti", 0.20, "names with Siti, Abdul, Nur", "St., Abd., Noor and other usual short forms"),
)
DATE_LIST = _rows(
    "list",
    ("date_missing", 0.008, "not known when the list was made"),
    ("date_swapped", 0.004, "month before day"),
    ("date_first_january", 0.004, "only the year known, 1 January written"),
    ("date_year", 0.004, "a digit of the year wrong"),
    ("date_day", 0.004, "a day or two off"),
    ("date_impossible", 0.0015, "31 February and the like"),
    ("date_format", 0.006, "written in another format than the rest of the list"),
)
OTHER_LIST = (
    *_rows(
        "list",
        ("sex_wrong", 0.004, "filled down or taken from the name"),
        ("sex_missing", 0.006, "left empty"),
        ("kelurahan_spelling", 0.03, "Simpang 4 Sipin, Pal Merah, Kel. ..., another case"),
        ("mother_differs", 0.05, "a short form, a title or one word of the mother's name"),
        ("list_duplicate", 0.010, "the same person twice in one segment, in one list or in two"),
    ),
    *_part(
        "list",
        ("not_registered", 0.125, "people of a segment", "listed, never registered by the branch"),
        ("two_segments", 0.03, "RT heads", "also a TKK of some kecamatan"),
        ("two_segments_poor", 0.004, "extreme poor", "also listed as a vulnerable worker"),
        ("old_kelurahan", 0.45, "rows of people in the six new kelurahan", "still written under the (invented) parent"),
        ("note_deceased", 0.50, "rows of people who died", "the list says so in its note"),
    ),
)
NIK_PARTICIPANTS = _rows(
    "participants",
    ("nik_digit", 0.002, "a digit misread at enrolment"),
    ("nik_swap", 0.0008, "two neighbouring digits swapped"),
    ("nik_missing", 0.001, "old memberships without NIK"),
    ("nik_dummy", 0.0005, "a filler from the first years"),
    ("nik_family", 0.0008, "the NIK of another member of the family"),
)
NAME_PARTICIPANTS = _rows(
    "participants",
    ("name_title", 0.012, "titles kept from the form"),
    ("name_old_spelling", 0.003, "old papers"),
    ("name_doubled", 0.003, "a letter doubled or single"),
    ("name_joined", 0.003, "two words written as one"),
    ("name_initial", 0.006, "a later word as an initial"),
    ("name_dropped", 0.006, "cut to fit the card"),
    ("name_typo", 0.005, "a typing error"),
)
NAME_SHORT_PARTICIPANTS = _part(
    "participants",
    ("name_muhammad", 0.15, "names with Muhammad, Ahmad", "short forms kept from the form"),
    ("name_siti", 0.08, "names with Siti, Abdul, Nur", "short forms kept from the form"),
)
DATE_PARTICIPANTS = _rows(
    "participants",
    ("date_missing", 0.001, "old memberships"),
    ("date_swapped", 0.0015, "month before day"),
    ("date_first_january", 0.0015, "only the year known"),
    ("date_year", 0.0015, "a digit of the year wrong"),
    ("date_day", 0.002, "a day or two off"),
)
OTHER_PARTICIPANTS = (
    *_rows(
        "participants",
        ("sex_wrong", 0.002, "a slip at enrolment"),
        ("mother_differs", 0.03, "a short form or one word"),
        ("mother_missing", 0.02, "old memberships"),
        ("participant_duplicate", 0.005, "registered twice in one segment, two KPJ"),
        ("not_listed", 0.08, "registered, on no list of this year"),
        ("double_payer", 0.010, "also registered by a private employer, a second KPJ"),
        ("deceased", 0.006, "died in 2024"),
        ("status_ended", 0.010, "membership ended within the quarter or before"),
    ),
    *_part(
        "participants",
        ("predecessor", 0.10, "RT posts", "the holder before this one, still registered"),
        ("old_kelurahan", 0.60, "rows of people in the six new kelurahan", "registered before the split"),
    ),
)
PAYMENTS = (
    *_part(
        "payments",
        ("unpaid_month", 0.015, "person-months due", "left out of the bill of one month"),
        ("arrears_two_months", 0.010, "participants", "the last two months unpaid"),
        ("lapsed", 0.008, "participants", "all three months unpaid: cover ended, status still active"),
        ("paid_twice", 0.003, "payments", "billed in two groups or paid again"),
        ("wrong_rate", 0.004, "payments", "another rate than the segment's: half price or old wage"),
        ("paid_after_death", 0.70, "people who died", "nobody told the branch"),
        ("paid_after_end", 0.20, "memberships that ended", "billed one month too many"),
        ("payment_unknown", 0.001, "payments", "for a number that is in no export"),
    ),
)
SITUATIONS = (
    *_part(
        "list",
        ("twin", 0.02, "households with two children", "one birth date, one mother, names alike, NIK one apart"),
        ("father_son_namesake", 0.01, "households with a son", "father and son of one name"),
        ("namesake_same_day", 0.002, "people", "another person of the same name, born the same day"),
        ("sibling_household", 0.06, "heads of households", "one mother, another household"),
        ("mover", 0.18, "people", "first registered elsewhere: another region in the NIK"),
        ("over_age", 0.15, "relative chance of those aged 65 and over to be listed", "kept on the list by habit"),
        ("vacant_post", 0.03, "RT posts", "nobody holds the post (in pos-rt only)"),
        ("unused_line", 0.03, "sheets", "numbered lines with nothing in them at the foot: data rows, rejected"),
        ("hidden_rows", 0.04, "sheets", "two rows hidden; read all the same"),
        ("two_holders", 0.006, "RT posts", "two people reported for one post (in pos-rt only)"),
    ),
)

FAULTS: tuple[Fault, ...] = (
    *NIK_LIST, *NIK_WHOLE_LIST, *NAME_LIST, *NAME_SHORT_LIST, *DATE_LIST, *OTHER_LIST,
    *NIK_PARTICIPANTS, *NAME_PARTICIPANTS, *NAME_SHORT_PARTICIPANTS, *DATE_PARTICIPANTS, *OTHER_PARTICIPANTS,
    *PAYMENTS, *SITUATIONS,
)  # fmt: skip
RATES: dict[tuple[str, str], float] = {(fault.side, fault.kind): fault.rate for fault in FAULTS}
