"""The colours that merman draws with, and the role of each: the theme's CSS gives a role its colour."""

from __future__ import annotations

from types import MappingProxyType

ROLES = MappingProxyType(
    {
        "paper": "#ffffff",
        "label": "#fefefe",
        "node": "#e5f0ee",
        "edge-of-node": "#0b5a54",
        "second": "#f6f4ee",
        "third": "#f5f3ed",
        "group": "#ece8dd",
        "edge-of-group": "#d8d3c5",
        "note": "#f5eddb",
        "edge-of-note": "#65490f",
        "line": "#475759",
        "ink": "#16282a",
        "title": "#17292b",
        **{
            f"series-{n + 1}": colour
            for n, colour in enumerate(
                ("#0b5a54", "#8a5a00", "#2b4c86", "#7b3468", "#17693f", "#a8321f", "#48535f", "#643a97")
            )
        },
    }
)
"""Role → the colour that stands for it in merman's output; no two roles of one kind of mark share one."""

_NODE = ("primaryColor", "mainBkg", "actorBkg", "labelBoxBkgColor", "personBkg", "activationBkgColor")
_EDGE = ("primaryBorderColor", "nodeBorder", "actorBorder", "labelBoxBorderColor", "personBorder")
_LINE = (
    "lineColor",
    "signalColor",
    "actorLineColor",
    "defaultLinkColor",
    "activationBorderColor",
    "gridColor",
)
_INK = (
    "primaryTextColor",
    "secondaryTextColor",
    "tertiaryTextColor",
    "textColor",
    "nodeTextColor",
    "noteTextColor",
    "actorTextColor",
    "signalTextColor",
    "labelTextColor",
    "loopTextColor",
    "classText",
    "taskTextColor",
    "taskTextDarkColor",
    "taskTextOutsideColor",
    "pieLegendTextColor",
    "pieSectionTextColor",
    "labelColor",
)
_VARIABLES = {
    "paper": ("background",),
    "label": ("edgeLabelBackground",),
    "node": _NODE,
    "edge-of-node": _EDGE,
    "second": ("secondaryColor", "altBackground", "sectionBkgColor"),
    "third": ("tertiaryColor", "sectionBkgColor2", "altSectionBkgColor"),
    "group": ("clusterBkg",),
    "edge-of-group": ("clusterBorder", "secondaryBorderColor", "tertiaryBorderColor"),
    "note": ("noteBkgColor",),
    "edge-of-note": ("noteBorderColor",),
    "line": _LINE,
    "ink": _INK,
    "title": ("titleColor", "pieTitleTextColor"),
}  # fmt: skip


def theme_variables() -> dict[str, str]:
    """Mermaid's theme variables, each with the colour of its role."""
    variables = {name: ROLES[role] for role, names in _VARIABLES.items() for name in names}
    series = [ROLES[f"series-{n}"] for n in range(1, 9)]
    for number in range(12):
        variables[f"pie{number + 1}"] = variables[f"cScale{number}"] = series[number % len(series)]
        variables[f"cScaleLabel{number}"] = variables[f"cScaleInv{number}"] = ROLES["paper"]
        variables[f"fillType{number}"] = ROLES["second" if number % 2 else "third"]
    return variables
