"""What a school picker asks while somebody types. The register is public, so nobody has to be signed in."""

from django.http import HttpRequest, JsonResponse

from drystone.schools import search

KEPT_SECONDS = 300  # the register changes once a day at most; a letter typed twice is asked once


def school_suggestions(request: HttpRequest) -> JsonResponse:
    response = JsonResponse(search.suggestions(request.GET.get("q", "")))
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
