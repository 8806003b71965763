"""Every address, by audience. An address without a line in `policy.py` is refused to everybody."""

from django.urls import URLPattern, URLResolver, include, path

from . import links
from .account.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    *links.urlpatterns,
    path("home/", home, name="home"),
    path("account/", include("drystone.web.account.urls")),
    path("demo/", include("drystone.web.account.demonstration")),
    path("apply/", include("drystone.web.apply.urls")),
    path("school/", include("drystone.web.school.urls")),
    path("panel/", include("drystone.web.panel.urls")),
    path("leader/", include("drystone.web.leader.urls")),
    path("office/", include("drystone.web.office.urls")),
    path("api/", include("drystone.web.api.urls")),
    path("", include("drystone.web.public.urls")),
]

handler400 = "drystone.web.errors.bad_request"
handler403 = "drystone.web.errors.forbidden"
handler404 = "drystone.web.doors.leads_nowhere"
handler429 = "drystone.web.errors.too_many"
handler500 = "drystone.web.errors.server_error"
