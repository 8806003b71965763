"""The addresses of this audience."""

from django.urls import URLPattern, URLResolver, path, re_path

from . import about, asking, dev_mail, directory, front, interest, meetings, rounds
from .brand import brand
from .check_document import check_document
from .gallery import gallery
from .health import healthz
from .schools import school_suggestions

urlpatterns: list[URLPattern | URLResolver] = [
    path("help/", about.help_page, name="help"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    re_path(r"^brand/(?P<digits>[0-9a-f]{6})\.css$", brand, name="brand"),
    path("components/", gallery, name="components"),
    path("dev/mail/", dev_mail.letters, name="dev-mail"),
    path("dev/mail/<slug:name>/", dev_mail.letter, name="dev-mail-message"),
    path("healthz", healthz, name="healthz"),
    path("schools/suggestions", school_suggestions, name="school-suggestions"),
    path("check/", check_document, name="check-document"),
    path("rounds/<int:pk>/", rounds.round_page, name="round-page"),
    path("rounds/<int:pk>/dates.ics", rounds.dates, name="round-dates"),
    path("meetings/<int:pk>/", meetings.sign_up, name="meeting-sign-up"),
    path("interest/", interest.interest, name="public-interest"),
    path("interest/<str:key>/", interest.leave, name="interest-leaving"),
    path("", front.front, name="public-home"),
    path("directory/", directory.listed, name="public-directory"),
    path("designation/", front.check, name="check-designation"),
    path("ask/", asking.ask, name="ask-for-support"),
    path("ask/thanks/", asking.asked, name="asked-for-support"),
]
