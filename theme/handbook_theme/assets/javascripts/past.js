/* The past of a document, as comfort on top of pages that are complete without it: a text of another day in the place of
   today's, the way from change to change, the day on "in force on", the areas of what's new. */
(() => {
  "use strict"

  const one = (selector, from = document) => from.querySelector(selector)
  const all = (selector, from = document) => [...from.querySelectorAll(selector)]
  const root = document.documentElement
  const kept = { get: window.__md_get || (() => null), set: window.__md_set || (() => undefined) }

  /* Numbers and names stand isolated in a sentence, so that they read the same in both directions. */
  const isolated = value => `\u2068${value}\u2069`
  const fill = (words, values) =>
    words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? isolated(values[name]) : whole))

  /* ---- Days: ISO texts, which compare as they are ---------------------------------------------------------------- */
  const isDay = text => {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(NaN)
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
  }

  function dayWords(iso, locale) {
    const tag = `${(locale || root.lang).replaceAll("_", "-")}-u-ca-gregory-nu-latn`
    return new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`))
  }

  /* ---- Wide tables of a text that was put here: as Material and handbook.js do with those of the page ------------ */
  function wrapTables(area) {
    for (const table of all("table:not([class])", area)) {
      if (table.closest(".md-typeset__scrollwrap")) continue
      const [outer, inner] = [document.createElement("div"), document.createElement("div")]
      outer.className = "md-typeset__scrollwrap"
      inner.className = "md-typeset__table"
      table.before(outer)
      inner.append(table)
      outer.append(inner)
      window.__hb?.watchTable(outer)
    }
  }

  /* ---- From change to change ------------------------------------------------------------------------------------- */
  const WAYS = { n: 1, j: 1, p: -1, k: -1 }
  const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"
  const KEYS = "__hb_change_keys" // whether single letters move the reader: can be switched off

  function compared(area) {
    const text = one("[data-hb-marked]", area)
    const tools = one("[data-hb-tools]", area)
    const changes = text ? all(".hb-chg", text) : []
    if (!tools || !changes.length) return
    const [back, on] = all("[data-hb-step]", tools)
    const said = one("[data-hb-at-change]", tools)
    const letters = one("[data-hb-keys]", tools)
    const { hbPosition, hbTotal } = tools.dataset
    let at = -1

    for (const fold of all("details", text)) if (one(".hb-chg", fold)) fold.open = true
    tools.hidden = false

    function show() {
      said.textContent = fill(at < 0 ? hbTotal : hbPosition, { at: at + 1, total: changes.length })
      back.setAttribute("aria-disabled", String(at === 0))
      on.setAttribute("aria-disabled", String(at === changes.length - 1))
    }

    function go(to) {
      at = Math.min(Math.max(to, 0), changes.length - 1)
      const change = changes[at]
      change.tabIndex = -1
      change.scrollIntoView({ block: "center" })
      change.focus({ preventScroll: true })
      show()
    }

    /* From the change that the reader looks at; where it is out of sight, from what is in sight. */
    function step(way) {
      const edge = tools.getBoundingClientRect().bottom
      const boxes = changes.map(change => change.getBoundingClientRect())
      if (at >= 0 && boxes[at].bottom > edge && boxes[at].top < innerHeight) return go(at + way)
      const next = way > 0 ? boxes.findIndex(box => box.top >= edge) : boxes.findLastIndex(box => box.top < edge)
      return go(next < 0 ? (way > 0 ? changes.length - 1 : 0) : next)
    }

    for (const button of [back, on]) {
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") !== "true") step(Number(button.dataset.hbStep))
      })
    }

    letters.checked = kept.get(KEYS) !== false
    letters.addEventListener("change", () => kept.set(KEYS, letters.checked))
    document.addEventListener("keydown", event => {
      if (!tools.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return
      const inside = event.target.closest?.(".hb-chg, [data-hb-tools]")
      if (inside && (event.key === "Home" || event.key === "End")) {
        event.preventDefault()
        go(event.key === "Home" ? 0 : changes.length - 1)
        return
      }
      /* An Arabic keyboard has other letters on the same keys. */
      const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase()
      if (!(letter in WAYS) || !letters.checked || !letters.offsetParent) return
      event.preventDefault()
      step(WAYS[letter])
    })

    onlyChanges(text, tools)
    show()
    const asked = () => changes.findIndex(change => change.id && `#${change.id}` === location.hash)
    const target = asked()
    if (target >= 0) go(target)
    addEventListener("hashchange", () => {
      const to = asked()
      if (tools.isConnected && to >= 0) go(to)
    })
  }

  /* ---- Only what changed: the rest is folded into lines that unfold ---------------------------------------------- */
  const rank = block => (/^H[1-6]$/.test(block.tagName) ? Number(block.tagName[1]) : 0)

  /* The blocks to fold: neither changed themselves nor the heading of something that changed. */
  function unchanged(blocks) {
    const marked = blocks.map(block => block.matches(".hb-chg") || Boolean(one(".hb-chg", block)))
    const ends = (block, from) => rank(block) && rank(block) <= from

    function leads(i) {
      const from = rank(blocks[i])
      for (let j = i + 1; from && j < blocks.length && !ends(blocks[j], from); j += 1) if (marked[j]) return true
      return false
    }

    return blocks.filter((_, i) => !marked[i] && !leads(i))
  }

  function onlyChanges(text, tools) {
    const box = one("[data-hb-only]", tools)
    const blocks = [...text.children]
    const rest = new Set(unchanged(blocks))
    one("[data-hb-only-label]", tools).hidden = !rest.size || !text.matches(".hb-redline")

    function line(run) {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "hb-gap"
      button.textContent = fill(tools.dataset.hbFolded, { n: run.length })
      button.addEventListener("click", () => {
        for (const block of run) block.classList.remove("hb-unseen")
        run[0].tabIndex = -1
        button.remove()
        run[0].focus({ preventScroll: true })
      })
      run[0].before(button)
    }

    box.addEventListener("change", () => {
      for (const gap of all(".hb-gap", text)) gap.remove()
      for (const block of blocks) block.classList.toggle("hb-unseen", box.checked && rest.has(block))
      if (!box.checked) return
      let run = []
      for (const block of [...blocks, null]) {
        if (block && rest.has(block)) run.push(block)
        else if (run.length) {
          line(run)
          run = []
        }
      }
    })
  }

  /* ---- The text of another day in the place of today's ----------------------------------------------------------- */
  const starts = revision => revision.effective || revision.published

  /* What was in force on a day: the last version that holds by then, in the wording that was published by then, or
     else in its first. Nothing after the last day of a document that has ended. */
  function onDay(revisions, day) {
    const due = revisions.filter(revision => starts(revision) <= day)
    const last = due.at(-1)
    if (!last || (last.until && last.until < day)) return undefined
    const own = due.filter(revision => revision.label === last.label)
    return own.findLast(revision => revision.published <= day) || own[0]
  }

  const dayBefore = iso => new Date(Date.parse(`${iso}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

  /* From when to when a wording held: its version's days, shortened by its own publication and by the next wording's. */
  function span(revisions, revision) {
    const here = revisions.indexOf(revision)
    const [before, after] = [revisions[here - 1], revisions[here + 1]]
    const begins = other => [other.published, starts(other)].sort()[1]
    const from = before?.label === revision.label ? begins(revision) : starts(revision)
    const next = after && (after.label === revision.label ? begins(after) : starts(after))
    const ends = [next && dayBefore(next), revision.until].filter(Boolean).sort()
    return { from, until: ends[0], next, held: !ends[0] || ends[0] >= from }
  }

  class Shown {
    constructor(place) {
      this.place = place
      this.words = {}
      for (const { dataset, textContent } of all("[data-hb-word]", one("[data-hb-past-words]", place).content)) {
        this.words[dataset.hbWord] = textContent
      }
    }

    say(key, values = {}) {
      return fill(this.words[key], values)
    }

    day(iso) {
      return dayWords(iso, this.place.dataset.hbLocale)
    }

    /* "version 2.0", "revision r3", or both where a version has several texts. */
    which(revisions, { n, label }) {
      const own = this.say("revision", { label: `r${n}` })
      if (/^r\d+$/.test(label)) return own
      const version = this.say("version", { label })
      return revisions.filter(other => other.label === label).length > 1 ? version + this.words.separator + own : version
    }

    /* When it was published, and, of a rule, from when to when it was in force. */
    days(revisions, revision) {
      const { from, until, next, held } = span(revisions, revision)
      const rule = "hbBinding" in this.place.dataset && held
      const key = rule ? (until ? "span" : "open") : next ? "replaced" : "published"
      const days = { published: revision.published, replaced: next, from, until }
      for (const name of Object.keys(days)) days[name] &&= this.day(days[name])
      return this.say(`shown.${key}`, days)
    }

    banner(title, text, old = true) {
      const banner = one("[data-hb-past-banner]", this.place).content.cloneNode(true).firstElementChild
      one("#hb-past-title", banner).textContent = title
      one("[data-hb-past-text]", banner).textContent = text
      if (!old) {
        banner.classList.replace("hb-banner--superseded", "hb-past__banner--notice")
        one("[data-hb-past-current]", banner).remove()
      }
      this.place.prepend(banner)
      one("[data-hb-past-status]", this.place).textContent = `${title}. ${text}`
    }

    /* Why today's text stays. */
    notice(name, values = {}, why = name) {
      this.banner(this.say(`shown.${name}_title`, values), this.words[`shown.${why}`], false)
    }

    /* All of today's text gives way, with what speaks of it; what the reader can do with the page stays. */
    replace(blocks, marked, title) {
      const body = document.createElement("div")
      body.className = marked ? "hb-body hb-redline" : "hb-body"
      const parsed = document.createElement("template")
      parsed.innerHTML = blocks.join("") // written by the build, cleaned there; a template runs nothing
      body.append(parsed.content)
      for (let next = this.place.nextElementSibling; next; ) {
        const after = next.nextElementSibling
        if (!next.matches(".hb-docfoot, .hb-printfoot")) next.remove()
        next = after
      }
      wrapTables(body) // first: what is folded and unfolded is the box of a table, not the table
      if (marked) {
        const area = document.createElement("div")
        area.className = "hb-compared"
        body.dataset.hbMarked = ""
        area.append(...one("[data-hb-past-tools]", this.place).content.cloneNode(true).children, body)
        if (!one("ins, del, .hb-fmt", body)) one(".hb-sum", area).remove() // sentences need no key
        this.place.after(area)
        all(".hb-chg", body).forEach((change, i) => (change.id ||= `c${i + 1}`))
        compared(area)
      } else this.place.after(body)
      root.dataset.hbShows = marked ? "compare" : "at"
      if (title) one("h1").textContent = title
      this.contents(body)
      if (location.hash) one(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`)?.scrollIntoView()
    }

    /* "On this page" names the sections of the text that is shown. */
    contents(body) {
      const list = one(".md-nav--secondary .md-nav__list")
      if (!list) return
      list.replaceChildren(...all("h2[id]", body).map(heading => {
        const [item, link] = [document.createElement("li"), document.createElement("a")]
        item.className = "md-nav__item"
        link.className = "md-nav__link"
        link.href = `#${heading.id}`
        const kept = [...heading.childNodes].filter(node => node.nodeName !== "DEL")
        link.textContent = kept.map(node => node.textContent).join("")
        item.append(link)
        return item
      }))
      list.closest("nav").hidden = !list.children.length
    }

    found(revisions, asked) {
      const number = /^r(\d+)$/.exec(asked)
      if (number) return revisions.find(revision => revision.n === Number(number[1]))
      return onDay(revisions, asked)
    }

    async show(asked, compare) {
      const isNumber = /^r\d+$/.test(asked)
      if (!isNumber && !isDay(asked)) return this.notice("invalid", { value: asked })
      one("[data-hb-past-status]", this.place).textContent = this.words["shown.loading"]
      let store
      try {
        const answer = await fetch(this.place.dataset.hbStore)
        if (!answer.ok) throw new Error(answer.status)
        store = await answer.json()
        if (!store.revisions) throw new TypeError("no texts")
      } catch {
        /* No network, or a page opened from disk, where nothing can be fetched. */
        return this.notice("failed")
      }
      const { revisions, blocks } = store
      const revision = this.found(revisions, asked)
      if (!revision) {
        if (isNumber) return this.notice("unknown", { label: asked })
        return this.notice("none", { date: this.day(asked) }, "hbBinding" in this.place.dataset ? "none" : "unborn")
      }
      const which = this.which(revisions, revision)
      const current = revision.n === store.page
      if (compare) {
        const same = current || !revision.since?.length
        this.banner(this.say("compare.title", { which }), this.words[same ? "compare.same" : "compare.text"], !same)
        if (!same) this.replace(revision.since.map(name => blocks[name]), true)
        return undefined
      }
      const title = isNumber ? (current ? "shown.title_current" : "shown.title") : "shown.title_day"
      const named = this.say(title, { which, date: isNumber ? "" : this.day(asked) })
      this.banner(named, this.days(revisions, revision), !current)
      if (!current) this.replace(revision.blocks.map(name => blocks[name]), false, revision.title)
      return undefined
    }
  }

  function past() {
    const waiting = "[data-hb-at], [data-hb-compare], [data-hb-day], [data-hb-shown-by-script]"
    for (const item of all(waiting)) item.hidden = false
    const place = one("[data-hb-past]")
    if (!place?.dataset.hbStore || one(".hb-past__banner", place)) return
    const asked = new URLSearchParams(location.search)
    const at = asked.get("at")?.trim()
    const since = asked.get("compare")?.trim()
    if (at && isDay(at)) {
      one("input[name=at]", place).value = at
      for (const link of all("a[data-hb-language]")) link.search = `?at=${at}` // the same day in the other language
    }
    if (at || since) new Shown(place).show(at || since, !at)
  }

  /* ---- In force on: the versions that held on a day -------------------------------------------------------------- */
  function force() {
    const area = one("[data-hb-force]")
    if (!area) return
    const form = one("[data-hb-force-day]", area)
    const said = one("[data-hb-count]", form)
    const rows = all("tbody tr", area)

    function show(day) {
      const held = new Set()
      for (const row of rows) {
        const { hbSince, hbUntil, hbOf } = row.dataset
        const holds = hbSince <= day && (!hbUntil || day <= hbUntil) && !held.has(hbOf)
        if (holds) held.add(hbOf) // the later one where two overlap: the latest stands first
        row.hidden = Boolean(day) && !holds
      }
      const count = rows.filter(row => !row.hidden).length
      area.toggleAttribute("data-hb-filtered", Boolean(day))
      one("[data-hb-empty]", area).hidden = count > 0
      const { hbShown, hbLocale, hbTotal } = area.dataset
      said.textContent = day ? fill(hbShown, { date: dayWords(day, hbLocale), n: count, total: hbTotal }) : ""
      const address = new URL(location.href)
      if (day) address.searchParams.set("on", day)
      else address.searchParams.delete("on")
      if (address.href !== location.href) history.replaceState(history.state, "", address)
    }

    form.hidden = false
    form.addEventListener("submit", event => {
      event.preventDefault()
      show(form.elements.on.value)
    })
    form.addEventListener("reset", () => show(""))
    const asked = new URLSearchParams(location.search).get("on") || ""
    if (isDay(asked)) {
      form.elements.on.value = asked
      show(asked)
    }
  }

  /* ---- What's new: the areas ------------------------------------------------------------------------------------- */
  function news() {
    const area = one("[data-hb-news]")
    const form = area && one("[data-hb-news-filter]", area)
    if (!form) return
    const items = all("[data-hb-area]", area)

    function show() {
      const wanted = form.elements.area.value
      for (const item of items) item.hidden = Boolean(wanted) && item.dataset.hbArea !== wanted
      const count = items.filter(item => !item.hidden).length
      one("[data-hb-count]", form).textContent = area.dataset.hbShown.replace("{n}", count)
      one("[data-hb-empty]", area).hidden = count > 0
    }

    form.hidden = false
    form.addEventListener("change", show)
    form.addEventListener("submit", event => event.preventDefault())
    show()
  }

  /* ---- Paper shows what is folded on the screen ------------------------------------------------------------------ */
  let opened = []
  addEventListener("beforeprint", () => {
    opened = all(".hb-fold:not([open])")
    for (const fold of opened) fold.open = true
  })
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false
  })

  function page() {
    if (one(".hb-header--light")) wrapTables(document)
    past()
    force()
    news()
    for (const area of all("[data-hb-compared]")) compared(area)
  }

  if (window.document$?.subscribe) window.document$.subscribe(page)
  else page()
})()
