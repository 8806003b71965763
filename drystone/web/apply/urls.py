"""The addresses of an applicant."""

from django.urls import URLPattern, URLResolver, path

from . import afterwards, applications, evidence, interviewed, starting

urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/<int:pk>/eligibility/", starting.check, name="apply-eligibility"),
    path("rounds/<int:pk>/application/", starting.start, name="apply-start"),
    path("<int:pk>/", applications.application, name="apply-application"),
    path("<int:pk>/sections/<slug:key>/", applications.section, name="apply-section"),
    path("<int:pk>/answers/", applications.save, name="apply-save"),
    path("<int:pk>/files/<int:attachment>/", applications.file, name="apply-file"),
    path("<int:pk>/evidence/", evidence.add, name="apply-evidence"),
    path("<int:pk>/evidence/<int:piece>/removal/", evidence.remove, name="apply-evidence-removal"),
    path("<int:pk>/submission/", applications.check, name="apply-check"),
    path("<int:pk>/reopening/", applications.reopen, name="apply-reopening"),
    path("<int:pk>/withdrawal/", applications.withdraw, name="apply-withdrawal"),
    path("<int:pk>/papers/<int:paper>/", applications.paper, name="apply-paper"),
    path("<int:pk>/interview/", interviewed.interview, name="apply-interview"),
    path("<int:pk>/interview/wish/", interviewed.wish, name="apply-interview-wish"),
    path("<int:pk>/interview/needs/", interviewed.needs, name="apply-interview-needs"),
    path("<int:pk>/interview/rearrangement/", interviewed.rearrange, name="apply-interview-rearrangement"),
    path("<int:pk>/interview/calendar.ics", interviewed.calendar, name="apply-interview-file"),
    path("<int:pk>/equality/", afterwards.monitoring, name="apply-equality"),
    path("<int:pk>/appeal/", afterwards.appeal, name="apply-appeal"),
    path("references/<int:pk>/", afterwards.read, name="apply-reference"),
    path("references/<int:pk>/nudge/", afterwards.nudge, name="apply-reference-nudge"),
    path("references/<int:pk>/referee/", afterwards.replace, name="apply-reference-referee"),
]
