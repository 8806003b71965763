"""The addresses of the API: small, typed, read only, for somebody signed in; its description is openapi.json."""

from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.throttling import AuthRateThrottle

from . import directory, schools, tasks
from .caller import signed_in

api = NinjaAPI(
    title="Drystone",
    version="1",
    description="Read only. Sign in as on the pages; what you see there is what you get here.",
    urls_namespace="api",
    docs_url=None,
    auth=signed_in,
    throttle=[AuthRateThrottle("120/m")],
)
api.add_router("", schools.router)
api.add_router("", directory.router)
api.add_router("", tasks.router)

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
