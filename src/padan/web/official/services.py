"""The only writer of signatures and papers; each matter in a file of its own."""

from padan.web.official.filing import draft_note, letterhead_state, paper_again, reading_note, scan_file
from padan.web.official.printing import papers_print
from padan.web.official.signing import sign, undo

__all__ = ["draft_note", "letterhead_state", "paper_again", "papers_print", "reading_note", "scan_file", "sign", "undo"]
