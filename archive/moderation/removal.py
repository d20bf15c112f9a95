"""Asking for an article, or a captured comment under it, not to be shown any more."""

from typing import NamedTuple

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.signup_defence.admission import Refusal
from archive.models import Article, Comment
from archive.moderating import removals
from archive.moderation.door import Door, door_of
from archive.moderation.gone import withdrawn
from archive.moderation.removal_form import RemovalForm, sent
from archive.web import HtmxRequest, checks_its_text, page

SEE_OTHER, FORBIDDEN, WRONG = 303, 403, 422
private = cache_control(private=True, no_store=True)


class About(NamedTuple):
    """What a request is about: an article, or a captured comment under it."""

    article: Article
    comment: Comment | None


@require_http_methods(["GET", "HEAD", "POST"])
@private
@checks_its_text
def removal_request(request: HtmxRequest, slug: str) -> HttpResponse:
    """The form, for anybody. `comment` in the address is the id of a captured one."""
    return _answer(request, slug)


def again(request: HtmxRequest, slug: str, sentence: str) -> HttpResponse:
    """The form once more with what was typed, and why it was not taken."""
    return _answer(request, slug, Refusal(sentence))


def _answer(request: HtmxRequest, slug: str, expired: Refusal | None = None) -> HttpResponse:
    article = _open(slug)
    if article.state == Article.State.WITHDRAWN:
        return withdrawn(request, article)
    about = About(article, comment := _comment(article, request.GET.get("comment", "")))
    if comment and comment.origin == Comment.Origin.MEMBER:
        template = "moderation/removal_of_members.html"
        return page(request, template, about._asdict(), status=FORBIDDEN)
    door = door_of(request, timezone.now())
    if expired:
        return _show(request, about, RemovalForm(sent(request.POST)), door, expired)
    if request.method == "POST":
        return _take(request, about, door)
    user = request.user
    known = {"name": user.display_name, "email": user.email} if user.is_authenticated else {}
    return _show(request, about, RemovalForm(initial=known), door)


@require_safe
@private
def removal_request_sent(request: HtmxRequest, slug: str) -> HttpResponse:
    """What happens next. The same for everybody: who asked for what is not told here."""
    article = _open(slug)
    if article.state == Article.State.WITHDRAWN:
        return withdrawn(request, article)
    return page(request, "moderation/removal_sent.html", {"article": article})


def _take(request: HtmxRequest, about: About, door: Door) -> HttpResponse:
    form = RemovalForm(sent(request.POST))
    refusal = door.knock()
    if refusal is None and form.is_valid():
        refusal = door.admit()
    if refusal or not form.is_valid():
        return _show(request, about, form, door, refusal)
    if not door.trapped:  # who fills in everything is told the same as everybody
        words = form.cleaned_data["words"]
        removals.request(about.article, about.comment, form.asker, words, door.at)
    next_page = reverse("removal_request_sent", args=[about.article.slug])
    return HttpResponseRedirect(next_page, status=SEE_OTHER)


def _show(
    request: HtmxRequest,
    about: About,
    form: RemovalForm,
    door: Door,
    refusal: Refusal | None = None,
) -> HttpResponse:
    defence = door.defence(refusal)
    context = {**about._asdict(), "form": form, "refusal": refusal, "defence": defence}
    status = (refusal.status if refusal else WRONG) if form.is_bound else 200
    answer = page(request, "moderation/removal.html", context, status=status)
    if refusal and refusal.retry_after_s is not None:
        answer.headers["Retry-After"] = str(refusal.retry_after_s)
    return answer


def _open(slug: str) -> Article:
    """What readers can open, or could. Raises Http404."""
    found = Article.objects.exclude(state=Article.State.DRAFT).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _comment(article: Article, asked: str) -> Comment | None:
    """The comment that the address names, one that anybody can read. Raises Http404."""
    if not asked:
        return None
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 19):
        raise Http404
    found = article.comments.public().select_related("member").filter(pk=asked).first()
    if found is None:
        raise Http404
    return found
