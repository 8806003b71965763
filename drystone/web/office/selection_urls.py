"""The addresses of rounds and applications."""

from django.urls import URLPattern, URLResolver, path

from . import applications, board, decisions, interviews, references, rounds, together

urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/", rounds.rounds_list, name="office-rounds"),
    path("rounds/new/", rounds.new, name="office-round-new"),
    path("rounds/<int:pk>/", board.round_page, name="office-round"),
    path("rounds/<int:pk>/answers.csv", rounds.answers, name="office-round-answers"),
    path("rounds/<int:pk>/terms/", rounds.edit, name="office-round-edit"),
    path("rounds/<int:pk>/publication/", rounds.publish, name="office-round-publication"),
    path("rounds/<int:pk>/release/", rounds.release, name="office-round-release"),
    path("rounds/<int:pk>/readers/", rounds.share_out, name="office-sharing-out"),
    path("rounds/<int:pk>/together/", together.act, name="office-together"),
    path("rounds/<int:pk>/slots/", rounds.slots, name="office-slots"),
    path("rounds/<int:pk>/extension/", rounds.extension, name="office-extension"),
    path("slots/<int:pk>/removal/", rounds.remove_slot, name="office-slot-removal"),
    path("applications/<int:pk>/", applications.application, name="office-application"),
    path("applications/<int:pk>/assessors/", applications.assign, name="office-assessors"),
    path("applications/<int:pk>/moderation/", applications.moderate, name="office-moderation"),
    path("applications/<int:pk>/decision/", decisions.prepare, name="office-decision"),
    path("applications/<int:pk>/moves/<slug:noun>/", applications.move, name="office-application-move"),
    path("applications/<int:pk>/press/<slug:noun>/", applications.press, name="office-application-press"),
    path("applications/<int:pk>/papers/<int:paper>/", applications.paper, name="office-application-paper"),
    path("applications/<int:pk>/files/<int:attachment>/", applications.file, name="office-application-file"),
    path("references/<int:pk>/files/<int:attachment>/", references.file, name="office-reference-file"),
    path("references/<int:pk>/", references.read, name="office-reference"),
    path("references/<int:pk>/request/", references.ask, name="office-reference-request"),
    path("references/<int:pk>/record/", references.record, name="office-reference-record"),
    path("references/<int:pk>/referee/", references.replace, name="office-reference-referee"),
    path("references/<int:pk>/refusal/", references.refusal, name="office-reference-refusal"),
    path("interviews/<int:pk>/panel/", interviews.panel, name="office-panel"),
    path("interviews/<int:pk>/time/", interviews.time, name="office-interview-time"),
    path("interviews/<int:pk>/rearrangement/", interviews.rearrange, name="office-interview-rearrangement"),
    path("interviews/<int:pk>/record/", interviews.hold, name="office-interview-record"),
    path("interviews/<int:pk>/absence/", interviews.miss, name="office-interview-absence"),
    path("interviews/<int:pk>/marks/", interviews.marks, name="office-marks"),
    path("decisions/<int:pk>/check/", decisions.check, name="office-decision-check"),
    path("decisions/<int:pk>/letter/", decisions.preview, name="office-decision-letter"),
    path("decisions/<int:pk>/release/", decisions.release, name="office-decision-release"),
    path("appeals/<int:pk>/", decisions.appeal, name="office-appeal"),
]
