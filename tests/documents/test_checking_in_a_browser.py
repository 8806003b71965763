"""The public page that checks documents, on a telephone and at a desk, without scripts too."""

import pytest

from drystone.documents import papers
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_head_checks_the_file_on_her_telephone(phone, live_server, issue, axe, picture):
    paper = issue(cast.alliance(), kind="decision letter")
    page = phone.new_page()
    page.goto(f"{live_server.url}/check/")
    picture(page, "asked")
    assert axe(page) == []
    page.set_input_files("input[type=file]", paper.file.path)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="This document was issued, and nothing in it has been changed").wait_for()
    picture(page, "confirmed")
    assert axe(page) == []


def test_somebody_with_a_printed_page_copies_a_figure_wrongly_and_tries_again(
    without_javascript, live_server, issue, axe, picture
):
    paper = issue(cast.alliance(), kind="decision letter")
    page = without_javascript.new_page()
    page.goto(f"{live_server.url}/check/")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("There is a problem").wait_for()
    picture(page, "incomplete")
    page.get_by_label("Document number").fill(paper.number)
    page.get_by_label("Digest").fill("0000 0000 0000 0000")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="We do not know this document").wait_for()
    picture(page, "unknown")
    page.get_by_role("link", name="Check again").click()
    page.get_by_label("Document number").fill(paper.number)
    page.get_by_label("Digest").fill(paper.code)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="A document with this number and digest was issued").wait_for()
    assert papers.verify(papers.read(paper)) == paper
