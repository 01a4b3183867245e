"""What a journey is made of, and where the words for its fields and values stand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handbook.journeys.exchange.fields import STAGE, STEP, Names

PAIN: Names = ("stages", "pain_points")
CHANCE: Names = ("stages", "opportunities")
KPI: Names = ("stages", "kpis")
RESEARCH: Names = ("research",)
SESSION: Names = ("validation", "sessions")
QUESTION: Names = ("analysis", "checklist")
THINGS: Mapping[Names, tuple[str, str]] = MappingProxyType(
    {
        STAGE: ("stage", "name"),
        STEP: ("step", "name"),
        KPI: ("kpi", "name"),
        PAIN: ("pain", "text"),
        CHANCE: ("opportunity", "text"),
        RESEARCH: ("research", "method"),
        SESSION: ("session", "date"),
        QUESTION: ("question", "question"),
    }
)
"""What a journey is made of: how strings call it, and the field that names it."""
LABELS: Mapping[Names, str] = MappingProxyType(
    {
        (*STEP, "emotion"): "compare.field.emotion",
        (*STEP, "importance"): "step.facts.importance",
        (*STEP, "satisfaction"): "step.facts.satisfaction",
        (*STEP, "intensity"): "step.facts.intensity",
        (*KPI, "better"): "past.journey.field.better",
        (*PAIN, "severity"): "figures.severity",
        (*PAIN, "frequency"): "figures.frequency",
        (*CHANCE, "customer_value"): "past.journey.field.customer_value",
        (*CHANCE, "business_value"): "past.journey.field.business_value",
        (*CHANCE, "effort"): "figures.effort",
        ("validation", "status"): "past.journey.field.validation",
    }
)
"""Labels other than those of tables, which say more than a sentence needs."""
WORDS: Mapping[Names, str] = MappingProxyType(
    {
        ("type",): "journey.type",
        ("state",): "journey.state",
        (*RESEARCH, "confidence"): "confidence",
        ("validation", "status"): "confidence",
        (*STEP, "kind"): "past.journey.kind",
        (*KPI, "better"): "past.journey.better",
        (*PAIN, "severity"): "severity",
        (*PAIN, "frequency"): "frequency",
        (*CHANCE, "status"): "opportunity",
        (*QUESTION, "group"): "analysis.group",
        (*QUESTION, "answer"): "analysis.answer",
    }
)
"""Where the words for a choice or a degree stand."""
POINTED: Mapping[Names, Names] = MappingProxyType(
    {
        (*STEP, "research_refs"): RESEARCH,
        (*PAIN, "research_refs"): RESEARCH,
        (*CHANCE, "addresses"): PAIN,
        (*STEP, "next", "to"): STEP,
    }
)
"""Fields that hold ids of the journey's own parts."""
