"""Writing a comment: the form, and what becomes of it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from archive import policies
from archive.commenting.post import Posted, post
from archive.commenting.refusal import Refused
from archive.commenting.waiting import will_wait
from archive.discussion.answers import (
    CONFLICT,
    WRONG,
    gives_back,
    leave_for,
    private,
    show,
    show_again,
    turn_away,
)
from archive.discussion.forms import AS_IT_IS, DAMAGED, WriteForm, again, can_wait, new_key
from archive.discussion.opening import answered, open_article, taken_away
from archive.discussion.placing import place
from archive.discussion.preview import Preview, previewed
from archive.models import Article, Comment
from archive.models.comment import BODY_LENGTH
from archive.text.fitness import tidy
from archive.text.quote import quoted
from archive.web import HtmxRequest, checks_its_text

WHOLE = "whole"  # ?quote=whole: the form begins with all of what it answers
NOT_HERE = _("What this answers is not here any more. Posted now, it stands under the article.")


@dataclass(frozen=True, slots=True)
class Writing:
    """The form as it is shown, beneath a `sentence` where there is one to say first.

    `answered` is the comment that it answers, `first` the one that it
    has posted already, `longest` how many characters it takes; `can_wait` says that it may be sent
    as it is, for a moderator to look at."""

    article: Article
    form: WriteForm
    answered: Comment | None = None
    first: Comment | None = None
    preview: Preview | None = None
    can_wait: bool = False
    longest: int = BODY_LENGTH
    sentence: str = ""

    @property
    def draft(self) -> str:
        """What a browser calls the words that were not posted yet."""
        return f"{self.article.pk} {self.answered.pk if self.answered else 0}"

    @property
    def address(self) -> str:
        """Where the form is found again."""
        address = reverse("comment_write", args=[self.article.slug])
        return f"{address}?parent={self.answered.pk}" if self.answered else address


@require_http_methods(["GET", "HEAD", "POST"])
@private
@gives_back
@checks_its_text
def write(request: HtmxRequest, slug: str) -> HttpResponse:
    """The form for a comment under an article, or for an answer to the comment ?parent=."""
    article = open_article(request, slug)
    return _take(request, article) if request.method == "POST" else _offer(request, article)


def _offer(request: HtmxRequest, article: Article) -> HttpResponse:
    asked = request.GET.get("parent")
    parent = answered(article, asked)
    is_gone = parent is None and asked is not None
    if is_gone and not taken_away(article, asked):
        raise Http404
    initial = {
        "body": quoted(parent.body) if parent and request.GET.get("quote") == WHOLE else "",
        "parent": parent.pk if parent else None,
        "key": new_key(),
        "in_thread": bool(request.htmx),
    }
    form = WriteForm(initial=initial, answered=parent)
    sentence = str(NOT_HERE) if is_gone else ""
    return look(request, Writing(article, form, parent, sentence=sentence))


def _take(request: HtmxRequest, article: Article) -> HttpResponse:
    form = WriteForm(request.POST)
    if not request.user.is_authenticated or not form.is_valid() or "preview" in request.POST:
        return look(request, kept(request, article))
    said = form.cleaned_data
    try:
        posted = post(
            request.user,
            article,
            body=said["body"],
            key=said["key"],
            parent_id=said["parent"],
            as_it_is=AS_IT_IS in request.POST,
        )
    except Refused as refusal:
        shown = kept(request, article, str(refusal), waiting=can_wait(refusal))
        return look(request, shown, refusal)
    return _answer(request, posted, said)


def _answer(request: HtmxRequest, posted: Posted, said: dict[str, Any]) -> HttpResponse:
    """To the form that has posted a comment, now or before."""
    comment = posted.comment
    if posted.again and comment.body != tidy(said["body"]):
        return look(request, kept(request, comment.article, first=comment))
    if comment.withdrawn_at:
        return leave_for(request, f"{comment.article.get_absolute_url()}#comments")
    return place(request, comment, in_thread=said["in_thread"])


def look(request: HtmxRequest, writing: Writing, refusal: Refused | None = None) -> HttpResponse:
    """The form, for those who may send it."""
    person, article, now = request.user, writing.article, timezone.now()
    verdict = policies.may_comment(person, article, now)
    if not (verdict.allowed and person.is_authenticated):
        return turn_away(request, verdict, again=writing.address, article=article)
    waits = will_wait(person, article, now, is_new=True)
    context = {"writing": writing, "article": article, "waits": waits}
    if refusal:
        return show_again(request, "writing", context, refusal)
    status = CONFLICT if writing.first else WRONG if writing.form.errors else 200
    return show(request, "writing", context, status=status)


def kept(
    request: HtmxRequest,
    article: Article,
    sentence: str = "",
    *,
    first: Comment | None = None,
    waiting: bool = False,
) -> Writing:
    """The form that was sent, with all that was typed, as it can be sent again; `sentence` says
    what was wrong, `first` is what it has posted already, and `waiting` whether it can wait."""
    data, sentences = again(request.POST), [sentence] if sentence else []
    parent, damaged = answered(article, data.get("parent")), WriteForm(data).damaged
    if damaged:
        sentences.append(str(DAMAGED))
    if first or damaged:
        data["key"] = new_key()
    if data.get("parent") and not parent:
        data["parent"] = ""
        sentences.append(str(NOT_HERE))
    form = WriteForm(data, answered=parent)
    for words in sentences:
        form.add_error("body", words)
    return Writing(article, form, parent, first, previewed(form, request.user), waiting)
