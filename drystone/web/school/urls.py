"""The addresses of heads and colleagues at schools, opened by e-mailed link or by account."""

from django.urls import URLPattern, URLResolver, path

from . import (
    agreeing,
    assuring,
    brokering,
    claiming,
    evaluating,
    referring,
    releasing,
    visiting,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("references/<int:pk>/", referring.reference, name="school-reference"),
    path("references/<int:pk>/application/", referring.application, name="school-reference-application"),
    path("references/<int:pk>/sections/<slug:key>/", referring.section, name="school-reference-section"),
    path("references/<int:pk>/answers/", referring.save, name="school-reference-save"),
    path("references/<int:pk>/refusal/", referring.decline, name="school-reference-refusal"),
    path("references/<int:pk>/wrong-person/", referring.not_me, name="school-reference-wrong-person"),
    path("references/<int:pk>/copy/", referring.copy, name="school-reference-copy"),
    path("references/<int:pk>/copy/paper/", referring.paper, name="school-reference-paper"),
    path("assurances/<int:pk>/", assuring.confirm, name="school-assurance"),
    path("releases/<int:pk>/", releasing.days, name="school-release"),
    path("releases/<int:pk>/rules/", releasing.rules, name="school-release-rules"),
    path("releases/<int:pk>/closed/", releasing.close, name="school-release-closed"),
    path("releases/<int:pk>/closed/opening/", releasing.open_again, name="school-release-opening"),
    path("statements/<int:pk>/", claiming.statement, name="school-statement"),
    path("statements/<int:pk>/paper/", claiming.paper, name="school-statement-paper"),
    path("evaluations/<int:pk>/", evaluating.evaluation, name="school-evaluation"),
    path("evaluations/<int:pk>/check/", evaluating.check, name="school-evaluation-check"),
    path("evaluations/<int:pk>/given/", evaluating.given, name="school-evaluation-given"),
    path("evaluations/<int:pk>/answers/", evaluating.save, name="school-evaluation-save"),
    path("evaluations/<int:pk>/<slug:section>/", evaluating.section, name="school-evaluation-section"),
    path("agreements/<int:pk>/", agreeing.agreement, name="school-agreement"),
    path("agreements/<int:pk>/copy/", agreeing.copy, name="school-agreement-copy"),
    path("visits/<int:pk>/", visiting.visit, name="school-visit"),
    path("visits/<int:pk>/calendar/", visiting.calendar, name="school-visit-calendar"),
    path("visits/<int:pk>/cancellation/", visiting.cancel, name="school-visit-cancellation"),
    path("visit-records/<int:pk>/", visiting.record, name="school-visit-record"),
    path("visit-evaluations/<int:pk>/", visiting.evaluation, name="school-visit-evaluation"),
    path("enquiries/<int:pk>/", brokering.enquiry, name="school-enquiry"),
    path("requests/<int:pk>/", brokering.followed, name="school-request"),
    path("requests/<int:pk>/withdrawal/", brokering.withdraw, name="school-request-withdrawal"),
    path("requests/<int:pk>/choice/", brokering.choice, name="school-choice"),
]
