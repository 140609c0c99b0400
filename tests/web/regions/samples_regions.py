"""Objects of regions for the walk of rights."""

from cast import Cast
from rights_samples import Sample

from padan.web.regions.models import Region
from padan.web.regions.posts import rt_make
from padan.web.regions.services import former_name_add, split_put


def samples(cast: Cast) -> dict[str, Sample]:
    """Objects of this room."""
    legok, rawasari = (cast.offices[name].region for name in ("legok", "rawasari"))
    post, foreign = (rt_make(acting=cast.bappeda, kelurahan=region, count=1)[0] for region in (legok, rawasari))
    former = former_name_add(acting=cast.bappeda, region=legok, name="Legok Lama")
    split = split_put(acting=cast.bappeda, child=legok, parent=Region.objects.get(name="Murni"), certain=False)
    both = Sample({"code": legok.code}, {"code": rawasari.code})
    posts = Sample({"post_id": post.pk}, {"post_id": foreign.pk})
    return {
        "regions:region": both,
        "regions:former_name_add": both,
        "regions:former_name_remove": Sample({"code": legok.code, "former_id": former.pk}),
        "regions:split_put": both,
        "regions:split_remove": Sample({"code": legok.code, "split_id": split.pk}),
        "regions:rt_make": both,
        "regions:holder_change": posts,
        "regions:holder_end": posts,
        "regions:post_abolish": posts,
    }
