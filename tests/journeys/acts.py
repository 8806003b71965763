"""How much an act asks of somebody in a hurry, from her mail to done: what docs/acts.md says, counted as she goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

PROMISED = Path(__file__).parents[2] / "docs" / "acts.md"
# A press is a tap on a link, a button or a choice; a list to choose from takes two. Boxes to type in are apart.
COUNTING = """if (location.protocol.startsWith('http')) (() => {
  const typed = new Set()
  const add = (what, more) => sessionStorage.setItem(what, Number(sessionStorage.getItem(what) || 0) + more)
  add('pages', 1)
  addEventListener('click', ({target}) => {
    if (target.closest('a, button, summary, input[type=radio], input[type=checkbox]')) add('presses', 1)
  }, true)
  addEventListener('change', ({target}) => { if (target.tagName === 'SELECT') add('presses', 2) }, true)
  addEventListener('input', ({target}) => {
    if (!target.matches('textarea, input:not([type=radio]):not([type=checkbox])') || typed.has(target)) return
    typed.add(target)
    add('boxes', 1)
  }, true)
  const words = box => box.value.split(/\\s+/).filter(Boolean).length
  addEventListener('pagehide', () => typed.forEach(box => add('words', words(box))))
})()"""
PRESSED = "() => sessionStorage.setItem('presses', Number(sessionStorage.getItem('presses') || 0) + 1)"
COUNTED = ("presses", "pages", "boxes", "words")
NOW = "() => ({...sessionStorage})"


@contextmanager
def as_promised(page: Page, act: str) -> Iterator[None]:
    """All that she does in here is one act; the link in her mail is a press, the page that says “done” no page."""
    before = counted(page)
    yield
    took = {what: number - before[what] for what, number in counted(page).items()}
    took["pages"] -= 1
    assert took == promised()[act], f"{act} takes {took}"


def counted(page: Page) -> dict[str, int]:
    kept = page.evaluate(NOW) if page.url.startswith("http") else {}
    return {what: int(kept.get(what, 0)) for what in COUNTED}


def promised() -> dict[str, dict[str, int]]:
    """Act by act, what the page says that it takes."""
    rows = [line.strip("| \n").split("|") for line in PROMISED.read_text().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return {act: dict(zip(COUNTED, map(int, taken), strict=True)) for act, *taken in (row[:5] for row in cells[1:])}
