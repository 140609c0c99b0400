"""The outline of a region as the path of an SVG drawing."""

from math import cos, radians
from typing import Any

from padan.web.regions.models import Boundary, Region

WIDTH = 200.0


def outline_path(region: Region) -> dict[str, Any] | None:
    """`{path, width, height, source}` of the drawing, 200 wide, or None where no outline is known."""
    boundary = Boundary.objects.filter(region=region).first()
    if boundary is None:
        return None
    shape = boundary.geometry
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    rings = [[(p[0], p[1]) for p in ring] for polygon in polygons for ring in polygon]
    east, north = zip(*(point for ring in rings for point in ring), strict=True)
    squeeze = cos(radians((min(north) + max(north)) / 2))
    across, up = (max(east) - min(east)) * squeeze, max(north) - min(north)
    scale = WIDTH / (max(across, up) or 1)
    drawn = [
        "M" + "L".join(f"{(x - min(east)) * squeeze * scale:.1f} {(max(north) - y) * scale:.1f}" for x, y in ring) + "Z"
        for ring in rings
    ]
    return {
        "path": "".join(drawn),
        "width": f"{across * scale:.0f}",
        "height": f"{up * scale:.0f}",
        "source": boundary.source,
    }
