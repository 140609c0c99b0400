"""Posts and their holders: the holder changes, the post stays."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from padan.web.audit.services import event_append
from padan.web.refusals import RefusedError
from padan.web.regions.models import Level, Post, PostHolder, Region

if TYPE_CHECKING:
    from padan.web.accounts.models import Appointment

MOST_RT = 200
"""No kelurahan has more; a larger number is a slip of the finger."""


class PostError(RefusedError):
    """A change of a post or holder that contradicts what is known; nothing was changed."""

    code = "post"


@transaction.atomic
def rt_make(*, acting: "Appointment", kelurahan: Region, count: int) -> list[Post]:
    """Make RT 01 to RT `count` of a kelurahan, each with the post of its head. Those that stand stay.

    Raises PostError.
    """
    if kelurahan.level != Level.KELURAHAN or not 1 <= count <= MOST_RT:
        raise PostError(
            f"Jumlah RT harus antara 1 dan {MOST_RT}, untuk satu kelurahan. Periksa angkanya.",
            f"The number of RT must lie between 1 and {MOST_RT}, for one kelurahan. Check the number.",
        )
    made = [post for number in range(1, count + 1) if (post := _rt_put(kelurahan, number))]
    if made:
        event_append(action="regions.rt_make", acting=acting, about=kelurahan, detail={"made": len(made)})
    return made


def _rt_put(kelurahan: Region, number: int) -> Post | None:
    region, _ = Region.objects.get_or_create(
        code=f"{kelurahan.code}-RT{number:02d}",
        defaults={"name": f"RT {number:02d}", "level": Level.RT, "parent": kelurahan},
    )
    post, made = Post.objects.get_or_create(region=region, kind="ketua_rt", label=f"Ketua {region.name}")
    return post if made else None


@transaction.atomic
def holder_change(
    *, acting: "Appointment | None", post: Post, name: str, since: date | None, nik: str = "", reason: str = ""
) -> PostHolder:
    """Give the post to a new holder from a day on; the one before held it until the day before.

    Raises PostError where the name is empty, the post abolished, or the day not later than the last holder's days.
    """
    post = _held_still(post)
    if post.abolished_on:
        raise PostError(
            f"{post.label} sudah dihapus; tidak dapat diisi lagi.", f"{post.label} was abolished; nobody can hold it."
        )
    plain = " ".join(name.split())
    if not plain:
        raise PostError("Nama pemegang jabatan kosong. Isi namanya.", "The holder's name is empty. Fill it in.")
    _end_before(post, since, reason)
    holder = PostHolder.objects.create(post=post, name=plain[:200], nik=nik.strip()[:20], since=since)
    event_append(action="regions.holder_change", acting=acting, about=post, detail={"holder": holder.pk})
    return holder


def _end_before(post: Post, since: date | None, reason: str) -> None:
    """The holder before ends on the eve of the new one's first day."""
    last = post.holders.order_by("-id").first()
    if last is None:
        return
    if since is None:
        raise PostError(
            f"{post.label} pernah dipegang {last.name}. Isi tanggal mulai pemegang yang baru.",
            f"{post.label} was held by {last.name}. Fill in the first day of the new holder.",
        )
    latest = last.until or last.since
    if latest and since <= latest:
        raise PostError(
            f"Tanggal mulai harus sesudah {latest:%d-%m-%Y}, masa {last.name}. Periksa tanggalnya.",
            f"The first day must lie after {latest:%Y-%m-%d}, within the time of {last.name}. Check the date.",
        )
    if last.until is None:
        last.until, last.reason = since - timedelta(days=1), reason.strip()[:200]
        last.save()


@transaction.atomic
def holder_end(*, acting: "Appointment | None", post: Post, until: date, reason: str) -> PostHolder:
    """Leave the post vacant from the day after. Raises PostError without a reason, a holder, or days in order."""
    post = _held_still(post)
    holder = post.holders.filter(until__isnull=True).first()
    if holder is None:
        raise PostError(f"{post.label} sudah kosong.", f"{post.label} is vacant already.")
    if not reason.strip():
        raise PostError(
            "Isi alasan berakhirnya jabatan: meninggal, pindah, mengundurkan diri, atau masa jabatan habis.",
            "Say why the post is left: died, moved, resigned, or the term ended.",
        )
    if holder.since and until < holder.since:
        raise PostError(
            f"Tanggal berakhir tidak boleh sebelum tanggal mulai ({holder.since:%d-%m-%Y}).",
            f"The last day may not lie before the first ({holder.since:%Y-%m-%d}).",
        )
    holder.until, holder.reason = until, reason.strip()[:200]
    holder.save()
    event_append(action="regions.holder_end", acting=acting, about=post, detail={"holder": holder.pk})
    return holder


@transaction.atomic
def post_abolish(*, acting: "Appointment", post: Post, on: date) -> Post:
    """Close a post that nobody holds any more. Raises PostError while somebody holds it."""
    post = _held_still(post)
    if post.holders.filter(until__isnull=True).exists():
        raise PostError(
            f"{post.label} masih ada pemegangnya. Akhiri dahulu masa jabatannya.",
            f"Somebody still holds {post.label}. End their term first.",
        )
    post.abolished_on = on
    post.save()
    event_append(action="regions.post_abolish", acting=acting, about=post, detail={"on": on.isoformat()})
    return post


def _held_still(post: Post) -> Post:
    """The post as it stands now, with no other change of it at the same time."""
    return Post.objects.select_for_update().get(pk=post.pk)
