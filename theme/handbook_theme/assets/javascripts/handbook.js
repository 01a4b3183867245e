/* Comfort on top of pages that are complete without it: palette button, drawer, search, register, large drawings.
   Loaded after Material's bundle. Header parts are wired once; parts of the page again after each navigation. */
(() => {
  "use strict"

  const one = (selector, from = document) => from.querySelector(selector)
  const all = (selector, from = document) => [...from.querySelectorAll(selector)]
  const early = window.__hb || {}

  /* ---- Palette button ------------------------------------------------------------------------------------------ */
  const button = one("[data-hb-palette-button]")
  if (button && early.palette) {
    const { palette } = early
    const name = () => button.setAttribute("aria-label", button.dataset[`hb${palette.mode.replace(/^./, c => c.toUpperCase())}`])
    button.addEventListener("click", () => {
      palette.choose(palette.modes[(palette.modes.indexOf(palette.mode) + 1) % palette.modes.length])
      name()
    })
    name()
  }

  /* ---- Toggles: Material keeps "open" in a checkbox, which also works without script ----------------------------- */
  const toggle = name => one(`[data-md-toggle=${name}]`)
  const isOpen = name => Boolean(toggle(name)?.checked)
  const setOpen = (name, open) => isOpen(name) !== open && toggle(name)?.click()

  /* ---- Drawer: a dialog while it is open, nothing at all while it is closed --------------------------------------- */
  const drawer = () => one("[data-hb-drawer]")
  const opener = one("[data-hb-drawer-open]")
  const stops = () => all("a[href], button", drawer()).filter(item => item.offsetParent)

  function drawerChanged() {
    const panel = drawer()
    if (!panel) return
    const open = isOpen("drawer")
    panel.inert = !open
    opener?.setAttribute("aria-expanded", String(open))
    if (open) {
      panel.setAttribute("role", "dialog")
      panel.setAttribute("aria-modal", "true")
      panel.setAttribute("aria-label", one("nav", panel).getAttribute("aria-label"))
      one("[data-hb-drawer-close]", panel).focus()
    } else {
      for (const name of ["role", "aria-modal", "aria-label"]) panel.removeAttribute(name)
      if (opener?.offsetParent) opener.focus({ preventScroll: true })
    }
  }

  /* Tab goes round inside the open drawer, so that it never walks the page underneath. */
  function drawerKeys(event) {
    if (!isOpen("drawer")) return
    if (event.key === "Escape") setOpen("drawer", false)
    if (event.key !== "Tab") return
    const items = stops()
    const [first, last] = [items[0], items[items.length - 1]]
    if (event.shiftKey && document.activeElement === first) last.focus()
    else if (!event.shiftKey && document.activeElement === last) first.focus()
    else return
    event.preventDefault()
  }

  toggle("drawer")?.addEventListener("change", drawerChanged)
  document.addEventListener("keydown", drawerKeys)

  /* ---- Search ---------------------------------------------------------------------------------------------------- */
  const box = one("[data-md-component=search-query]")

  function openSearch(words = "") {
    setOpen("search", true)
    if (words) {
      box.value = words
      /* Material reads the box on these events only. */
      box.dispatchEvent(new Event("input", { bubbles: true }))
      box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
    }
    box.focus()
  }

  document.addEventListener("click", event => {
    const on = selector => event.target.closest?.(selector)
    if (on("[data-hb-drawer-open]")) setOpen("drawer", true)
    else if (on("[data-hb-drawer-close]")) setOpen("drawer", false)
    else if (on("[data-hb-drawer] a[href]")) setOpen("drawer", false)
    else if (box && on("[data-hb-search-open]")) openSearch()
    else if (on("[data-hb-search-close]")) {
      setOpen("search", false)
      one("[data-hb-search-open]")?.focus()
    }
  })

  /* Another language is another page: never swapped in place, or the header would stay in this one. */
  document.addEventListener("click", event => {
    if (event.target.closest?.("a[data-hb-language]")) event.stopPropagation()
  }, { capture: true })

  /* ---- Home: the big box opens the handbook's search, with what was typed ------------------------------------------- */
  function home() {
    one("[data-hb-home-search]")?.addEventListener("submit", event => {
      if (!box) return // no search on this site: the form leads to the register
      event.preventDefault()
      openSearch(one("input", event.currentTarget).value.trim())
    })
  }

  /* ---- Register: sort, filter, find ---------------------------------------------------------------------------------- */
  /* The same word however it is written: without vowel signs, with one alef, one yeh, Latin digits. */
  const plain = text => text.normalize("NFKC").toLowerCase()
    .replace(/[\u064B-\u065F\u0670\u0640\u200C-\u200F\u061C\u2066-\u2069]/g, "")
    .replace(/[آأإٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه")
    .replace(/[٠-٩]/g, digit => "٠١٢٣٤٥٦٧٨٩".indexOf(digit))
    .replace(/\s+/g, " ").trim()

  function register() {
    const area = one("[data-hb-register]")
    if (!area) return
    const body = one("tbody", area)
    const rows = all("tr", body)
    const texts = new Map(rows.map(row => [row, plain(row.textContent)]))
    const form = one("form", area)
    const find = one("input[name=q]", form)

    function show() {
      const state = one("input[name=show]:checked", form)?.value || "all"
      const words = plain(find.value).split(" ")
      for (const row of rows) {
        const wanted = state === "all" || row.classList.contains(`is-${state}`)
        row.hidden = !(wanted && words.every(word => texts.get(row).includes(word)))
      }
      const count = rows.filter(row => !row.hidden).length
      one("[data-hb-count]", area).textContent = area.dataset.hbShown.replace("{n}", count)
      one("[data-hb-empty]", area).hidden = count > 0
    }

    const order = new Intl.Collator(document.documentElement.lang, { numeric: true })
    const key = (row, column) => row.cells[column].dataset.hbKey ?? plain(row.cells[column].textContent)

    function sort(column, down) {
      const sorted = [...rows].sort((a, b) => {
        const [x, y] = [key(a, column), key(b, column)]
        if (!x || !y) return x ? -1 : y ? 1 : 0 // rows without a value stay last either way
        return (down ? -1 : 1) * order.compare(x, y)
      })
      body.append(...sorted)
    }

    all("thead th", area).forEach((head, column, heads) => {
      const label = one("[data-hb-head]", head)
      if (!label) return
      const control = document.createElement("button")
      control.type = "button"
      control.className = "hb-sort"
      control.textContent = label.textContent
      label.replaceWith(control)
      control.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending"
        for (const other of heads) other.removeAttribute("aria-sort")
        head.setAttribute("aria-sort", down ? "descending" : "ascending")
        sort(column, down)
      })
    })

    one("[data-hb-find]", area).hidden = false
    find.value = early.query || ""
    early.query = ""
    const wanted = new URLSearchParams(location.search).get("show")
    const radio = wanted && all("input[name=show]", form).find(input => input.value === wanted)
    if (radio) radio.checked = true
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("input", show)
    show()
  }

  /* ---- Wide tables: Material wraps them in a box that scrolls. While one does, the keyboard must be able to ------------- */
  const watch = new ResizeObserver(entries => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth
      if (!scrolls) for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name)
      else {
        let before = target
        while (before && !/^H[1-6]$/.test(before.tagName)) before = before.previousElementSibling
        target.tabIndex = 0
        target.setAttribute("role", "region")
        target.setAttribute("aria-label", (before || one("h1")).textContent)
      }
    }
  })

  window.__hb = Object.assign(early, { watchTable: box => watch.observe(box) }) // for tables that come later

  function tables() {
    watch.disconnect()
    for (const box of all(".md-typeset__scrollwrap")) watch.observe(box)
  }

  /* ---- A link into something folded unfolds it; not every browser does so by itself ------------------------------------ */
  function unfold() {
    const target = one(":target")
    let fold = target?.closest("details:not([open])")
    if (!fold) return
    for (; fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true
    target.scrollIntoView()
  }

  addEventListener("hashchange", unfold)

  /* ---- Large drawings: zoom and drag. At rest nothing differs from a page without script: the figure scrolls ------------ */
  const ZOOM = { least: .1, most: 4, step: 1.25 } // times the size at which the drawing was made
  const KEYS = { "+": 1, "=": 1, "-": -1, "−": -1, "_": -1, "0": 0, "٠": 0 }

  function pan(figure) {
    const drawing = one("svg", figure)
    const { hbPan, hbZoomIn, hbZoomOut, hbFit } = figure.dataset
    const made = drawing?.viewBox.baseVal
    if (!made?.width || !hbPan || figure.classList.contains("hb-pan--on")) return

    const tools = document.createElement("div")
    const level = document.createElement("output")
    let fitted = false
    let dragged = false

    const width = () => drawing.getBoundingClientRect().width
    const moves = () => figure.scrollWidth > figure.clientWidth || figure.scrollHeight > figure.clientHeight

    function show() {
      const size = width() / made.width
      level.textContent = `${Math.round(size * 100)}%`
      less.setAttribute("aria-disabled", String(size < ZOOM.least + .005))
      more.setAttribute("aria-disabled", String(size > ZOOM.most - .005))
      figure.classList.toggle("hb-pan--moves", moves())
    }

    /* What lies under x and y stays there. Rectangles say where; scrollLeft counts backwards from right to left. */
    function zoom(wanted, x, y) {
      const box = figure.getBoundingClientRect()
      const least = Math.min(ZOOM.least * made.width, width())
      const to = Math.min(Math.max(wanted, least), ZOOM.most * made.width)
      const [px, py] = [x ?? box.left + box.width / 2, y ?? box.top + box.height / 2]
      const before = drawing.getBoundingClientRect()
      /* The window keeps the height that the figure had, so that the page underneath stays where it is. */
      if (!figure.classList.contains("hb-pan--zoomed")) figure.style.setProperty("--hb-pan-height", `${box.height}px`)
      figure.style.setProperty("--hb-pan-width", `${to}px`)
      figure.classList.add("hb-pan--zoomed")
      const after = drawing.getBoundingClientRect()
      figure.scrollLeft += after.left + (px - before.left) / before.width * after.width - px
      figure.scrollTop += after.top + (py - before.top) / before.height * after.height - py
      fitted = false
      show()
    }

    function fit() {
      zoom(Math.min(figure.clientWidth, innerHeight * .85 * made.width / made.height))
      fitted = true
    }

    const step = way => (way ? zoom(width() * ZOOM.step ** way) : fit())

    function button(text, name, way) {
      const control = document.createElement("button")
      control.type = "button"
      control.className = "hb-pan__button"
      control.textContent = text
      if (name !== text) control.setAttribute("aria-label", name)
      control.addEventListener("click", () => step(way))
      return control
    }

    figure.addEventListener("keydown", event => {
      if (event.target !== figure || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return
      event.preventDefault()
      step(KEYS[event.key])
    })

    figure.addEventListener("wheel", event => {
      if (!event.ctrlKey && !event.metaKey) return // the wheel alone scrolls, as everywhere
      event.preventDefault()
      const turned = event.deltaY * (event.deltaMode ? 20 : 1)
      zoom(width() * 2 ** (-turned / 300), event.clientX, event.clientY)
    }, { passive: false })

    /* Mouse and pen drag; a finger scrolls by itself. */
    figure.addEventListener("pointerdown", event => {
      dragged = false
      if (event.button || event.pointerType === "touch" || !drawing.contains(event.target) || !moves()) return
      let { clientX, clientY } = event
      const quiet = new AbortController()
      const on = (name, act) => figure.addEventListener(name, act, { signal: quiet.signal })
      on("pointermove", ({ clientX: x, clientY: y, pointerId }) => {
        if (!dragged && Math.hypot(x - clientX, y - clientY) < 5) return
        if (!dragged) figure.setPointerCapture(pointerId)
        dragged = true
        figure.classList.add("hb-pan--drag")
        figure.scrollLeft -= x - clientX
        figure.scrollTop -= y - clientY
        clientX = x
        clientY = y
      })
      for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
        on(name, () => {
          quiet.abort()
          figure.classList.remove("hb-pan--drag")
        })
      }
    })
    figure.addEventListener("dragstart", event => event.preventDefault()) // a link in the drawing is not carried away
    figure.addEventListener("click", event => {
      if (!dragged) return
      event.preventDefault() // the end of a drag is no click on what lies there
      event.stopPropagation()
    }, { capture: true })

    const less = button("−", hbZoomOut, -1)
    const more = button("+", hbZoomIn, 1)
    tools.className = "hb-pan__tools"
    tools.setAttribute("role", "group")
    tools.setAttribute("aria-label", hbPan)
    level.className = "hb-pan__level"
    level.dir = "ltr"
    tools.append(less, level, more, button(hbFit, hbFit, 0))
    figure.before(tools)
    figure.tabIndex = 0
    figure.classList.add("hb-pan--on")
    new ResizeObserver(() => (fitted ? fit() : show())).observe(figure)
  }

  /* ---- After each navigation ------------------------------------------------------------------------------------------ */
  function page() {
    const foot = one(".hb-footer")
    const root = document.documentElement
    if (foot?.lang && foot.lang !== root.lang) {
      /* Back or forward into another language with instant navigation on: the header must follow. */
      root.lang = foot.lang
      root.dir = foot.dir
      document.body.dir = foot.dir
      location.reload()
      return
    }
    for (const link of all(".hb-footer a[data-hb-language]")) {
      const twin = one(`.hb-header a[data-hb-language="${link.dataset.hbLanguage}"]`)
      if (twin) twin.href = link.href
    }
    const panel = drawer()
    if (panel) panel.inert = !isOpen("drawer")
    home()
    register()
    for (const figure of all(".hb-pan")) pan(figure)
    unfold()
    requestAnimationFrame(tables) // after Material has wrapped them
  }

  if (window.document$?.subscribe) window.document$.subscribe(page)
  else page()
})()
