"""Mermaid fences in Markdown pages, drawn when the site is built."""
