"""Follow-ups of each office, and meetings: one that most are invited to, and one of Rawasari alone."""

from cast import Cast
from followup_town import INVITED, closed, decided, meeting, proof, task, today, warning
from rights_samples import Sample

from padan.web.followup.attending import PAPER, door_code
from padan.web.followup.closing import addendum_make, scan_file
from padan.web.followup.models import Evidence, FollowUp
from padan.web.followup.services import meeting_papers_print, step_take
from padan.web.followup.tasking import Taken
from padan.web.roles import Role

OWN = {
    Role.KECAMATAN_CLERK: "sipin", Role.CAMAT: "sipin", Role.OPD_CLERK: "dinsos", Role.BPJS: "bpjs",
    Role.BPKAD: "bpkad", Role.PEMERINTAHAN: "pemerintahan", Role.LEADER: "setda", Role.INSPECTORATE: "inspektorat",
}  # fmt: skip


def samples(cast: Cast) -> dict[str, Sample]:
    """Objects of this room."""
    tasks = {name: task(cast, name) for name in ("legok", "rawasari", *OWN.values())}
    proofs = {name: _proved(cast, name, one) for name, one in tasks.items() if name in PROVERS}
    warning(cast.offices["legok"])
    here, there = meeting(cast, invited=(*INVITED, "pemerintahan")), meeting(cast, invited=("rawasari",))
    decided(cast, here)
    over, other = closed(cast), closed(cast, invited=("rawasari",))
    added = [addendum_make(acting=cast.bappeda, meeting=one, text="Batas 1", reason="Salin") for one in (over, other)]
    scans = [scan_file(acting=cast.bappeda, meeting=one, file=proof()) for one in (over, other)]
    meeting_papers_print()
    of_task = Sample({"pk": tasks["legok"].pk}, {"pk": tasks["rawasari"].pk}, _own(tasks))
    of_proof = Sample(
        {"pk": proofs["legok"].pk},
        {"pk": proofs["rawasari"].pk},
        {role: {"pk": proofs[OWN[role]].pk} for role in WITH_PROOF},
    )
    seen, held = Sample(_pk(here), _pk(there)), Sample(_pk(here))
    door = Sample({"pk": here.pk, "code": door_code(here, here.made_at, paper=True)})
    assert door.here["code"].startswith(PAPER)
    assert here.day == today()
    paper = over.papers.first()
    assert paper is not None
    of_bappeda = (
        "meeting_change",
        "agenda",
        "attendance",
        "codes",
        "qr",
        "qr_part",
        "desk",
        "said",
        "decision",
        "drop",
        "strike",
    )
    return {
        "followup:one": of_task,
        "followup:step": of_task,
        "followup:evidence": of_proof,
        **{f"followup:{name}": seen for name in ("meeting", "invitation")},
        **{f"followup:{name}": held for name in (*of_bappeda, "attendance_list", "close", "scan_file")},
        "followup:minutes": Sample(_pk(over), _pk(other)),
        "followup:sign": Sample(_pk(over)),
        "followup:again": Sample(_pk(over)),
        "followup:addendum": Sample(_pk(over)),
        "followup:addendum_pdf": Sample(_pk(added[0]), _pk(added[1])),
        "followup:scan": Sample(_pk(scans[0]), _pk(scans[1])),
        "followup:verify": Sample({"token": paper.token}),
        "followup:door": door,
        "followup:door_own": door,
        "followup:door_code": door,
    }


WITH_PROOF = (Role.KECAMATAN_CLERK, Role.CAMAT, Role.OPD_CLERK, Role.BPJS)
PROVERS = {"legok": "lukman", "rawasari": "rawasari_lurah", "sipin": "camat", "dinsos": "opd", "bpjs": "branch"}


def _pk(one: object) -> dict[str, int]:
    return {"pk": one.pk}  # type: ignore[attr-defined]


def _own(tasks: dict[str, FollowUp]) -> dict[Role, dict[str, int]]:
    return {role: _pk(tasks[office]) for role, office in OWN.items()}


def _proved(cast: Cast, office: str, one: FollowUp) -> Evidence:
    who = cast.people[PROVERS[office]]
    taken = Taken("Lengkap", [proof(f"bukti {office}.pdf")])
    step = step_take(acting=who, follow_up=one, step="done", seen=1, today=today(), taken=taken)
    return step.evidence.get()
