"""Comments: moderators decide what is shown; nobody puts words in anybody's mouth."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.cases import case_of
from archive.admin.deciding import seen_of
from archive.admin.decisions import DecidingAdmin
from archive.admin.queue import HELD, WAITING, QueueFilter, QueueList, queue_of
from archive.admin.visible import WithItsArticle
from archive.commenting.discussion import recount, touch
from archive.commenting.turns import take_article
from archive.models import Comment
from archive.text.plain import excerpt, plain_text

EXCERPT_LENGTH = 280  # enough to decide about most without opening them


@admin.register(Comment)
class CommentAdmin(DecidingAdmin, WithItsArticle):
    """A list of what waits, and of each comment what there is to know before deciding."""

    list_display = ("opening", "why", "who", "state", "where", "posted_at")
    list_filter = (QueueFilter, "origin")
    list_per_page = 50
    list_max_show_all = 200  # each has a field of its own beside the box that is ticked
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("body", "captured_name", "member__display_name", "article__title")
    date_hierarchy = "posted_at"
    change_form_template = "admin/archive/comment/change_form.html"
    fields = ()
    ordering = ("pk",)

    class Media:
        css = {"all": ("css/administration.css",)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QueueList]:
        return QueueList

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Who has waited longest comes first; otherwise what is newest."""
        return ("pk",) if queue_of(request) in {WAITING, HELD} else ("-pk",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Why something waits, and what it was reported for, is the moderators' affair."""
        if self.has_moderate_permission(request):
            return self.list_display
        return tuple(column for column in self.list_display if column != "why")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("comment"))
    def opening(self, comment: Comment) -> str:
        return excerpt(plain_text(comment.body), EXCERPT_LENGTH) or _("(erased)")

    @admin.display(description=gettext_lazy("article"))
    def where(self, comment: Comment) -> str:
        return comment.article.label

    @admin.display(description=gettext_lazy("by"))
    def who(self, comment: Any) -> str:
        if comment.member is None:
            return str(comment.captured_name or _("unnamed reader"))
        total = comment.approved_total
        approved = ngettext("%(n)s approved", "%(n)s approved", total) % {"n": total}
        return format_html("<bdi>{}</bdi> ({})", comment.member, approved)

    @admin.display(description=gettext_lazy("state"), ordering="review")
    def state(self, comment: Comment) -> str:
        """What is shown here is what a decision knows to have been seen."""
        words = _("withdrawn") if comment.withdrawn_at else comment.get_review_display()
        seen = '<input type="hidden" name="seen" value="{}">'
        return format_html("{}" + seen, words, str(seen_of(comment)))

    @admin.display(description=gettext_lazy("why it is here"))
    def why(self, comment: Any) -> str:
        waits = comment.review == Comment.Review.PENDING and not comment.withdrawn_at
        reasons = (comment.held_because or "").splitlines() if waits else []
        reports = [
            _("Reported: %(rule)s") % {"rule": report.rule} for report in comment.open_reports
        ]
        return format_html_join("", "<div>{}</div>", ((words,) for words in [*reasons, *reports]))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        comment = kwargs["obj"]
        context["case"] = case_of(comment, request.user)  # type: ignore[arg-type]
        context["seen"] = str(seen_of(comment))
        context["may_moderate"] = self.has_moderate_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        """As the law may ask of an administrator. Everything else is a decision."""
        take_article(obj.article_id)
        super().delete_model(request, obj)
        recount(obj.article_id)
        touch({obj.article_id})
