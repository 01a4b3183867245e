"""Writes a made-up handbook of any size, in this project's shape or in that of stock MkDocs; no two runs differ."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise
from pathlib import Path
from random import Random
from typing import Any, Literal

import yaml

ROOT = Path(__file__).resolve().parents[1]
MERMAID = ROOT / "node_modules/mermaid/dist/mermaid.min.js"
TODAY = "2026-11-01"
"""The day for which the dates of the made-up documents are made."""

Shape = Literal["ours", "stock"]
Lang = Literal["ar", "en"]
LANGUAGES: tuple[Lang, ...] = ("ar", "en")
AREAS = 20
SECTIONS = {
    "purpose": ("لماذا هذه السياسة", "Why this policy"),
    "scope": ("النطاق", "Scope"),
    "rule": ("القاعدة", "The rule"),
    "practice": ("في العمل", "In practice"),
    "standard": ("المعيار", "The standard"),
    "measures": ("كيف نقيس", "How we measure"),
    "feedback": ("إذا لم تنجح السياسة", "If the policy does not work"),
    "training": ("التدريب", "Training"),
}
WORDS: Mapping[Lang, Sequence[str]] = {
    "ar": """العميل الموظف الخدمة الطلب الشكوى المكالمة الرسالة الموعد الفاتورة المنتج القناة السجل الفريق المشرف
    السياسة المعيار الجواب السؤال الوعد الخطأ الحل التأخير السعر الضمان الاسترجاع الاستبدال التوصيل المخزن العنوان
    الوثيقة الاتفاق التقرير النموذج المتابعة الزيارة العرض الشرح التدريب القياس النتيجة السبب الحاجة الرأي الثقة يجيب
    يسجل يرسل يراجع يشرح يعتذر يتابع يغلق يفتح يسأل يقترح يؤكد يحدد يبلغ ينتظر يوافق يرفض يقيس يختار يتصل يكتب يقرأ
    يعرف يحفظ خلال قبل بعد عند مع من إلى على عن ثم أو إذا حين حتى دون كل بعض أول آخر واضح قصير كامل جديد سريع مناسب
    صحيح ممكن واحد دقيقة ساعة يوم أسبوع شهر سنة مرة خطوة طريقة جملة كلمة رقم اسم تاريخ""".split(),
    "en": """customer agent service order complaint call message date invoice product channel record team supervisor
    policy standard answer question promise mistake solution delay price warranty refund exchange delivery warehouse
    address document agreement report form visit offer explanation training measure result reason need opinion trust
    answers records sends reviews explains apologises follows closes opens asks suggests confirms sets reports waits
    agrees refuses measures chooses calls writes reads knows keeps within before after at with from to on about then
    or if when until without every some first last clear short complete new fast suitable correct possible one minute
    hour day week month year time step way sentence word number name the a this that our their""".split(),
}
ROLES = ("council", "experience", "quality", "contact", "complaints", "learning", "operations", "frontline")
ACTORS = (("customer", "customer"), ("agent", "frontstage"), ("warehouse", "backstage"))
TOUCHPOINTS = ("service-line", "website-chat", "tracking-page", "delivery-message")
STAGES = (3, 3, 2)
"""How many steps each stage of a journey has."""

PLAIN = {
    "index.md": ("الدليل", "Handbook"),
    "playbook/index.md": ("فن الخدمة", "Craft"),
    "playbook/mapping-a-journey.md": ("رسم الرحلات", "Mapping a journey"),
}
"""The pages that a handbook of any size has; mkdocs.yml names the last one."""


class _Plain(yaml.CSafeDumper):
    """YAML without anchors: the handbook's reader refuses them."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


class _PythonName(str):
    """What stands behind `!!python/name:` in a configuration."""


_Plain.add_representer(
    _PythonName, lambda dumper, name: dumper.represent_scalar(f"tag:yaml.org,2002:python/name:{name}", "")
)


@dataclass(frozen=True)
class Plan:
    """What is generated: how many policies a language, in which shape, from which seed."""

    policies: int
    shape: Shape
    seed: int = 1
    prune: bool = False

    @property
    def journeys(self) -> int:
        """A tenth as many as policies."""
        return max(1, self.policies // 10)

    @property
    def plays(self) -> int:
        """A twentieth as many as policies."""
        return max(1, self.policies // 20)

    def writer(self, language: Lang, *what: object) -> Writer:
        """A source of text for one page: the same page says the same whatever the size of the handbook."""
        return Writer(language, Random(f"{self.seed}/{language}/{'/'.join(map(str, what))}"))


class Writer:
    """Pseudo-text of one page in one language."""

    def __init__(self, language: Lang, random: Random) -> None:
        self.language = language
        self.random = random

    def words(self, count: int) -> str:
        """*count* words."""
        return " ".join(self.random.choices(WORDS[self.language], k=count))

    def sentence(self, count: int) -> str:
        """A sentence of *count* words."""
        said = self.words(count)
        return f"{said[0].upper()}{said[1:]}."

    def paragraph(self, count: int) -> str:
        """Sentences of *count* words in all."""
        said = []
        while count > 0:
            length = min(count, self.random.randint(8, 16))
            said.append(self.sentence(length))
            count -= length
        return " ".join(said)

    def others(self, count: int, size: int, own: int) -> list[int]:
        """*count* numbers below *size* without *own*, or as many as there are."""
        pool = self.random.sample(range(size), min(size, count + 1))
        return [number for number in pool if number != own][:count]


def write(plan: Plan, folder: Path) -> None:
    """Write the whole handbook with its mkdocs.yml into *folder*, in place of what is there.

    Ours is committed: a site is built from a repository.
    """
    shutil.rmtree(folder, ignore_errors=True)
    docs = folder / ("content" if plan.shape == "ours" else "docs")
    files = {
        **_home(plan),
        **{f"{lang}/{_policy_path(n)}": _policy(plan, n, lang) for n in range(plan.policies) for lang in LANGUAGES},
        **{f"{lang}/{_play_path(n)}": _play(plan, n, lang) for n in range(plan.plays) for lang in LANGUAGES},
        **_journeys(plan),
        **(library() if plan.shape == "ours" else {}),
    }
    for name, text in files.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    if plan.shape == "ours":
        shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
        _commit(folder)
    else:
        (docs / "assets").mkdir()
        shutil.copy(MERMAID, docs / "assets/mermaid.min.js")
        (folder / "mkdocs.yml").write_text(_stock_settings(plan), "utf-8")


def _commit(folder: Path) -> None:
    person = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@benchmark.invalid", "-c", "gc.auto=0")
    for command in (("init", "--quiet"), ("add", "content"), ("commit", "--quiet", "--message", "All of it")):
        subprocess.run(["git", *person, *command], cwd=folder, check=True)


# ------------------------------------------------------------------------------------------------ settings


def _stock_settings(plan: Plan) -> str:
    """mkdocs.yml of the stock site: our search settings and Markdown extensions, everything else its own."""
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    search = [item for item in ours["plugins"] if _plugin_name(item) in ("search", "material/search")]
    extensions = [name for name in ours["markdown_extensions"] if name != "pymdownx.superfences"]
    fence = {
        "name": "mermaid",
        "class": "mermaid",
        "format": _PythonName("mermaid2.fence_mermaid_custom"),
    }
    settings = {
        "site_name": "Handbook",
        "site_url": "https://handbook.example/",
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.prune"] if plan.prune else [],
        },
        "plugins": [
            *search,
            {
                "i18n": {
                    "docs_structure": "folder",
                    "languages": [
                        {"locale": "ar", "name": "العربية", "default": True, "build": True},
                        {"locale": "en", "name": "English", "build": True},
                    ],
                }
            },
            {"mermaid2": {"javascript": "assets/mermaid.min.js"}},
        ],
        "markdown_extensions": [*extensions, {"pymdownx.superfences": {"custom_fences": [fence]}}],
    }
    return yaml_text(settings)


def _plugin_name(item: str | dict[str, Any]) -> str:
    return item if isinstance(item, str) else next(iter(item))


def yaml_text(data: object) -> str:
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


def _page(front: Mapping[str, Any], body: str) -> str:
    return f"---\n{yaml_text(dict(front))}---\n\n{body}"


# --------------------------------------------------------------------------------------------------- pages


def _policy_path(number: int) -> str:
    return f"policies/{_area(number)}/policy-{number:04d}.md"


def _play_path(number: int) -> str:
    return f"playbook/page-{number:04d}.md"


def _area(number: int) -> str:
    return f"area-{number % AREAS:02d}"


def _id(number: int) -> str:
    return f"CS-{number:04d}"


def _home(plan: Plan) -> dict[str, str]:
    """The home page, and the first page of the playbook."""
    files = {}
    for lang in LANGUAGES:
        for path, title in PLAIN.items():
            writer = plan.writer(lang, path)
            front = {"title": title[LANGUAGES.index(lang)]}
            if plan.shape == "ours":
                front["summary"] = writer.sentence(12)
            files[f"{lang}/{path}"] = _page(front, f"{writer.paragraph(40)}\n")
    return files


def _policy(plan: Plan, number: int, lang: Lang) -> str:
    writer = plan.writer(lang, "policy", number)
    title = f"{writer.words(4)} {number}"
    summary = writer.sentence(14)
    body = _policy_body(plan, writer, number)
    if plan.shape == "stock":
        return _page({"title": title}, body)
    if lang != LANGUAGES[0]:
        return _page({"title": title, "summary": summary, "translates": "1.2"}, body)
    return _page({"id": _id(number), "title": title, "summary": summary, **_front(plan, number)}, body)


def _front(plan: Plan, number: int) -> dict[str, Any]:
    """What an original's front matter says beside its words: nine in ten policies are in force."""
    random = Random(f"{plan.seed}/front/{number}")
    kind = random.choices(("effective", "draft", "approved"), weights=(90, 6, 4))[0]
    decided = dt.date(2025, 9, 1) + dt.timedelta(days=random.randrange(400))
    begins = dt.date(2026, 12, 1) if kind == "approved" else decided + dt.timedelta(days=14)
    approved = {
        "approved_by": "council",
        "approved_on": decided,
        "effective_date": begins,
        "last_reviewed": decided,
    }
    related = plan.writer("en", "related", number).others(2, plan.policies, number)
    return {
        "type": "policy",
        "area": _area(number),
        "version": "1.2",
        "status": kind,
        "owner": random.choice(ROLES),
        "reviewers": random.sample(ROLES, 2),
        **(approved if kind != "draft" else {}),
        "review_every": "12 months",
        "classification": "internal",
        "audience": ["frontline"],
        "related": [_id(other) for other in related],
        "standards": [
            {"value": "30", "unit": _both(plan, "unit", 1), "promise": _both(plan, ("promise", number), 5)},
            {"value": "80%", "promise": _both(plan, ("level", number), 5)},
        ],
        "change_note": _both(plan, ("change", number), 12),
    }


def _both(plan: Plan, what: object, count: int) -> dict[str, str]:
    """A text of *count* words in both languages."""
    return {lang: plan.writer(lang, what).words(count) for lang in LANGUAGES}


def _policy_body(plan: Plan, writer: Writer, number: int) -> str:
    """About 600 words: the required sections, one list, one callout, one table, three links, three numbers."""
    links = [
        f"[{writer.words(3)}](../{_area(other)}/policy-{other:04d}.md#rule)"
        for other in writer.others(3, plan.policies, number)
    ]
    numbers = [_id(other) for other in writer.others(3, plan.policies, number)]
    more = iter([*links, *numbers, *[""] * 6])
    steps = "\n".join(f"{n}. {writer.sentence(13)}" for n in range(1, 7))
    rows = "\n".join(
        f"| {writer.words(4)} | {writer.random.randint(60, 99)}% | {writer.words(2)} | {writer.words(2)} |"
        for _ in range(4)
    )
    table = f"| {' | '.join(writer.words(1) for _ in range(4))} |\n|---|---|---|---|\n{rows}"
    box = "[[standards]]" if plan.shape == "ours" else writer.sentence(8)
    callout = "must" if plan.shape == "ours" else "warning"
    special = {
        "rule": f'!!! {callout} "{writer.words(2)}"\n    {writer.paragraph(20)}',
        "practice": steps,
        "standard": box,
        "measures": table,
    }
    parts = []
    for name, titles in SECTIONS.items():
        parts.append(f"## {titles[LANGUAGES.index(writer.language)]} {{#{name}}}")
        parts.append(f"{writer.paragraph(30)} {next(more)}".strip())
        parts.append(special.get(name) or f"**{writer.words(2)}** {writer.paragraph(30)} {next(more)}".strip())
    return "\n\n".join(parts) + "\n"


def _play(plan: Plan, number: int, lang: Lang) -> str:
    writer = plan.writer(lang, "play", number)
    front: dict[str, Any] = {"title": f"{writer.words(4)} {number}"}
    if plan.shape == "ours":
        front["summary"] = writer.sentence(14)
        if lang == LANGUAGES[0]:
            front |= {"owner": ROLES[number % len(ROLES)], "related": [_id(number % plan.policies)]}
    parts = []
    for section in range(5):
        parts.append(f"## {writer.words(3)} {{#part-{section}}}")
        parts += [writer.paragraph(60), "\n".join(f"- {writer.sentence(10)}" for _ in range(4))]
    other = writer.random.randrange(plan.policies)
    parts.append(f"[{writer.words(3)}](../{_policy_path(other)}) {_id(other)}")
    return _page(front, "\n\n".join(parts) + "\n")


# ------------------------------------------------------------------------------------------------ journeys


def _journeys(plan: Plan) -> dict[str, str]:
    files = {}
    for number in range(plan.journeys):
        made = journey(plan, number)
        if plan.shape == "ours":
            files[f"journeys/{made['id']}.yml"] = yaml_text(made)
        else:
            for lang in LANGUAGES:
                files[f"{lang}/journeys/{made['id']}.md"] = _as_markdown(made, lang)
    return files


def journey(plan: Plan, number: int, sizes: Sequence[int] = STAGES) -> dict[str, Any]:
    """A journey of three actors with one decision; *sizes* says how many steps each stage has."""
    random = Random(f"{plan.seed}/journey/{number}")
    policies = [_id(other) for other in random.sample(range(plan.policies), min(3, plan.policies))]

    def said(what: str, count: int) -> dict[str, str]:
        return _both(plan, ("journey", number, what), count)

    names = (f"step-{n}" for n in range(1, sum(sizes) + 1))
    people = cycle(("customer", *random.sample([name for name, _ in ACTORS], len(ACTORS))))
    stages = []
    for stage, steps in enumerate(sizes, 1):
        stages.append(
            {
                "id": f"stage-no-{stage}",
                "name": said(f"stage {stage}", 2),
                "goal": said(f"goal {stage}", 9),
                "pain_points": [
                    {"id": f"pain-{stage}", "text": said(f"pain {stage}", 8), "severity": 3, "frequency": 2}
                ],
                "steps": [_step(next(names), next(people), random, policies, said) for _ in range(steps)],
            }
        )
    decision = stages[1]["steps"][1]  # type: ignore[index]  # a list of mappings
    decision["next"] = [
        {"to": "step-6", "when": said("yes", 1)},
        {"to": "step-2", "when": said("no", 1)},
    ]
    return {
        "id": f"journey-{number:04d}",
        "title": {lang: f"{title} {number}" for lang, title in said("title", 4).items()},
        "summary": said("summary", 16),
        "type": "problem" if number % 2 else "end_to_end",
        "state": "as_is",
        "area": _area(number),
        "related_policies": policies[:1],
        "scope": {
            "business_goal": said("business", 14),
            "customer_goal": said("wanted", 12),
            "scenario": said("scenario", 20),
            "start": said("start", 8),
            "end": said("end", 8),
            "actor": "customer",
            "personas": ["first-time-buyer"],
            "expectations": [said("expects one", 7), said("expects two", 7)],
        },
        "research": [
            {
                "id": "interviews",
                "method": said("method", 4),
                "date": dt.date(2026, 5, 10),
                "sample": said("sample", 6),
                "finding": said("finding", 14),
                "confidence": "validated",
            }
        ],
        "stages": stages,
        "validation": {"status": "partial"},
        "lifecycle": {"owner": "experience", "review_every": "6 months", "last_reviewed": dt.date(2026, 9, 1)},
    }


def _step(name: str, actor: str, random: Random, policies: Sequence[str], said: Any) -> dict[str, Any]:
    step = {
        "id": name,
        "name": said(f"{name} name", 3),
        "kind": "action",
        "initiator": actor,
        "touchpoint": random.choice(TOUCHPOINTS),
        "thoughts": said(f"{name} thoughts", 9),
        "emotion": random.randint(-2, 2),
        "intensity": random.randint(1, 5),
        "importance": random.randint(1, 5),
        "satisfaction": random.randint(1, 5),
        "duration": f"{random.randint(2, 50)} minutes",
        "frontstage": said(f"{name} frontstage", 10),
        "backstage": said(f"{name} backstage", 10),
        "research_refs": ["interviews"],
        "policies": [random.choice(policies)],
    }
    if name == "step-1":
        step |= {"kind": "communication", "receiver": "agent"}
    return step


def _as_markdown(journey: Mapping[str, Any], lang: Lang) -> str:
    """The same journey as a page with a Mermaid flowchart and a list of steps."""
    steps = [step for stage in journey["stages"] for step in stage["steps"]]
    chart = ["flowchart LR"]
    for actor, _lane in ACTORS:
        chart.append(f'  subgraph {actor}["{_name(actor, lang)}"]')
        chart += (f'    {s["id"]}["{s["name"][lang]}"]' for s in steps if s["initiator"] == actor)
        chart.append("  end")
    for step, after in pairwise(steps):
        ways = step.get("next", [{"to": after["id"]}])
        chart += (f"  {step['id']} -->{_when(way, lang)} {way['to']}" for way in ways)
    scope = journey["scope"]
    parts = [journey["summary"][lang], "```mermaid\n" + "\n".join(chart) + "\n```", "## Scope {#scope}"]
    parts += [scope[name][lang] for name in ("business_goal", "customer_goal", "scenario", "start", "end")]
    parts.append("\n".join(f"- {text[lang]}" for text in scope["expectations"]))
    for stage in journey["stages"]:
        parts.append(f"## {stage['name'][lang]} {{#{stage['id']}}}")
        parts += [stage["goal"][lang], *(_step_in_words(step, lang) for step in stage["steps"])]
    parts += ["## Research {#research}", *(item["finding"][lang] for item in journey["research"])]
    return _page({"title": journey["title"][lang]}, "\n\n".join(parts) + "\n")


def _step_in_words(step: Mapping[str, Any], lang: Lang) -> str:
    facts = [step[name][lang] for name in ("thoughts", "frontstage", "backstage")]
    facts += [f"{name}: {step[name]}/5" for name in ("intensity", "importance", "satisfaction")]
    facts += [_name(step["touchpoint"], lang), step["duration"]]
    facts += (_policy_link(number) for number in step["policies"])
    said = "\n".join(f"- {fact}" for fact in facts)
    return f"### {step['name'][lang]} {{#{step['id']}}}\n\n{_name(step['initiator'], lang)}\n\n{said}"


def _policy_link(number: str) -> str:
    return f"[{number}](../{_policy_path(int(number.removeprefix('CS-')))})"


def _when(way: Mapping[str, Any], lang: Lang) -> str:
    return f'|"{way["when"][lang]}"|' if "when" in way else ""


# ------------------------------------------------------------------------------------------------- library


def library() -> dict[str, str]:
    def named(name: str, **more: object) -> dict[str, object]:
        return {"id": name, "name": {lang: _name(name, lang) for lang in LANGUAGES}, **more}

    areas = (f"area-{n:02d}" for n in range(AREAS))
    text = {"ar": "كلام قصير", "en": "A short text"}
    shelves: dict[str, Iterable[object]] = {
        "areas": (named(name, summary=text, icon="flag") for name in areas),
        "roles": (named(name) for name in ROLES),
        "actors": (named(name, lane=lane, icon=name) for name, lane in ACTORS),
        "personas": [named("first-time-buyer", actor="customer", summary=text)],
        "channels": [named("phone", icon="phone"), named("web", icon="web")],
        "touchpoints": (
            named(name, channel="web" if number else "phone", control="owned", owner="contact")
            for number, name in enumerate(TOUCHPOINTS)
        ),
        "glossary": [{"id": "customer", "term": {"ar": "عميل", "en": "customer"}, "definition": text}],
    }
    return {f"library/{shelf}.yml": yaml_text(list(items)) for shelf, items in shelves.items()}


def _name(name: str, lang: Lang) -> str:
    """A name of two words that belongs to an id."""
    return Writer(lang, Random(f"{lang}/{name}")).words(2)


def main() -> None:
    """Write a handbook as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shape", choices=("ours", "stock"))
    parser.add_argument("policies", type=int, help="policies in each language; a tenth as many journeys")
    parser.add_argument("folder", type=Path, help="where to write; what is there goes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--prune", action="store_true", help="stock only: with navigation.prune")
    said = parser.parse_args()
    if said.shape == "stock" and not MERMAID.is_file():
        sys.exit(f"{MERMAID.relative_to(ROOT)} is missing: run `npm ci` first.")
    if said.folder.exists() and any(said.folder.iterdir()) and not (said.folder / "mkdocs.yml").is_file():
        sys.exit(f"{said.folder} holds something that is not a handbook: name another folder.")
    write(Plan(said.policies, said.shape, said.seed, said.prune), said.folder)


if __name__ == "__main__":
    main()
