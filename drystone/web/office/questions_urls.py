"""The addresses about the forms that the alliance asks."""

from django.urls import path

from . import form_drafts, form_preview, form_questions, form_sections, own_forms

urlpatterns = [
    path("forms/", own_forms.listed, name="office-forms"),
    path("forms/<slug:form>/", own_forms.one, name="office-form"),
    path("forms/<slug:form>/beginning/", form_drafts.begin, name="office-form-begin"),
    path("forms/<slug:form>/draft/", form_drafts.draft, name="office-form-draft"),
    path("forms/<slug:form>/draft/place/", form_drafts.place, name="office-form-place"),
    path("forms/<slug:form>/draft/preview/", form_preview.preview, name="office-form-preview"),
    path("forms/<slug:form>/draft/publication/", form_drafts.publication, name="office-form-publication"),
    path("forms/<slug:form>/draft/discarding/", form_drafts.discarding, name="office-form-discarding"),
    path("forms/<slug:form>/draft/heading/", form_sections.heading, name="office-form-heading"),
    path("forms/<slug:form>/draft/questions/<slug:key>/", form_questions.question, name="office-form-question"),
    path(
        "forms/<slug:form>/draft/questions/<slug:key>/removal/",
        form_questions.removal,
        name="office-form-question-removal",
    ),
    path("forms/<slug:form>/draft/sections/", form_sections.add, name="office-form-section-new"),
    path("forms/<slug:form>/draft/sections/<slug:key>/", form_sections.section, name="office-form-section"),
    path(
        "forms/<slug:form>/draft/sections/<slug:key>/removal/",
        form_sections.removal,
        name="office-form-section-removal",
    ),
    path(
        "forms/<slug:form>/draft/sections/<slug:key>/questions/",
        form_questions.add,
        name="office-form-question-new",
    ),
]
