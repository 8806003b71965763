"""The nine people of the journey, each at her own browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from playwright.sync_api import Page

from tests.browsing import DESK, PHONE, Opener
from tests.clock import LONDON
from tests.journeys.walking import Walker
from tests.product import Product

ALLIANCE = "Swaledale Alliance"


@dataclass
class Company:
    """Everybody of the journey at her own browser: heads and colleagues on a phone."""

    product: Product
    open_browser: Opener
    picture: Callable[[Page, str], None]
    axe: Callable[[Page], list[str]]
    walkers: dict[str, Walker] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Walker:
        return self.walkers[name]

    def join(self, short: str, name: str, email: str, kind: dict = DESK) -> Walker:
        self.walkers[short] = Walker(self.product, self.open_browser(kind), name, email)
        return self.walkers[short]

    def look(self, who: str, at: str) -> None:
        """A picture for people, and a check by a machine that everybody can use the page."""
        page = self.walkers[who].page
        self.picture(page, f"{who} {at}")
        assert self.axe(page) == [], f"{at}, {page.url}"

    def day(self, day: date, hour: int = 10) -> None:
        self.product.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=LONDON))


@pytest.fixture
def company(product: Product, open_browser: Opener, picture, axe) -> Company:
    """The alliance is founded, its manager has an account; everybody else comes by the manager's hand."""
    product.manage("found", ALLIANCE, "office@swaledale.example", "--contact", "Margaret Alderson")
    product.manage(
        "account", "open", "Margaret Alderson", "margaret@swaledale.example", "--manager-of", "swaledale-alliance"
    )
    company = Company(product, open_browser, picture, axe)
    company.join("margaret", "Margaret Alderson", "margaret@swaledale.example")
    company.join("colin", "Colin Thistlethwaite", "colin@swaledale.example")
    company.join("martin", "Martin Hillary", "martin@richmond.example")
    company.join("deborah", "Deborah Sunter", "deborah@wensleydale.example")
    company.join("gillian", "Gillian Sayer", "gillian@melsonby.example")
    company.join("beth", "Beth Lundy", "beth@reeth.example")
    company.join("ann", "Ann Peel", "ann@reeth.example", PHONE)
    company.join("susan", "Susan Iveson", "susan@leyburn.example", PHONE)
    company.join("kate", "Kate Lister", "kate@leyburn.example", PHONE)
    return company
