"""A page by keyboard alone and on paper: where Tab stops, whether that is seen, what a printer leaves out."""

from playwright.sync_api import Page

MOST_STOPS = 200
Names = tuple[str, ...]
# How a stop looks now; of a box to tick or choose, what is drawn beside it.
LOOK = """
element => {
  const shown = [element, ...(element.labels || [])].flatMap(each => [null, "::before"].map(
    part => { const s = getComputedStyle(each, part);
              return [s.outlineStyle, s.outlineColor, s.outlineWidth, s.boxShadow, s.backgroundColor, s.color] }));
  return JSON.stringify(shown);
}
"""
ALL_UNFOCUSED = f"""
() => {{
  document.activeElement?.blur();
  const look = {LOOK};
  window.looks = new Map();
  for (const each of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]"))
    window.looks.set(each, look(each));
}}
"""
STOP = f"""
() => {{
  const look = {LOOK}, here = document.activeElement;
  if (!here || here === document.body) return null;
  window.stops ??= new Set();
  const again = window.stops.has(here);
  window.stops.add(here);
  const box = here.getBoundingClientRect();
  const within = box.bottom > 0 && box.top < innerHeight;
  const called = (here.innerText || here.name || here.id || "").trim().slice(0, 40);
  const name = `${{here.tagName.toLowerCase()}} ${{called}}`;
  return {{name, again, within, marked: window.looks.get(here) !== look(here)}};
}}
"""
# What stands on paper although it can only be pressed, and what is cut off there.
ON_PAPER = """
() => {
  const seen = each => each.checkVisibility() && each.getBoundingClientRect().height > 0;
  const kinds = "nav, button, .govuk-button, .govuk-skip-link, .filters";
  const pressed = [...document.querySelectorAll(kinds)].filter(seen);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const left = pressed.map(each => `${each.tagName.toLowerCase()} ${each.innerText.trim().slice(0, 40)}`);
  return [...left, ...(wide > 0 ? [`${wide} pixels are cut off`] : [])];
}
"""
A4 = {"width": 672, "height": 950}
"""A page of paper between its margins, in the browser's pixels."""


def by_keyboard(page: Page) -> list[str]:
    """What is wrong when one goes through a page with Tab: a stop that is not seen, off the screen, or has no end."""
    page.evaluate(ALL_UNFOCUSED)
    faults = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            return faults
        if not stop["marked"]:
            faults.append(f"one does not see that one stands on {stop['name']}")
        if not stop["within"]:
            faults.append(f"{stop['name']} stays off the screen")
    return [*faults, "Tab comes to no end"]


def skipped(page: Page) -> bool:
    """Whether the first stop leads past the navigation."""
    page.evaluate("document.activeElement?.blur()")
    page.goto(page.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return page.evaluate("document.activeElement.id === 'main'")


def on_paper(page: Page) -> list[str]:
    """What a printer would print that can only be pressed, or would cut off."""
    size = page.viewport_size
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    faults = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen")
    page.set_viewport_size(size or A4)  # type: ignore[arg-type]
    return faults


HERE = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const group = here.name ? document.getElementsByName(here.name) : [here];
  return {kind: here.tagName === "BUTTON" ? "button" : here.type || "", name: here.name || "",
          text: (here.innerText || "").trim(), filled: !!here.value,
          ticked: [...group].some(each => each.checked)};
}
"""


def fill_in(page: Page, button: str, typed: dict[str, str], second: Names = (), left: Names = ()) -> None:
    """Answers what is empty on a page, with Tab, Space, arrows and letters alone, as far as the button; presses it.

    Of a choice the first answer is taken, or the `second`; what is `typed` goes into the box of that name. What is
    `left` is passed by.
    """
    page.evaluate("document.activeElement?.blur()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        assert here, f"Tab does not come to {button}"
        if here["kind"] == "button" and here["text"] == button:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if here["name"] in left:
            continue
        if here["kind"] in ("radio", "checkbox") and not here["ticked"]:
            page.keyboard.press("Space")
            if here["name"] in second:
                page.keyboard.press("ArrowDown")
        elif not here["filled"] and here["name"] in typed:
            page.keyboard.type(typed[here["name"]])
    raise AssertionError(f"Tab does not come to {button}")
