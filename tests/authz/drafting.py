"""The pages of an alliance's own forms, and a form that its office is changing."""

from typing import Any

from drystone.questions import drafting, editing, forms
from tests import cast
from tests.clock import NOW

FORM = {"form": "application"}
# Of the draft, each with what stands in its address.
PAGES: dict[str, dict[str, str]] = {
    **{f"office-form-{name}": FORM for name in ("begin", "draft", "place", "heading", "preview")},
    **{f"office-form-{name}": FORM for name in ("publication", "discarding", "section-new")},
    **{f"office-form-question{more}": {**FORM, "key": "mobile"} for more in ("", "-removal")},
    **{f"office-form-{name}": {**FORM, "key": "about_you"} for name in ("section", "section-removal", "question-new")},
}


def form_under_change(at: Any) -> None:
    """The office of each alliance words a question in its own way, and has not published it."""
    manager = cast.acting(at.people["manager"])
    draft = drafting.begin(at.alliance.pk, "application", forms.DEFAULTS["application"].form, by=manager, at=NOW)
    mobile = draft.form.question("mobile")
    words = {"hint": at.canary("FORM_DRAFT")}
    drafting.change(
        draft,
        lambda form: editing.reword(form, "mobile", words, opened_on=editing.seen(mobile)),
        "Changed the help of a question",
        by=manager,
        at=NOW,
    )
