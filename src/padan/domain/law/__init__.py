"""What the law says, as data: legal bases and rules with their days, and typed readers of what a rule says.

Shipped in `padan/data/law/*.toml`; on the site it is entered on pages. Nothing of it is a constant in code.
"""

from padan.domain.law.entries import BASIS_KINDS, Days, Law, LegalBasis, Rule, clashes
from padan.domain.law.kinds import RULE_KINDS, Choice, RuleField, RuleKind
from padan.domain.law.rate_kinds import RATE_KINDS, RateEntry, rate_entries, rates_of, whole_months
from padan.domain.law.readers import (
    AgeLimit,
    AidForm,
    AnswerAge,
    AnswerKind,
    Calendar,
    Criteria,
    DecileLimit,
    Dropping,
    EmployerEffect,
    Grant,
    Quota,
    Share,
    ShareBase,
    Stage,
    Use,
    Weight,
    ages_of,
    answer_age_of,
    calendar_of,
    criteria_of,
    decile_of,
    dropping_of,
    employer_of,
    fields_of,
    forms_of,
    grant_of,
    jobs_of,
    quota_of,
    share_of,
    split_by_stage,
    stages_of,
    uses_of,
)
from padan.domain.law.reading import law_data, load_law, read_law
from padan.domain.law.values import KINDS, Fault, faults_of, read_value

__all__ = [
    "BASIS_KINDS", "KINDS", "RATE_KINDS", "RULE_KINDS", "AgeLimit", "AidForm", "AnswerAge", "AnswerKind",
    "Calendar", "Choice", "Criteria", "Days", "DecileLimit", "Dropping", "EmployerEffect", "Fault", "Grant", "Law",
    "LegalBasis", "Quota", "RateEntry", "Rule", "RuleField", "RuleKind", "Share", "ShareBase", "Stage",
    "Use", "Weight", "ages_of", "answer_age_of", "calendar_of", "clashes", "criteria_of", "decile_of",
    "dropping_of", "employer_of", "faults_of", "fields_of", "forms_of", "grant_of", "jobs_of", "law_data", "load_law",
    "quota_of", "rate_entries", "rates_of", "read_law", "read_value", "share_of", "split_by_stage",
    "stages_of", "uses_of", "whole_months",
]  # fmt: skip
