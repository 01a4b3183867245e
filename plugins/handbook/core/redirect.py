"""Addresses that stay when a page moves."""

from __future__ import annotations

from html import escape


def redirect(target: str, language: str, name: str) -> str:
    """A page that leads on to *target*, without a script."""
    way = escape(target)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{escape(name)}</title>'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={way}">'
        f'<link rel="canonical" href="{way}"><a href="{way}">{escape(name)}</a></html>\n'
    )
