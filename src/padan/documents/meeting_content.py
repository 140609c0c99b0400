"""What the papers of a monev meeting say, as plain content; a text left empty is a dotted line on the paper."""

from dataclasses import dataclass
from datetime import date

from padan.documents.official_content import Proof
from padan.domain.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: `called` above the name, `post`, and lines that tell when it was signed in the system, if it was."""

    called: str
    post: str
    name: str
    nip: str = ""
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """The meeting: when and where. `hour`: `09.00 WIB`; `figures`: the month whose figures it looks at, in words."""

    title: str
    day: date
    hour: str
    venue: str
    figures: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A letter that invites offices, with its list of those invited."""

    letterhead: Letterhead
    occasion: Occasion
    number: str
    dated: date
    purpose: str
    agenda: tuple[str, ...]
    invited: tuple[str, ...]
    signer: Signer


@dataclass(frozen=True, slots=True)
class Seat:
    """One line of a list of those present. `signature`: what stands for the signature, "" for room to sign."""

    office: str
    name: str = ""
    nip: str = ""
    title: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """The list to be signed on paper. `code`: an SVG of the QR that notes somebody as present, b"" for none."""

    letterhead: Letterhead
    occasion: Occasion
    seats: tuple[Seat, ...]
    spare: int = 10
    code: bytes = b""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: what, who, by when."""

    what: str
    who: str
    due: date


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda: what was said, what was decided."""

    title: str
    said: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure as the meeting saw it, all in words: `value` and `target` "" where there is none."""

    name: str
    value: str
    target: str
    state: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes. `draft`: what every page says of a draft, "" where it is none. `figures_note`: of when they are;
    `proof`: the QR that leads to the page where the paper is checked, None for a draft."""

    letterhead: Letterhead
    occasion: Occasion
    number: str
    made: date
    points: tuple[Point, ...]
    figures: tuple[FigureLine, ...]
    figures_note: str
    present: tuple[Seat, ...]
    absent: tuple[str, ...]
    invited: int
    signers: tuple[Signer, ...]
    proof: Proof | None
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An addendum to closed minutes."""

    letterhead: Letterhead
    occasion: Occasion
    number: int
    minutes_number: str
    made: date
    text: str
    reason: str
    signers: tuple[Signer, ...]
    proof: Proof | None
