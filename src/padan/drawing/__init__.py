"""Maps and charts as SVG, the same on a page and on paper."""
