"""Pages under watch: what they print, ask for and measure, and whether anything in them fired."""

import os
import re
from contextlib import contextmanager
from pathlib import Path

# Payloads call this; it reaches the console from frames of any origin.
FIRE = "window.fire = (number) => console.error(`payload ${number} fired`)"
ARGUMENTS = (
    "--no-sandbox",  # Chromium's own does not work in containers
    "--disable-gpu",
    "--disable-dev-shm-usage",  # small there, too
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def script(name):
    """Text of a script beside this module."""
    return Path(__file__).with_name(f"{name}.js").read_text("utf-8")


class Watch:
    """A page and what it did since it was opened."""

    def __init__(self, page):
        self.page = page
        self.console, self.requests, self.opened = [], [], []
        page.on("console", self._printed)
        page.on("pageerror", lambda error: self.console.append(f"uncaught: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", self._asked)
        page.on("popup", lambda other: self.opened.append(other.url))
        page.on("crash", lambda _: self.console.append("the page crashed"))

    def _printed(self, message):
        if message.type == "error":
            self.console.append(message.text)

    def _asked(self, dialog):
        self.opened.append(dialog.message)
        dialog.dismiss()


class Browser:
    """A headless Chromium that opens watched pages, each in a profile of its own."""

    def __init__(self, playwright, executable):
        self._browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._browser.close()

    @contextmanager
    def page(self, *, width=1200, height=900, scheme="light"):
        """A fresh page, closed at the end."""
        size = {"width": width, "height": height}
        context = self._browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        context.add_init_script(FIRE)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        try:
            yield Watch(context.new_page())
        finally:
            context.close()


def picture(page, name):
    """Save a picture of a page for people who look, where TOOLKIT_SCREENSHOTS names a folder for it."""
    if folder := os.environ.get("TOOLKIT_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        size = page.viewport_size
        if tall := page.evaluate("document.querySelector('.jp-WindowedPanel-outer')?.scrollHeight"):
            page.set_viewport_size({**size, "height": min(tall + 200, 16_000)})  # Lab scrolls within its page
            page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
        page.screenshot(path=Path(folder, re.sub(r"[^\w.-]+", "-", name) + ".png"), full_page=True)
        page.set_viewport_size(size)


def printed(page, name):
    """Save a picture of a page as it is printed, likewise."""
    page.emulate_media(media="print")
    picture(page, f"{name}-print")
    page.emulate_media(media="screen")


def unfold(page):
    """Open everything that is folded, so that it is looked at, too."""
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")


def audit(page, within=None, *, contrast=True):
    """What axe-core, with all its rules, finds in a page: rule, how many elements, and the first of them.

    Without `contrast`, the one rule is left out that takes most of the time.
    """
    from axe_playwright_python.sync_playwright import Axe

    options = {"rules": {"color-contrast": {"enabled": contrast}}}
    found = Axe().run(page, within, options).response["violations"]
    return [f"{rule['id']}, {len(rule['nodes'])} times: {rule['nodes'][0]['html'][:150]}" for rule in found]


def measure(page):
    """Faults of type, width and figures that can be measured in a page as it is shown."""
    return page.evaluate(script("measuring"))


def fired(watch):
    """Numbers of the payloads that fired in a page, or stand in it as elements that could."""
    said = "\n".join([*watch.console, *watch.requests, *watch.opened])
    called = re.findall(r"payload (\d+) fired|fired\.invalid/(\d+)", said)
    return sorted({int(a or b) for a, b in called} | set(watch.page.evaluate(script("payloads"))))
