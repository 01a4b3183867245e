"""Pages that stay open, because most tests only look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playwright.sync_api import Browser, Page

from browser.helpers import LANGUAGES, LOST, SPECIMEN, Site, addresses, language_of

Visit = Callable[..., Page]
"""What the fixture `visit` gives: it opens a page for a test that does more than look."""

Found = tuple[str, str, Page]
"""A page's language, its address from the site's root, and the open page."""

DESK = {"width": 1280, "height": 900}


class Tabs:
    """Pages that stay open at a desk's size in the light palette, and whatever went wrong in any of them.

    A test may look at them and resize them, and leaves them as it found them.
    """

    def __init__(self, browser: Browser, own: Site, variant: Site) -> None:
        self.hosts = (f"{own.address}/", f"{variant.address}/", "data:", "blob:")
        self.own, self.variant = own, variant
        self.wrong: list[str] = []
        self.asked = 0
        self.pages: dict[str, Page] = {}
        # A window a language: each has a process of its own, so that two pages work at the same time.
        self.windows = {
            language: browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
            for language in LANGUAGES
        }

    def kinds(self, *kinds: str, lost: bool = False, specimen: bool = False) -> list[Found]:
        """Language, address and page of each of *kinds* of pages, of those for lost readers, of the specimens."""
        wanted = addresses(kinds, lost=lost)
        urls = [f"{self.own.address}{address}" for _, address in wanted]
        if specimen:
            wanted += [(language, f"/{language}/{SPECIMEN}") for language in LANGUAGES]
            urls += [f"{self.variant.address}{address}" for _, address in wanted[-len(LANGUAGES) :]]
        return [(*found, page) for found, page in zip(wanted, self.opened(urls), strict=True)]

    def below(self, site: Site, *paths: str) -> list[Found]:
        """Each of *paths* in both languages of *site*, which may be one that the other pages do not stand in."""
        if f"{site.address}/" not in self.hosts:
            self.hosts = (f"{site.address}/", *self.hosts)
        wanted = [(language, f"/{language}/{path}") for path in paths for language in LANGUAGES]
        pages = self.opened(site.address + address for _, address in wanted)
        return [(*found, page) for found, page in zip(wanted, pages, strict=True)]

    def all(self) -> list[Found]:
        """Every page of the site, those for lost readers and the specimens."""
        own = [(language_of(address), address) for address in self.own.pages()]
        pages = self.opened(self.own.address + address for _, address in own)
        rest = self.kinds(lost=True, specimen=True)
        return [(*found, page) for found, page in zip(own, pages, strict=True)] + rest

    def opened(self, urls: Iterable[str]) -> list[Page]:
        """The pages at *urls*, loaded with their letters."""
        urls = list(urls)
        new = [url for url in urls if url not in self.pages]
        for url in new:
            page = self.windows[url.split("/")[3]].new_page()
            self.listen(page, url)
            self.pages[url] = page
            page.goto(url, wait_until="commit")
        for url in new:
            self.pages[url].wait_for_load_state("load")
            self.pages[url].evaluate("document.fonts.ready.then(() => null)")
        return [self.pages[url] for url in urls]

    def listen(self, page: Page, url: str) -> None:
        """Note what goes wrong in *page*."""

        def asked(address: str) -> None:
            self.asked += 1
            if not address.startswith(self.hosts):
                self.wrong.append(f"{url}: asks {address}")

        def answered(address: str, status: int) -> None:
            if status >= 400 and not address.endswith(LOST):
                self.wrong.append(f"{url}: {status} for {address}")

        def failed(address: str, reason: str | None) -> None:
            if reason != "net::ERR_ABORTED":  # cut off by the page itself: it was closed, or led on
                self.wrong.append(f"{url}: {address} failed, {reason}")

        def said(kind: str, text: str, address: str) -> None:
            if kind == "error" and not address.endswith(LOST):
                self.wrong.append(f"{url}: console: {text} ({address})")

        page.on("request", lambda request: asked(request.url))
        page.on("response", lambda answer: answered(answer.url, answer.status))
        page.on("requestfailed", lambda request: failed(request.url, request.failure))
        page.on("console", lambda line: said(line.type, line.text, line.location.get("url", "")))
        page.on("pageerror", lambda error: self.wrong.append(f"{url}: script error {error}"))
