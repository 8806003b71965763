"""Somebody at her browser: she signs in, reads her post, fills in pages and presses buttons."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal import auth
from playwright.sync_api import BrowserContext, Locator, Page

from tests.journeys import acts
from tests.postbox import Letter
from tests.product import Product

IN_TURN = """form => [...new Set([...form.elements].filter(e => e.name && e.offsetParent !== null || e.type === 'radio'
 || e.type === 'checkbox').map(e => e.name))]"""


class Walker:
    """One person of the journey: her address, her browser, the post that came for her."""

    def __init__(self, product: Product, browser: BrowserContext, name: str, email: str = ""):
        self.product, self.name = product, name
        self.email = email or f"{name.lower().replace(' ', '.')}@dales.example"
        browser.add_init_script(acts.COUNTING)
        self.page: Page = browser.new_page()
        self.key = ""

    # Going somewhere

    def go(self, path: str) -> Page:
        answer = self.page.goto(path if path.startswith("http") else self.product.address + path)
        assert answer is not None
        why = self.product.logs() if answer.status >= 500 else ""
        assert answer.status < 400, f"{self.name} at {path}: {answer.status}\n{self.text()}\n{why}"
        return self.page

    def open_letter(self, subject: str) -> Page:
        """Presses the link in the newest letter about something."""
        self.go(self.product.mail.newest(self.email, subject).link)
        self.page.evaluate(acts.PRESSED)
        return self.page

    @contextmanager
    def takes(self, act: str) -> Iterator[None]:
        """What she does in here takes no more presses, pages and words than docs/acts.md says."""
        with acts.as_promised(self.page, act):
            yield

    def is_told_it_is_done(self, subject: str) -> None:
        """The same link again: it says what was done and by whom, and does nothing."""
        answer = self.page.goto(self.product.mail.newest(self.email, subject).link)
        assert answer is not None
        assert answer.status == 410
        self.reads("There is nothing more to do")

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).or_(self.page.get_by_role("button", name=words)).first.click()
        self.page.wait_for_load_state()

    def download(self, words: str) -> bytes:
        """The file behind a link of the page before her."""
        link = self.page.get_by_role("link", name=words).first
        answer = self.page.request.get(self.product.address + (link.get_attribute("href") or ""))
        assert answer.status == 200, f"{self.name}: {words}: {answer.status}"
        return answer.body()

    def fetch(self, words: str) -> bytes:
        """The file that a button of the page before her gives."""
        with self.page.expect_download() as given:
            self.page.get_by_role("button", name=words, exact=True).click()
        return Path(given.value.path()).read_bytes()

    def is_refused(self, path: str) -> None:
        """What is not hers is not there, or asks who she is."""
        answer = self.page.request.get(self.product.address + path, max_redirects=0)
        asked = answer.status == 302 and "/account/login/" in answer.headers["location"]
        assert asked or answer.status in (403, 404), f"{self.name} at {path}: {answer.status}"

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def reads(self, *words: str) -> None:
        """What must stand on the page before her."""
        shown = self.text()
        for each in words:
            assert each.lower() in shown.lower(), f"{self.name} does not read “{each}” at {self.page.url}:\n{shown}"

    def does_not_read(self, *words: str) -> None:
        shown = self.page.content()
        for each in words:
            assert each not in shown, f"{self.name} reads “{each}” at {self.page.url}"

    def does_not_read_at(self, path: str, *words: str) -> None:
        """Not on the page or in the file at an address, whatever it is made of."""
        answer = self.page.request.get(self.product.address + path)
        assert answer.status == 200, f"{self.name} at {path}: {answer.status}"
        told = answer.body().decode("utf-8", "replace")
        for each in words:
            assert each not in told, f"{self.name} is told “{each}” at {path}"

    # Signing in

    def sign_in(self) -> None:
        """By a code from her post, and by her second factor where her post asks for one."""
        self.page.context.clear_cookies()
        self.go("/account/login/")
        self.page.get_by_label("e-mail").fill(self.email)
        self.prove_address()
        self.second_factor()
        self.go("/home/")

    def make_account(self, path: str) -> None:
        self.go(path)
        self.page.get_by_label("name").fill(self.name)
        self.page.get_by_label("e-mail").fill(self.email)
        self.prove_address()

    def prove_address(self) -> None:
        """Asks for a code, waits for the letter with it that was not there before, and types it."""
        before = len(self.codes())
        self.press("Send me a code")
        self.product.wait_for(lambda: len(self.codes()) > before, f"a code for {self.name}")
        self.page.locator("input[name=code]").fill(self.codes()[-1].code)
        self.press("Continue")

    def codes(self) -> list[Letter]:
        return [letter for letter in self.product.mail.to(self.email) if "code" in letter.subject.lower()]

    def second_factor(self) -> None:
        if self.page.url.endswith("/account/second/"):
            self.page.locator("input[name=code]").fill(self.digits())
            self.press("Continue")
        if "/account/safety/" in self.page.url:
            self.go("/account/app/add/")
            self.key = self.page.locator("code").inner_text().strip()
            self.page.locator("input[name=code]").fill(self.digits())
            self.press("Continue")

    def digits(self) -> str:
        """What her authenticator app shows at the product's own time."""
        moment = self.product.answered_at()
        assert moment is not None
        return auth.format_hotp_value(auth.hotp_value(self.key, int(moment.timestamp()) // 30))

    # Filling in

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state()
        wrong = self.page.locator(".govuk-error-summary")
        assert wrong.count() == 0, f"{self.name} at {self.page.url}: {wrong.inner_text()}"

    def send(self) -> None:
        """Presses the last button of the form before her, whatever it says."""
        self.form().locator("button").first.click()
        self.page.wait_for_load_state()
        wrong = self.page.locator(".govuk-error-summary")
        assert wrong.count() == 0, f"{self.name} at {self.page.url}: {wrong.inner_text()}"

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=False).first.check()

    def fill(self, *, leave: tuple[str, ...] = (), **given: Any) -> "Walker":
        """Answers the page before her: what is given, by the name of its box (`__` for `-`), the rest plausibly."""
        form = self.form()
        for name, value in given.items():
            self.put(form, name.replace("__", "-"), value)
        for name in form.evaluate(IN_TURN):
            if name.replace("-", "__") not in given and name not in ("csrfmiddlewaretoken", *leave):
                self.put_something(form, name)
        return self

    def form(self) -> Locator:
        return self.page.locator("main form[method=post]").last

    def put(self, form: Locator, name: str, value: Any) -> None:
        if isinstance(value, date) and not isinstance(value, datetime):
            boxes = form.locator(f'[name="{name}_day"]')
            if boxes.count():
                for part in ("day", "month", "year"):
                    box = form.locator(f'[name="{name}_{part}"]')
                    set_box(box, str(getattr(value, part)))
            else:
                form.locator(f'[name="{name}"]').fill(value.isoformat())
            return
        box = form.locator(f'[name="{name}"]')
        kind = box.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            values = value if isinstance(value, list | tuple) else [value]
            for each in values:
                chosen = box if each is True else form.locator(f'[name="{name}"][value="{each}"]')
                chosen.first.check(force=True)
        else:
            set_box(box.first, str(value))

    def put_something(self, form: Locator, name: str) -> None:
        box = form.locator(f'[name="{name}"]')
        first = box.first
        kind, tag = first.get_attribute("type"), first.evaluate("e => e.tagName")
        if kind in ("hidden", "file", "submit") or tag == "BUTTON":
            return
        if kind == "radio":
            self.put_radio(form, name, box)
        elif kind == "checkbox":
            if not any(each.is_checked() for each in box.all()) and visible(first):
                first.check(force=True)
        elif visible(first) and not first.input_value() and not optional(first):
            set_box(first, something(name, first))

    def put_radio(self, form: Locator, name: str, box: Locator) -> None:
        if any(each.is_checked() for each in box.all()) or not visible(box.first):
            return
        no = form.locator(f'[name="{name}"][value="no"]')
        (no.first if no.count() else box.last).check(force=True)


def box(who: Walker, **given: str) -> dict[str, str]:
    """Those of the given answers that the page before her asks for."""
    return {
        name: value for name, value in given.items() if who.page.locator(f"[name='{name.replace('__', '-')}']").count()
    }


def visible(box: Locator) -> bool:
    return bool(box.evaluate("e => e.closest('[hidden], [class*=__conditional--hidden]') === null"))


def optional(box: Locator) -> bool:
    """By its own label, or for a part of a date by the date's."""
    return "optional" in box.evaluate(
        "e => (e.labels[0]?.innerText || '')"
        " + (/_(day|month|year)$/.test(e.name) ? e.closest('fieldset')?.querySelector('legend')?.innerText : '')"
    )


def set_box(box: Locator, value: str) -> None:
    if box.evaluate("e => e.tagName") == "SELECT":
        box.select_option(value)
    else:
        box.fill(value)


def something(name: str, box: Locator) -> str:
    if box.evaluate("e => e.tagName") == "SELECT":
        return box.locator("option:not([value=''])").first.get_attribute("value") or ""
    if box.get_attribute("type") == "email":
        return "somebody@dales.example"
    if box.get_attribute("inputmode") in ("numeric", "decimal") or re.search("years|miles|days|hours", name):
        return "3"
    if box.evaluate("e => e.tagName") == "TEXTAREA":
        return "We looked at pupils' work together, agreed what good looked like, and planned from there."
    return "As agreed" if "time" not in name else "10:00"
