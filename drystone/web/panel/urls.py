"""The addresses of assessors and panel members."""

from django.urls import URLPattern, URLResolver, path

from . import interviews, names, reading, readings, side_by_side

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.home, name="panel-home"),
    path("rounds/<int:pk>/names/", names.go_through, name="panel-names"),
    path("rounds/<int:pk>/answers/", side_by_side.answers, name="panel-answers"),
    path("rounds/<int:pk>/answers/<slug:key>/", side_by_side.answers, name="panel-answer"),
    path("rounds/<int:pk>/pack.pdf", side_by_side.pack, name="panel-pack"),
    path("assessments/<int:pk>/", reading.assessment, name="panel-assessment"),
    path("assessments/<int:pk>/files/<int:attachment>/", reading.file, name="panel-assessment-file"),
    path("assessments/<int:pk>/changed/", reading.changed, name="panel-assessment-changed"),
    path("assessments/<int:pk>/years/", reading.years, name="panel-assessment-years"),
    path("assessments/<int:pk>/letters/<int:attachment>/", reading.letter, name="panel-assessment-letter"),
    path("assessments/<int:pk>/sections/<slug:key>/", reading.section, name="panel-assessment-section"),
    path("assessments/<int:pk>/answers/", reading.save, name="panel-assessment-save"),
    path("assessments/<int:pk>/lock/", reading.lock, name="panel-assessment-lock"),
    path("assessments/<int:pk>/conflict/", reading.conflict, name="panel-assessment-conflict"),
    path("visit-records/", readings.listed, name="panel-readings"),
    path("visit-records/<int:pk>/", readings.reading, name="panel-reading"),
    path("visit-records/<int:pk>/sheet/", readings.begin, name="panel-reading-begin"),
    path("visit-records/<int:pk>/sections/<slug:key>/", readings.section, name="panel-reading-section"),
    path("visit-records/<int:pk>/answers/", readings.save, name="panel-reading-save"),
    path("visit-records/<int:pk>/check/", readings.check, name="panel-reading-check"),
    path("visit-records/<int:pk>/conflict/", readings.stand_back, name="panel-reading-conflict"),
    path("interviews/<int:pk>/", interviews.interview, name="panel-interview"),
    path("interviews/<int:pk>/sections/<slug:key>/", interviews.section, name="panel-interview-section"),
    path("interviews/<int:pk>/answers/", interviews.save, name="panel-interview-save"),
    path("interviews/<int:pk>/marks/", interviews.marks, name="panel-interview-marks"),
    path("interviews/<int:pk>/agreement/", interviews.agree, name="panel-interview-agreement"),
    path("interviews/<int:pk>/conflict/", interviews.conflict, name="panel-interview-conflict"),
    path("interviews/<int:pk>/letters/<int:attachment>/", interviews.letter, name="panel-interview-letter"),
    path("interviews/<int:pk>/calendar.ics", interviews.calendar, name="panel-interview-file"),
]
