/* Runs in <head>, before the body: what Material writes as inline scripts, and the palette before the first paint.
   Loaded without defer on purpose. Everything here must survive a browser that refuses to store anything. */
(() => {
  "use strict"

  const script = document.currentScript
  const root = document.documentElement
  const scope = new URL("../../", script.src) // the top of the site: one palette for all languages

  root.classList.replace("no-js", "js")

  /* ---- The four names that Material's bundle expects ------------------------------------------------------- */
  window.__md_scope = scope

  window.__md_hash = text => {
    let hash = 0
    for (const letter of text) hash = (hash << 5) - hash + letter.charCodeAt(0)
    return hash
  }

  window.__md_get = (name, storage, base = scope) => {
    try {
      return JSON.parse((storage || localStorage).getItem(`${base.pathname}.${name}`))
    } catch {
      return null
    }
  }

  window.__md_set = (name, value, storage, base = scope) => {
    try {
      (storage || localStorage).setItem(`${base.pathname}.${name}`, JSON.stringify(value))
    } catch { /* private browsing: the choice lasts as long as the page */ }
  }

  /* ---- Translations: Material asks each link[rel=alternate] for a sitemap beside it, to swap languages in place.
     Ours are links to pages, not to sites, and to feeds; a second word in rel keeps their meaning and its selector
     away. ---------------------------------------------------------------------------------------------------------- */
  for (const link of document.head.querySelectorAll("link[rel=alternate]")) link.rel = link.hreflang ? "alternate translation" : "alternate feed"

  /* ---- Palette: auto, light, dark --------------------------------------------------------------------------- */
  const MEDIA = {
    auto: "(prefers-color-scheme)",
    light: "(prefers-color-scheme: light)",
    dark: "(prefers-color-scheme: dark)"
  }
  const MODES = Object.keys(MEDIA)
  const dark = matchMedia(MEDIA.dark)
  const stored = window.__md_get("__palette")
  let mode = MODES.find(name => MEDIA[name] === stored?.color?.media) || "auto"

  const scheme = () => (mode === "dark" || (mode === "auto" && dark.matches) ? "slate" : "default")

  function paint() {
    root.dataset.hbPalette = mode
    if (!document.body) return false
    document.body.dataset.mdColorScheme = scheme()
    document.body.dataset.mdColorMedia = MEDIA[mode]
    return true
  }

  const palette = {
    modes: MODES,
    get mode() {
      return mode
    },
    choose(name) {
      mode = name
      paint()
      const color = { media: MEDIA[name], scheme: scheme(), primary: "custom", accent: "custom" }
      window.__md_set("__palette", { index: MODES.indexOf(name), color })
    }
  }

  if ("hbSwitch" in script.dataset) {
    /* The body does not exist yet; it is coloured the moment the parser makes it. */
    if (!paint()) {
      const watch = new MutationObserver(() => paint() && watch.disconnect())
      watch.observe(root, { childList: true })
    }
    dark.addEventListener("change", paint)
  }

  /* ---- ?q= on the register: kept from Material, which would open its search over the page --------------------- */
  let query = ""
  if ("hbTakeQ" in script.dataset) {
    const address = new URL(location.href)
    query = address.searchParams.get("q") || ""
    if (address.searchParams.has("q")) {
      address.searchParams.delete("q")
      history.replaceState(history.state, "", address)
    }
  }

  window.__hb = { palette, query }
})()
