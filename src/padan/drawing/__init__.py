"""Maps and charts as SVG, the same on a page and on paper.

A drawing is text made by plain Python: same input, same bytes. It names what it shows in `<title>` and tells it in
`<desc>`, bears only presentational attributes, and tells by pattern, dash or word what it tells by colour. Figures come
as values and, where they are read, as words of the caller: nothing here knows a unit or a language.
"""

from padan.drawing.bars import Bar, Column, Stack, bars, columns, incidence, stacked
from padan.drawing.cells import Centroid, shapes_from_centroids
from padan.drawing.choropleth import SCHEMATIC, Paint, choropleth, swatch
from padan.drawing.geography import (
    Outlines,
    Remark,
    Shape,
    shapes_from_geojson,
    shapes_from_geometries,
)  # fmt: skip
from padan.drawing.lines import Series, line, spark
from padan.drawing.scales import number_text
from padan.drawing.spread import Curve, Dot, Limit, funnel, lorenz

__all__ = [
    "SCHEMATIC", "Bar", "Centroid", "Column", "Curve", "Dot", "Limit", "Outlines", "Paint", "Remark", "Series", "Shape",
    "Stack", "bars", "choropleth", "columns", "funnel", "incidence", "line", "lorenz", "number_text",
    "shapes_from_centroids", "shapes_from_geojson", "shapes_from_geometries", "spark", "stacked", "swatch",
]  # fmt: skip
