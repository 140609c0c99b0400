"""Reading the tree of regions, and finding a region by what a list calls it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from padan.domain.distances import edits
from padan.domain.regions import place_key
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Post, PostHolder, Region
from padan.web.roles import Reach

if TYPE_CHECKING:
    from padan.web.accounts.models import Appointment

SHORTEST_MENDED = 6
"""A shorter key is never taken for another that is one letter away."""


@dataclass(frozen=True, slots=True)
class Found:
    """A kelurahan that a text may mean, and how it was found.

    `how`: `name`, `former_name`; `split` where it was cut from the named one; `possible` where it is young, lies in the
    same kecamatan, and nobody has said yet which kelurahan it was cut from.
    """

    region: Region
    how: str


class RegionIndex:
    """The kelurahan of a city or kecamatan by what lists call them: made once, asked many times."""

    def __init__(self, kelurahan: Iterable[Region]) -> None:
        """`kelurahan`: with `former_names` and `cut_from` fetched before."""
        self._named: dict[str, list[Found]] = {}
        self._children: dict[int, list[Region]] = {}
        self._unsettled: dict[int | None, list[Region]] = {}
        for region in kelurahan:
            self._add(region)

    def _add(self, region: Region) -> None:
        self._named.setdefault(place_key(region.name), []).append(Found(region, "name"))
        for former in region.former_names.all():
            self._named.setdefault(place_key(former.name), []).append(Found(region, "former_name"))
        splits = region.cut_from.all()
        for split in splits:
            self._children.setdefault(split.parent_id, []).append(region)
        if region.young and not splits:
            self._unsettled.setdefault(region.parent_id, []).append(region)

    def find(self, text: str | None) -> list[Found]:
        """Every kelurahan that the text may mean, the surest first; empty where there is none.

        A young kelurahan is named by its own name alone. An older one may stand for those that were cut from it.
        """
        named = self._by_key(place_key(text))
        found = {one.region.pk: one for one in named}
        for one in named:
            if not one.region.young:
                for child in self._children.get(one.region.pk, ()):
                    found.setdefault(child.pk, Found(child, "split"))
                for child in self._unsettled.get(one.region.parent_id, ()):
                    found.setdefault(child.pk, Found(child, "possible"))
        return list(found.values())

    def _by_key(self, key: str) -> Sequence[Found]:
        if not key or key in self._named:
            return self._named.get(key, ())
        if len(key) < SHORTEST_MENDED:
            return ()
        digits = [c for c in key if c.isdigit()]
        near = [k for k in self._named if edits(key, k, 1) <= 1 and [c for c in k if c.isdigit()] == digits]
        return self._named[near[0]] if len(near) == 1 else ()


def region_index(within: Region | None = None) -> RegionIndex:
    """The index over the kelurahan of a kecamatan, a city or (None) all."""
    return RegionIndex(kelurahan_of(within).prefetch_related("former_names", "cut_from"))


def kelurahan_of(within: Region | None) -> QuerySet[Region]:
    """The kelurahan of a kecamatan, a city or (None) all, by code."""
    every = Region.objects.filter(level=Level.KELURAHAN).select_related("parent")
    if within is None:
        return every
    if within.level == Level.CITY:
        return every.filter(parent__parent=within)
    return every.filter(parent=within) if within.level == Level.KECAMATAN else every.filter(pk=within.pk)


@dataclass(frozen=True, slots=True)
class Branch:
    """A kecamatan and its kelurahan."""

    kecamatan: Region
    kelurahan: list[Region]


@dataclass(frozen=True, slots=True)
class Tree:
    """A city's tree; `unsettled`: its young kelurahan of which nobody has said yet where they were cut from."""

    city: Region
    branches: list[Branch]
    unsettled: list[Region]


def trees() -> list[Tree]:
    """Every city loaded, with names, former names and splits."""
    regions = Region.objects.filter(level=Level.KELURAHAN).select_related("parent__parent__parent")
    by_city: dict[Region, dict[Region, list[Region]]] = {}
    for one in regions.prefetch_related("former_names", "cut_from__parent"):
        if one.parent and one.parent.parent:
            by_city.setdefault(one.parent.parent, {}).setdefault(one.parent, []).append(one)
    return [
        Tree(
            city, [Branch(k, ls) for k, ls in branches.items()], [r for ls in branches.values() for r in ls if _open(r)]
        )
        for city, branches in by_city.items()
    ]


def _open(region: Region) -> bool:
    return region.young and not any(split.certain for split in region.cut_from.all())


def region_get(code: str) -> Region:
    """The region with this code. Raises NOT_THERE. The tree itself is public knowledge: no office is kept from it."""
    region = Region.objects.select_related("parent__parent").filter(code=code).first()
    if region is None:
        raise NOT_THERE
    return region


def holders_within_reach(acting: "Appointment", region: Region) -> bool:
    """Whether names of those who hold posts there may be shown: data of people, so reach decides."""
    if acting.reach is Reach.CITY:
        return True
    chain = (region.pk, region.parent_id)
    if acting.reach is Reach.AREA:
        above = region.parent.parent_id if region.parent else None
        return acting.office.region_id in (*chain, above)
    return (
        acting.reach is Reach.OFFICE
        and acting.office.region.level == Level.KELURAHAN
        and acting.office.region_id in chain
    )


def posts_of(acting: "Appointment", region: Region) -> list[Post]:
    """The posts of a kelurahan's RT (or of one RT), each with its holders, the latest first.

    Empty outside the acting office's reach.
    """
    if not holders_within_reach(acting, region):
        return []
    holders = Prefetch("holders", PostHolder.objects.order_by("-since", "-id"))
    posts = Post.objects.filter(region__parent=region) | Post.objects.filter(region=region)
    return list(posts.select_related("region").prefetch_related(holders).order_by("region__code", "label"))


def post_get(acting: "Appointment", post_id: int) -> Post:
    """A post within reach. Raises NOT_THERE."""
    post = Post.objects.select_related("region__parent__parent").filter(pk=post_id).first()
    if post is None or not holders_within_reach(acting, post.region):
        raise NOT_THERE
    return post


def region_within_reach(acting: "Appointment", code: str) -> Region:
    """A region whose posts the acting office may change. Raises NOT_THERE."""
    region = region_get(code)
    if not holders_within_reach(acting, region):
        raise NOT_THERE
    return region
