"""The whole table of rights: who may do what on which page and action. A url without a row is refused to everybody."""

from padan.web.accounts.rights import TABLE as ACCOUNTS
from padan.web.audit.rights import TABLE as AUDIT
from padan.web.cover.rights import TABLE as COVER
from padan.web.evaluation.rights import TABLE as EVALUATION
from padan.web.followup.rights import TABLE as FOLLOWUP
from padan.web.funds.rights import TABLE as FUNDS
from padan.web.grants import Grant, Table
from padan.web.law.rights import TABLE as LAW
from padan.web.lists.rights import TABLE as LISTS
from padan.web.monitoring.rights import TABLE as MONITORING
from padan.web.official.rights import TABLE as OFFICIAL
from padan.web.opendata.rights import TABLE as OPENDATA
from padan.web.periods.rights import TABLE as PERIODS
from padan.web.protection.rights import TABLE as PROTECTION
from padan.web.regions.rights import TABLE as REGIONS
from padan.web.reports.rights import TABLE as REPORTS
from padan.web.review.rights import TABLE as REVIEW
from padan.web.runs.rights import TABLE as RUNS
from padan.web.selection.rights import TABLE as SELECTION

TABLE: Table = {
    **AUDIT,
    **REGIONS,
    **ACCOUNTS,
    **PERIODS,
    **LISTS,
    **RUNS,
    **REVIEW,
    **LAW,
    **PROTECTION,
    **COVER,
    **FUNDS,
    **SELECTION,
    **OFFICIAL,
    **MONITORING,
    **EVALUATION,
    **FOLLOWUP,
    **REPORTS,
    **OPENDATA,
}


def grant_for(url_name: str, method: str) -> Grant | None:
    """The row of the table, or None: then nobody may."""
    return TABLE.get((url_name, "GET" if method == "HEAD" else method))
