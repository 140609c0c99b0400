"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table, grant
from padan.web.roles import ALL, Role

_READS = grant(city=ALL)
_EDITS = grant(city={Role.BAPPEDA})
_POSTS = grant(own={Role.KELURAHAN_CLERK, Role.LURAH}, city={Role.BAPPEDA})

TABLE: Table = {
    ("regions:tree", "GET"): _READS,
    ("regions:region", "GET"): _READS,
    ("regions:former_name_add", "POST"): _EDITS,
    ("regions:former_name_remove", "POST"): _EDITS,
    ("regions:split_put", "POST"): _EDITS,
    ("regions:split_remove", "POST"): _EDITS,
    ("regions:rt_make", "POST"): _POSTS,
    ("regions:holder_change", "POST"): _POSTS,
    ("regions:holder_end", "POST"): _POSTS,
    ("regions:post_abolish", "POST"): _POSTS,
}
