"""Writing a comment: the form, and what becomes of it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive import policies
from archive.commenting.post import post
from archive.commenting.refusal import Refused
from archive.discussion.answers import CONFLICT, WRONG, private, show, show_again, turn_away
from archive.discussion.forms import DAMAGED, WriteForm, again, new_key
from archive.discussion.opening import answered, open_article
from archive.discussion.placing import place
from archive.discussion.preview import Preview, previewed
from archive.models import Article, Comment
from archive.models.comment import BODY_LENGTH
from archive.text.fitness import tidy
from archive.text.quote import quoted
from archive.web import HtmxRequest, checks_its_text

WHOLE = "whole"  # ?quote=whole: the form begins with all of what it answers


@dataclass(frozen=True, slots=True)
class Writing:
    """The form as it is shown. `answered` is the comment that it answers, `first` the one that it
    has posted already, `longest` how many characters it takes."""

    article: Article
    form: WriteForm
    answered: Comment | None = None
    first: Comment | None = None
    preview: Preview | None = None
    longest: int = BODY_LENGTH

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
@checks_its_text
def write(request: HtmxRequest, slug: str) -> HttpResponse:
    """The form for a comment under an article, or for an answer to the comment ?parent=."""
    article = open_article(request, slug)
    return _take(request, article) if request.method == "POST" else _offer(request, article)


def _offer(request: HtmxRequest, article: Article) -> HttpResponse:
    parent = answered(article, request.GET.get("parent"))
    if parent is None and "parent" in request.GET:
        raise Http404
    initial = {
        "body": quoted(parent.body) if parent and request.GET.get("quote") == WHOLE else "",
        "parent": parent.pk if parent else None,
        "key": new_key(),
        "in_thread": bool(request.htmx),
    }
    form = WriteForm(initial=initial, answered=parent)
    return look(request, Writing(article, form, parent))


def _take(request: HtmxRequest, article: Article) -> HttpResponse:
    form = WriteForm(request.POST)
    if not request.user.is_authenticated or not form.is_valid() or "preview" in request.POST:
        return look(request, kept(request, article))
    said = form.cleaned_data
    try:
        posted = post(
            request.user, article, body=said["body"], key=said["key"], parent_id=said["parent"]
        )
    except Refused as refusal:
        return look(request, kept(request, article, str(refusal)), refusal)
    if posted.again and posted.comment.body != tidy(said["body"]):
        return look(request, kept(request, article, first=posted.comment))
    return place(request, posted.comment, in_thread=said["in_thread"])


def look(request: HtmxRequest, writing: Writing, refusal: Refused | None = None) -> HttpResponse:
    """The form, for those who may send it."""
    verdict = policies.may_comment(request.user, writing.article, timezone.now())
    if not verdict.allowed:
        return turn_away(request, verdict, again=writing.address, article=writing.article)
    context = {"writing": writing, "article": writing.article}
    if refusal:
        return show_again(request, "writing", context, refusal)
    status = CONFLICT if writing.first else WRONG if writing.form.errors else 200
    return show(request, "writing", context, status=status)


def kept(
    request: HtmxRequest, article: Article, sentence: str = "", *, first: Comment | None = None
) -> Writing:
    """The form that was sent, with all that was typed, as it can be sent again; `sentence` says
    what was wrong, and `first` is what it has posted already."""
    data, sentences = again(request.POST), [sentence] if sentence else []
    parent, damaged = answered(article, data.get("parent")), WriteForm(data).damaged
    if damaged:
        sentences.append(str(DAMAGED))
    if first or damaged:
        data["key"] = new_key()
    if data.get("parent") and not parent:
        data["parent"] = ""
        sentences.append(
            _("What this answers is not here any more. Posted now, it stands under the article.")
        )
    form = WriteForm(data, answered=parent)
    for words in sentences:
        form.add_error("body", words)
    return Writing(article, form, parent, first, previewed(form))
