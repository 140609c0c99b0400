"""What this room keeps."""

from padan.web.followup.followup_models import (
    STATE_CHOICES,
    Concern,
    Evidence,
    FollowUp,
    Nudge,
    NudgeRule,
    Step,
    step_label,
)
from padan.web.followup.meeting_models import (
    Addendum,
    AgendaItem,
    Attendee,
    DoorCode,
    How,
    Meeting,
    MeetingPaper,
    MeetingScan,
    MinutesSign,
    Part,
)
from padan.web.followup.warning_models import EarlyWarning, InCharge, Looked, WarningRule

__all__ = [
    "STATE_CHOICES",
    "Addendum",
    "AgendaItem",
    "Attendee",
    "Concern",
    "DoorCode",
    "EarlyWarning",
    "Evidence",
    "FollowUp",
    "How",
    "InCharge",
    "Looked",
    "Meeting",
    "MeetingPaper",
    "MeetingScan",
    "MinutesSign",
    "Nudge",
    "NudgeRule",
    "Part",
    "Step",
    "WarningRule",
    "step_label",
]
