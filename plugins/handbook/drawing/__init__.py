"""Mermaid text to geometry and SVG, measured with the fonts that the site ships."""
