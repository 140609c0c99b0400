"""Money and the files that tell of it. The tables stand in files named by matter."""

from padan.web.funds.import_models import (
    ImportLine,
    Portion,
    ProofKind,
    SheetImport,
    SheetKind,
    SheetState,
    SplitShare,
    months_between,
)
from padan.web.funds.ledger_models import (
    Account,
    AccountKind,
    Activity,
    Commitment,
    CommitmentState,
    Form,
    Posting,
    Source,
    Spj,
    SpjState,
    StageArrival,
    StageDue,
)
from padan.web.funds.name_models import BillName, NameAnswer, NameWord

__all__ = [
    "Account",
    "AccountKind",
    "Activity",
    "BillName",
    "Commitment",
    "CommitmentState",
    "Form",
    "ImportLine",
    "NameAnswer",
    "NameWord",
    "Portion",
    "Posting",
    "ProofKind",
    "SheetImport",
    "SheetKind",
    "SheetState",
    "Source",
    "SplitShare",
    "Spj",
    "SpjState",
    "StageArrival",
    "StageDue",
    "months_between",
]
