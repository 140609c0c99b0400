"""The only writer of this room; each matter in a file of its own."""

from padan.web.followup.attending import attend_by_code, attend_own, attend_typed, attendee_strike, codes_make
from padan.web.followup.closing import addendum_make, meeting_close, minutes_sign, paper_again, scan_file
from padan.web.followup.deciding import decide, decision_drop, said_note
from padan.web.followup.making import (
    agenda_add,
    agenda_fill,
    agenda_move,
    agenda_remove,
    meeting_change,
    meeting_make,
)
from padan.web.followup.printing import meeting_papers_print
from padan.web.followup.reminding import nudge_rule_set, nudges_ask, nudges_by_rule, nudges_send
from padan.web.followup.tasking import follow_up_give, step_take
from padan.web.followup.watching import rule_set, warnings_refresh

__all__ = [
    "addendum_make",
    "agenda_add",
    "agenda_fill",
    "agenda_move",
    "agenda_remove",
    "attend_by_code",
    "attend_own",
    "attend_typed",
    "attendee_strike",
    "codes_make",
    "decide",
    "decision_drop",
    "follow_up_give",
    "meeting_change",
    "meeting_close",
    "meeting_make",
    "meeting_papers_print",
    "minutes_sign",
    "nudge_rule_set",
    "nudges_ask",
    "nudges_by_rule",
    "nudges_send",
    "paper_again",
    "rule_set",
    "said_note",
    "scan_file",
    "step_take",
    "warnings_refresh",
]
