"""Who else it could be: the most log odds that two rows reach where a twin, a relative or a namesake could be meant.

Weights compare one person with a stranger. Of the people who could stand in a row instead, those of the same household
share its card, its address, often the mother and a word of the name, and their NIK stand in each other's rows. So what
remains is weighed once more against them, by what tells them apart: ln(m / u) where `u` is among relatives.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import numpy as np

from padan.engine.matching_graph import Floats
from padan.engine.model import DEFAULTS, TWINS, TWINS_ALIKE, Model

NO_CAP = 99.0


@dataclass(frozen=True, slots=True)
class Priors:
    """Log odds of one person against a twin and against another of the household, before anything speaks."""

    twin: float
    relative: float


BEYOND_DOUBT = 8.0
"""Log odds against the household from which on no bound is set: weights tell which of two rows fits better."""

ASKED_LOG_ODDS = 2.1
"""The most that a pair may reach of which a human shall be asked: just below the lowest bound for links, 0.9."""

TWIN_LOG_ODDS_WITHIN = 0.0
"""Log odds of one person against twins for two rows of one side born on one day, before name, NIK and sex speak, where
as many twins stand as shipped (`TWINS`): of twins both often stand."""

MOST_SEEN_NAMES, MOST_SEEN = 2.0, 1.0
"""By how much at most what is told of relatives follows what these lists show of one person's rows."""

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

RELATIVE_LOG_ODDS_WITHIN = -1.0
"""Log odds of one person against another of the household within one side, before name, birth date, sex, NIK and mother
speak."""

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

HOME = "(w_household - w_region - w_postcode)"
"""What only a household shares: of a kelurahan's thousands hardly one is of this household."""

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
_NEITHER_FATHER_NOR_SON = "(one_generation OR mother = 'equal')"
"""Years that lie less than twelve apart, or one mother: of brothers no two bear one name."""
_ANOTHERS_NAME_AND_DATE = (
    f"({_DATES_DIFFER} AND ((name = 'similar' AND birth = 'different') OR (name = 'different' "
    "AND (NOT alike OR sex = 'different' OR birth IN ('different', 'year_differs')))))"
)
_BORN_ON_ONE_DAY = (
    "(((birth IN ('equal', 'both_unknown') OR one_day) AND name IN ('similar', 'different')) "
    "OR (birth IN ('equal', 'both_unknown') AND name = 'near' AND (nik IN ('one_sound', 'far_sound', 'truncated') "
    "OR (nik = '' AND one_side))) OR (birth IN ('equal', 'both_unknown') AND name = 'short' AND nik = 'far_sound') "
    "OR (one_day AND name IN ('near', 'short')))"
)


_NAME = (
    "(CASE WHEN name IN ('similar', 'different') AND first_alike THEN name || '_first' "
    "WHEN (name = 'short' AND last_alone) OR (name = 'similar' AND last_same) THEN name || '_last' ELSE name END)"
)


def most(model: Model) -> str:
    """SQL: the most log odds of a compared pair that stand whatever these lists hold, `NO_CAP` where none do."""
    return f"least({_fixed(model)}, {_under_one_nik(model)})"


def against_twins(model: Model) -> str:
    """SQL: what tells two rows born on one day from twins, NULL where no twin could be meant.

    Where somebody bears a NIK, it is a list of people as families have them, whether it holds whole families or not.
    """
    alike, other = log(model.twins_alike / TWINS_ALIKE), log((1 - model.twins_alike) / (1 - TWINS_ALIKE))
    return (
        f"(CASE WHEN {_BORN_ON_ONE_DAY} AND ({_households(model)} OR bears_nik) THEN "
        f"- (CASE WHEN first_alike THEN {alike:.6f} ELSE {other:.6f} END) + "
        f"{_said(_NAME, _seen(model, 'name', TWIN_NAMES, MOST_SEEN_NAMES))} "
        f"+ (CASE WHEN one_day THEN {TWIN_ONE_DAY} ELSE {_said('nik', TWIN_NIKS)} END) "
        f"+ (CASE WHEN sex = 'different' THEN {TWIN_OTHER_SEX} ELSE 0.0 END) "
        f"+ (CASE WHEN neighbours THEN {TWIN_NEIGHBOURS} ELSE 0.0 END) END)"
    )


def against_relatives(model: Model) -> str:
    """SQL: what tells two rows of no one NIK from others of the household, NULL where its household says nothing."""
    return (
        f"(CASE WHEN ({_households(model)} OR bears_nik) AND {HOME} > {HOUSEHOLD_SPEAKS} "
        f"AND (one_side OR nik <> 'equal') THEN {_said('nik', RELATIVE_NIKS)} + {_told_apart(model)} END)"
    )


def bounded(log_odds: Floats, twin: Floats, relative: Floats, priors: Priors) -> Floats:
    """Log odds held below those against a twin and against a relative, who may stand where no counterpart does.

    `twin` and `relative`: what tells the pair from them, NaN where they cannot be meant.
    """
    held = np.fmin(log_odds, twin + priors.twin)
    relatives = relative + priors.relative
    return np.where(relatives < BEYOND_DOUBT, np.fmin(held, relatives), held)


def priors_across(model: Model) -> Priors:
    """Log odds of the counterpart against a twin, against a relative, who has none himself, before anything speaks.

    Of two open rows across the sides: the counterpart is there with the odds of `found_odds`; of a relative there are
    `twins` (`accompanied`) a row, and he could be meant where he is one of the `single_share` without a counterpart.
    """
    there = log(model.found_odds) - log(model.single_share)
    return Priors(there - log(model.twins), there - log(model.accompanied))


def priors_within(model: Model) -> Priors:
    """The same for two rows of one side: of twins within one side both often stand."""
    return Priors(TWIN_LOG_ODDS_WITHIN - log(model.twins / TWINS), RELATIVE_LOG_ODDS_WITHIN)


def _households(model: Model) -> str:
    return str(model.households).upper()


def _fixed(model: Model) -> str:
    households = _households(model)
    return (
        f"(CASE WHEN {_BORN_ON_ONE_DAY} AND ({households} OR bears_nik) THEN {NO_CAP} "
        f"WHEN ({households} OR bears_nik) AND nik = 'equal' AND birth = '' AND name IN ('similar', 'different') "
        f"AND (NOT close_spelling OR (last_same AND NOT first_alike)) THEN {NO_DATE_TOLD} "
        f"WHEN bears_nik AND nik = 'equal' AND {_ANOTHERS_NAME_AND_DATE} THEN {ANOTHERS_NIK} "
        f"WHEN nik = '' AND mother = 'different' AND w_household <= {ALL_ELSE_WEIGHS} THEN {ALL_ELSE_ANOTHERS} "
        f"WHEN {_TOLD_TWICE} THEN {TWO_DATES_TOLD_TWICE} "
        f"WHEN {_SOUND_BUT_APART} THEN (CASE WHEN one_side THEN {TWO_SOUND_NIKS_WITHIN} ELSE {TWO_SOUND_NIKS} END) "
        f"WHEN nik = 'far_sound' AND one_side THEN {TWO_SOUND_NIKS_WITHIN} "
        f"WHEN {_TWO_SOUND} AND w_household <= {HOUSEHOLD_SPEAKS} THEN {TWO_SOUND_NIKS} "
        f"WHEN {households} AND birth IN ('different', 'from_nik') AND nik <> 'equal' AND NOT {_ONE_NUMBER_DAMAGED} "
        f"AND NOT {_NEITHER_FATHER_NOR_SON} THEN {NAMESAKE_RELATIVES} "
        f"ELSE {NO_CAP} END)"
    )


def _under_one_nik(model: Model) -> str:
    """Another of the household where one NIK joins the two: how far a NIK is believed is counted in these lists."""
    trust = f"{log(model.nik_trust / (1 - model.nik_trust)):.6f} + {_told_apart(model)}"
    return (
        f"(CASE WHEN ({_households(model)} OR bears_nik) AND nik = 'equal' AND NOT one_side "
        f"AND {trust} < {BEYOND_DOUBT} THEN {trust} ELSE {NO_CAP} END)"
    )


def _told_apart(model: Model) -> str:
    """What name, birth date, sex and mother say against another of the household."""
    return (
        f"{_said(_NAME, _seen(model, 'name', RELATIVE_NAMES, MOST_SEEN))} "
        f"+ {_said('birth', _seen(model, 'birth', RELATIVE_BIRTHS, MOST_SEEN))} + {_said('sex', RELATIVE_SEX)} "
        f"+ (CASE WHEN dates_apart AND birth IN ('', 'from_nik') THEN {RELATIVE_APART} ELSE 0.0 END) "
        f"+ (CASE WHEN mother = 'different' THEN {RELATIVE_MOTHER} ELSE 0.0 END)"
    )


def _seen(model: Model, field: str, outcomes: Mapping[str, float], most: float) -> dict[str, float]:
    """`outcomes` as these lists show them: where one person's rows give an outcome less often than shipped, it tells
    less for one person; by `most` at most, for few pairs teach a rare outcome."""
    return {o: w + max(-most, min(most, _oftener(model, field, o))) for o, w in outcomes.items()}


def _oftener(model: Model, field: str, outcome: str) -> float:
    """How much oftener one person's rows give an outcome than shipped, as a logarithm."""
    plain = outcome.removesuffix("_first").removesuffix("_last")
    return log(max(model.levels[field][plain][0], 1e-7) / DEFAULTS[field][plain][0])


def _said(field: str, outcomes: Mapping[str, float]) -> str:
    arms = " ".join(f"WHEN '{outcome}' THEN {weight:.6f}" for outcome, weight in outcomes.items())
    return f"(CASE {field} {arms} ELSE 0.0 END)"
