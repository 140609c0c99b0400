"""Words for what the domain calls by keys, in the page's language."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.benefits import REASONS as CLAIM_REASONS
from padan.domain.bills import REASONS as BILL_REASONS
from padan.domain.bills import VERDICTS
from padan.domain.continuity import FACTS
from padan.domain.contributions import STATUSES
from padan.domain.cover_evidence import DISAGREEMENTS
from padan.domain.coverage import STATES
from padan.domain.double_protection import KINDS
from padan.web.cover.models import Standing
from padan.web.periods.models import segment_name
from padan.web.templatetags.indonesian import day

TONES: Mapping[str, str] = {
    "active": "good",
    "paid": "good",
    "unpaid": "grave",
    "unclear": "warn",
    "in_arrears": "warn",
    "over_age": "warn",
    "dropped": "warn",
    "lapsed": "grave",
    "deceased": "grave",
    "may_be_paid": "good",
    "pay_less": "warn",
    "ask_first": "warn",
    "no_names": "warn",
}
"""The colour of a word; the word itself always says the same."""


def _say(words: Mapping[str, tuple[str, str]], key: str) -> str:
    return words[key][get_language() == "en"] if key in words else key


def state(key: str) -> str:
    """A state of cover; "" is somebody who is not registered."""
    return _say(STATES, key) if key else _("belum terdaftar")


def reason(standing: Standing) -> str:
    """Why cover is lost that is still in force, and the last day on which it holds."""
    unpaid = _("belum dibayar") if standing.why == "lapsed" else state(standing.why)
    why = _("tidak diteruskan") if standing.dropped else unpaid
    until = standing.held_until
    if until is None:
        return why
    told = {"why": why, "day": day(until)}
    if until < timezone.localdate():
        return _("%(why)s, ditanggung sampai %(day)s menurut catatan") % told
    return _("%(why)s, masih ditanggung sampai %(day)s") % told


def fact(key: str) -> str:
    """What is known of a month."""
    return _say(FACTS, key)


def status(key: str) -> str:
    """What became of a month's contribution."""
    return _say(STATUSES, key)


def disagreement(key: str) -> str:
    """In what a run and the ledger say otherwise of a month."""
    return _say(DISAGREEMENTS, key)


def told_by(key: str) -> str:
    """Who tells of a month."""
    words = {"run": _("pencocokan"), "ledger": _("buku kas"), "both": _("pencocokan dan buku kas")}
    return words.get(key, key)


def claim_reason(key: str) -> str:
    """Why a day is covered or not."""
    return _say(CLAIM_REASONS, key)


def bill_reason(key: str) -> str:
    """Why a line of a bill is held up."""
    return _say(BILL_REASONS, key)


def verdict(key: str) -> str:
    """What the treasury reads."""
    return _say(VERDICTS, key)


def double_kind(key: str) -> str:
    """In what way somebody is protected twice."""
    return _say(KINDS, key)


def tone(key: str) -> str:
    """The colour of a word."""
    return TONES.get(key, "")


def segment(key: str) -> str:
    """A segment; "" is one that nobody knows."""
    return segment_name(key) if key else _("segmen tidak diketahui")


_SOURCES = {
    "bkbk": ("BKBK", "BKBK"),
    "apbd_kota": ("APBD Kota", "city budget"),
    "employer": ("pemberi kerja", "employer"),
    "mandiri": ("bayar sendiri", "self-paid"),
}


def source(key: str) -> str:
    """A source of money; a key that has no words here as it is."""
    return _say(_SOURCES, key) if key else _("belum diketahui")
