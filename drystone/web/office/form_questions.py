"""The questions of a form in a draft: writing a new one, changing one, taking one out."""

from functools import partial
from secrets import token_hex
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from drystone.questions import drafting, editing, plainly
from drystone.questions.kinds import KINDS
from drystone.questions.models import FormDraft
from drystone.questions.spec import TELLING, Question

from ..pressing import back_to, settle
from .form_drafts import drafted
from .form_fields import QuestionForm
from .form_outline import choice_moves, place_of, places
from .own_forms import known

STARTING: dict[str, dict[str, Any]] = {
    "long_text": {"words": 300},
    "short_text": {"characters": 200},
    "person": {"role": True},
    "rating": {"comment": True},
}


class KindForm(django_forms.Form):
    kind = django_forms.ChoiceField(label="How is it answered?", widget=django_forms.RadioSelect)

    def __init__(self, *args: Any, kinds: tuple[str, ...], **settings: Any):
        super().__init__(*args, **settings)
        box: Any = self.fields["kind"]
        box.choices = [(kind, plainly.KINDS[kind][0]) for kind in kinds]
        box.widget.hints = {kind: plainly.KINDS[kind][1] for kind in kinds}


@drafted
def add(request: Any, draft: FormDraft, key: str) -> HttpResponse:
    """A new question at the end of a section: first its kind, then its words."""
    section = next((each for each in draft.form.sections if each.key == key), None)
    if section is None and request.method != "POST":
        raise Http404
    back = back_to("office-form-draft", draft.key)
    context: dict[str, Any] = {"title": "New question", "section": section, "back": back}
    kinds, kind = editing.kinds_of(draft.form), request.GET.get("kind", "")
    if kind not in kinds:
        return kind_chosen(request, draft, key, context)
    form = QuestionForm(request.POST or None, question=blank(kind), form=draft.form, is_own=True)
    token = token_of(request)

    def verb() -> Any:
        made = form.written(token)
        edit = partial(editing.add, section_key=key, question=made)
        return drafting.change(draft, edit, f"Added “{made.name}”", by=request.person, at=request.now)

    done = settle(
        request, form, verb, then=f"{back}#s-{key}", said="The question is in the draft, at the end of its section."
    )
    context |= {"form": form, "token": token, "kind": plainly.KINDS[kind][0], "kept": kept(draft)}
    return done or render(request, "office/forms/question.html", context)


def kind_chosen(request: Any, draft: FormDraft, section: str, context: dict[str, Any]) -> HttpResponse:
    """Which kind a new question is of; or one that was taken out, to be put back."""
    form = KindForm(request.GET if "kind" in request.GET else None, kinds=editing.kinds_of(draft.form))
    again = [(f"again {q.key} {section}", q.wording) for q in taken_out(draft)]
    context |= {"form": form, "again": again, "place_url": back_to("office-form-place", draft.key)}
    return render(request, "office/forms/kind.html", context)


def taken_out(draft: FormDraft) -> list[Question]:
    """What our default asks and the draft does not."""
    return [question for question in known(draft.key).form.questions if question.key not in draft.form.by_key]


def blank(kind: str) -> Question:
    """A new question before anything is said of it: for the office alone, and taken to tell who answered."""
    tells = kind not in TELLING
    return Question("", "", kind, confidential_to="office", identifies=tells, **STARTING.get(kind, {}))


@drafted
def question(request: Any, draft: FormDraft, key: str) -> HttpResponse:
    """One question of the draft: its words, its limits, its choices, and where it stands."""
    standing = draft.form.by_key.get(key)
    if standing is None and request.method != "POST":
        raise Http404
    shown = standing or gone(key, request.POST.get("kind", ""))
    is_own = key not in known(draft.key).form.by_key
    form = QuestionForm(request.POST or None, question=shown, form=draft.form, is_own=is_own)
    opened_on, back = request.POST.get("seen", ""), back_to("office-form-draft", draft.key)

    def verb() -> Any:
        changes = form.changes()
        edit = partial(editing.reword, key=key, changes=changes, opened_on=opened_on)
        return drafting.change(draft, edit, f"Changed “{shown.name}”", by=request.person, at=request.now)

    done = settle(request, form, verb, then=f"{back}#q-{key}", said="Kept in the draft.")
    seen = editing.seen(shown)
    context = {"form": form, "question": shown, "seen": seen, "title": shown.wording or "Question", "back": back}
    context |= {"standing": standing if opened_on and opened_on != seen else None, **told(draft, standing, form)}
    return done or render(request, "office/forms/question.html", context)


def told(draft: FormDraft, standing: Question | None, form: QuestionForm) -> dict[str, Any]:
    """What is said beside a question, and what may be done with it."""
    if standing is None:
        return {}
    moved = [(part, choice_moves(standing, part)) for part in form.parts if len(getattr(standing, part)) > 1]
    return {
        "kind": plainly.kind(standing),
        "marks": list(plainly.marks(standing)),
        "condition": plainly.condition(draft.form, standing.ask_if) if standing.system else "",
        "choices": moved,
        "places": places(draft.form, standing),
        "here": place_of(draft.form, standing.key),
        "place_url": back_to("office-form-place", draft.key),
        "removal": "" if standing.system else back_to("office-form-question-removal", draft.key, standing.key),
    }


def gone(key: str, kind: str) -> Question:
    """What somebody was changing while a colleague took it out, so that what she typed can be shown again."""
    return Question(key, "", kind if kind in KINDS else "short_text")


@drafted
def removal(request: Any, draft: FormDraft, key: str) -> HttpResponse:
    """A question is taken out, after a look at it."""
    standing = draft.form.by_key.get(key)
    if standing is None and request.method != "POST":
        raise Http404
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    name = standing.name if standing else "a question"
    done = settle(
        request,
        form,
        lambda: drafting.change(
            draft, lambda asked: editing.remove(asked, key), f"Took out “{name}”", by=request.person, at=request.now
        ),
        then=back_to("office-form-draft", draft.key),
        said="The question is taken out of the draft.",
    )
    context = {"form": form, "question": standing, "back": back_to("office-form-question", draft.key, key)}
    return done or render(request, "office/forms/removal.html", context)


def token_of(request: Any) -> str:
    """What tells the pressing of one opened page from that of another; made when it is opened."""
    given = request.POST.get("token", "")
    return given if editing.TOKEN.fullmatch(given) else token_hex(4)


def kept(draft: FormDraft) -> str:
    """How long the answer to a new question is kept, in words."""
    told = plainly.marks(Question("", "", "short_text", personal=editing.kept_as(draft.form)))
    return next((said for said in told if said.startswith("Kept")), "")
