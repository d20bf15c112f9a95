"""Problems: what an answer says where it cannot give what was asked for (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from archive.faults import fault
from archive.publishing.api.asked import FAULTS, PARAMETERS

MEDIA_TYPE = "application/problem+json"
NOT_FOUND, NOT_ALLOWED, WRONG, TOO_OFTEN, FAILED = 404, 405, 422, 429, 500
# Not every Python here knows the name that RFC 9110 gave it.
TITLES = {WRONG: "Unprocessable Content"}


class Problem(Exception):
    """That the answer is `status`, the sentence that says why, and further headers."""

    headers: Mapping[str, str] = {}

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def not_found() -> Problem:
    return Problem(NOT_FOUND, _("There is nothing here that anyone may read."))


def answer(problem: Problem) -> HttpResponse:
    """`problem` as an answer."""
    shown = {
        "title": TITLES.get(problem.status) or HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.sentence,
    }
    return JsonResponse(
        shown,
        status=problem.status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
        headers=dict(problem.headers),
    )


def of_what_was_asked(request: HttpRequest, error: ValidationError) -> Problem:
    """That parameters are not what they can be: a sentence for each, which names its value."""
    # Where an error is, ninja says among other things: which of the types allowed it speaks of.
    named = (part for found in error.errors for part in found["loc"] if part in PARAMETERS)
    sentences = [_sentence(name, request.GET.get(name, "")) for name in dict.fromkeys(named)]
    return Problem(WRONG, " ".join(sentences))


def _sentence(name: str, value: str) -> str:
    if name in FAULTS:
        return fault(FAULTS[name], value)
    return fault(_("“%(value)s” is nothing that “{name}” takes.").format(name=name), value)
