"""Who else it could be: the most log odds that two rows reach where a twin, a relative or a namesake could be meant.

Weights compare one person with a stranger. Of the people who could stand in a row instead, those of the same household
share its card, its address, often the mother and a word of the name, and their NIK stand in each other's rows. So what
remains is weighed once more against them, by what tells them apart: ln(m / u) where `u` is among relatives.
"""

from collections.abc import Mapping
from math import log

from padan.engine.model import Model

NO_CAP = 99.0

BEYOND_DOUBT = 8.0
"""Log odds against the household from which on no bound is set: weights tell which of two rows fits better."""

ASKED_LOG_ODDS = 2.1
"""The most that a pair may reach of which a human shall be asked: just below the lowest bound for links, 0.9."""

TWIN_LOG_ODDS = 6.0
TWIN_LOG_ODDS_WITHIN = 0.0
"""Log odds of one person against twins for two rows born on one day, before name, NIK and sex speak.

Across the sides each twin mostly has a counterpart of his own; within one side both often stand.
"""

TWIN_NAMES = {
    "short": 0.0,
    "near": -0.5,
    "similar": -3.3,
    "similar_first": -1.5,
    "similar_last": -4.5,
    "different": -4.2,
    "different_first": -2.5,
}
TWIN_NIKS = {
    "equal": 4.0,
    "one_digit": 1.6,
    "swap": 1.6,
    "length": 1.6,
    "two_digits": 0.5,
    "one_sound": -1.7,
    "truncated": 0.0,
    "far_sound": -3.0,
}
TWIN_ONE_DAY = TWIN_NIKS["one_sound"]
"""Two NIK that differ in their serial alone, whatever the columns of birth date say."""
TWIN_NEIGHBOURS = -2.6
TWIN_OTHER_SEX = -4.0
"""ln(m / u) where `u` is among twins: their names may be alike, their NIK are neighbours, their household is one."""

RELATIVE_LOG_ODDS = 1.0
RELATIVE_LOG_ODDS_WITHIN = -1.0
"""Log odds of one person against another of the household, before name, birth date, sex, NIK and mother speak."""

RELATIVE_NAMES = {
    "equal": 4.0,
    "variant": 4.0,
    "order": 4.0,
    "near": 2.5,
    "short": 1.5,
    "short_last": -1.0,
    "similar": -0.5,
    "similar_first": 1.0,
    "similar_last": -2.0,
    "different": -3.0,
    "different_first": -1.5,
}
"""`_first`: the first words look alike; `_last`: they do not, and the last word, which the family may bear, is one."""
RELATIVE_BIRTHS = {
    "equal": 6.0,
    "both_unknown": 4.0,
    "swapped": 4.0,
    "day_off": 3.5,
    "month_off": 3.5,
    "year_off": 3.0,
    "digits": 3.0,
    "year_differs": 1.0,
    "unknown_day": 1.5,
    "different": -4.0,
}
RELATIVE_NIKS = {
    "equal": 3.0,
    "truncated": 4.0,
    "one_digit": 4.0,
    "swap": 4.0,
    "length": 4.0,
    "two_digits": 2.0,
    "one_sound": 1.0,
    "far_sound": -3.0,
    "different": -1.0,
}
RELATIVE_APART = -3.0
"""Two NIK that tell two birth dates, where a column is silent."""
RELATIVE_SEX = {"equal": 0.7, "different": -4.0}
RELATIVE_MOTHER = -3.0
"""The mothers are two women: a parent, a spouse, a cousin."""

NAMESAKE_RELATIVES = ASKED_LOG_ODDS
"""The most log odds of two rows of one name whose birth dates have nothing in common and whom no NIK joins: a father
and the son who bears his name share the household too."""

NO_DATE_TOLD = ASKED_LOG_ODDS
"""The most log odds of two rows of one NIK whose names are not even spelt closely, where no birth date is told beside
it: the NIK of somebody in the family stands in many rows, and nothing else would show it."""

ANOTHERS_NIK = ASKED_LOG_ODDS
"""The most log odds of two rows of one NIK where both the name and the birth date are another's: the clan name is the
family's, and so may the NIK be."""

ALL_ELSE_ANOTHERS = ASKED_LOG_ODDS
ALL_ELSE_WEIGHS = -3.5
"""The most log odds of two rows of one name and birth date where no NIK speaks, the mothers are two women and what a
household shares (log odds of `ALL_ELSE_WEIGHS` or less) is another's throughout: namesakes born on one day are found in
every city."""

TWO_SOUND_NIKS = ASKED_LOG_ODDS
TWO_SOUND_NIKS_WITHIN = 0.0
HOUSEHOLD_SPEAKS = 1.0
"""The most log odds of two rows whose NIK both agree with their own birth dates and sexes and yet are not the same;
across the sides only where the household (log odds above `HOUSEHOLD_SPEAKS`) does not speak for one person."""

TWO_DATES_TOLD_TWICE = -5.0
"""The most log odds of two rows whose birth dates differ while the NIK of each holds its own: two people, a father and
the son of his name for example. No human need be asked."""

_DATES_DIFFER = "birth IN ('different', 'year_differs', 'year_off', 'month_off', 'day_off', 'swapped')"
_TWO_SOUND = "(nik = 'far_sound' OR (nik = 'one_sound' AND mother = 'different'))"
"""Two NIK that are both sound and not one: neighbours in the serial as well, where the mothers are two women."""
_NEAR_NIKS = "nik IN ('equal', 'truncated', 'one_digit', 'swap', 'length', 'one_sound')"
_TOLD_TWICE = f"({_DATES_DIFFER} AND (nik = 'far_sound' OR (dates_apart AND NOT {_NEAR_NIKS})))"
_SOUND_BUT_APART = (
    f"(nik = 'one_sound' AND {_DATES_DIFFER} AND (mother = 'different' OR w_household <= {HOUSEHOLD_SPEAKS} "
    "OR name NOT IN ('equal', 'variant', 'order')))"
)
"""The digit that differs lies in the date, and each NIK tells its own row's: what the numbers share is but the office
and the place in the day's order. One name in a thousand is no proof beside that: the household must speak."""
_ONE_NUMBER_DAMAGED = "(nik IN ('truncated', 'one_digit', 'swap', 'length') AND name IN ('equal', 'variant', 'order'))"
"""One number but for a slip, and one name: a father's number differs from his son's in the whole date."""
_ANOTHERS_NAME_AND_DATE = (
    f"({_DATES_DIFFER} AND ((name = 'similar' AND birth = 'different') OR (name = 'different' "
    "AND (NOT alike OR sex = 'different' OR birth IN ('different', 'year_differs')))))"
)
_BORN_ON_ONE_DAY = (
    "(((birth IN ('equal', 'both_unknown') OR one_day) AND name IN ('similar', 'different')) "
    "OR (birth IN ('equal', 'both_unknown') AND name = 'near' AND (nik IN ('one_sound', 'far_sound', 'truncated') "
    "OR (nik = '' AND one_side))) OR (one_day AND name IN ('near', 'short')))"
)


_HOME = "(w_household - w_region - w_postcode)"
"""What only a household shares: of a kelurahan's thousands hardly one is of this household."""

_NAME = (
    "(CASE WHEN name IN ('similar', 'different') AND first_alike THEN name || '_first' "
    "WHEN (name = 'short' AND last_alone) OR (name = 'similar' AND last_same) THEN name || '_last' ELSE name END)"
)


def cap(model: Model) -> str:
    """SQL: the most log odds of a compared pair, `NO_CAP` where nobody else could be meant.

    Where somebody bears a NIK, it is a list of people as families have them, whether it holds whole families or not.
    """
    relative = _relative(model)
    return f"least({_twin(model)}, CASE WHEN {relative} < {BEYOND_DOUBT} THEN {relative} ELSE {NO_CAP} END)"


def _twin(model: Model) -> str:
    households = str(model.households).upper()
    return (
        f"(CASE WHEN {_BORN_ON_ONE_DAY} AND ({households} OR bears_nik) THEN "
        f"(CASE WHEN one_side THEN {TWIN_LOG_ODDS_WITHIN} ELSE {TWIN_LOG_ODDS} END) "
        f"+ {_said(_NAME, TWIN_NAMES)} + (CASE WHEN one_day THEN {TWIN_ONE_DAY} ELSE {_said('nik', TWIN_NIKS)} END) "
        f"+ (CASE WHEN sex = 'different' THEN {TWIN_OTHER_SEX} ELSE 0.0 END) "
        f"+ (CASE WHEN neighbours THEN {TWIN_NEIGHBOURS} ELSE 0.0 END) "
        f"WHEN ({households} OR bears_nik) AND nik = 'equal' AND birth = '' AND name IN ('similar', 'different') "
        f"AND (NOT close_spelling OR (last_same AND NOT first_alike)) THEN {NO_DATE_TOLD} "
        f"WHEN bears_nik AND nik = 'equal' AND {_ANOTHERS_NAME_AND_DATE} THEN {ANOTHERS_NIK} "
        f"WHEN nik = '' AND mother = 'different' AND w_household <= {ALL_ELSE_WEIGHS} THEN {ALL_ELSE_ANOTHERS} "
        f"WHEN {_TOLD_TWICE} THEN {TWO_DATES_TOLD_TWICE} "
        f"WHEN {_SOUND_BUT_APART} THEN (CASE WHEN one_side THEN {TWO_SOUND_NIKS_WITHIN} ELSE {TWO_SOUND_NIKS} END) "
        f"WHEN nik = 'far_sound' AND one_side THEN {TWO_SOUND_NIKS_WITHIN} "
        f"WHEN {_TWO_SOUND} AND w_household <= {HOUSEHOLD_SPEAKS} THEN {TWO_SOUND_NIKS} "
        f"WHEN {households} AND birth IN ('different', 'from_nik') AND nik <> 'equal' AND NOT {_ONE_NUMBER_DAMAGED} "
        f"THEN {NAMESAKE_RELATIVES} "
        f"ELSE {NO_CAP} END)"
    )


def _relative(model: Model) -> str:
    """Another of the household, where the household speaks for the pair or the NIK is one."""
    households = str(model.households).upper()
    return (
        f"(CASE WHEN ({households} OR bears_nik) AND (nik = 'equal' OR {_HOME} > {HOUSEHOLD_SPEAKS}) THEN "
        f"(CASE WHEN one_side THEN {RELATIVE_LOG_ODDS_WITHIN} + {_said('nik', RELATIVE_NIKS)} "
        f"WHEN nik = 'equal' THEN {log(model.nik_trust / (1 - model.nik_trust)):.6f} "
        f"ELSE {RELATIVE_LOG_ODDS} + {_said('nik', RELATIVE_NIKS)} END) + {_said(_NAME, RELATIVE_NAMES)} "
        f"+ {_said('birth', RELATIVE_BIRTHS)} + {_said('sex', RELATIVE_SEX)} "
        f"+ (CASE WHEN dates_apart AND birth IN ('', 'from_nik') THEN {RELATIVE_APART} ELSE 0.0 END) "
        f"+ (CASE WHEN mother = 'different' THEN {RELATIVE_MOTHER} ELSE 0.0 END) "
        f"ELSE {NO_CAP} END)"
    )


def _said(field: str, outcomes: Mapping[str, float]) -> str:
    arms = " ".join(f"WHEN '{outcome}' THEN {weight}" for outcome, weight in outcomes.items())
    return f"(CASE {field} {arms} ELSE 0.0 END)"
