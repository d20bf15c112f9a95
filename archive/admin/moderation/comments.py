"""Comments: moderators decide what is shown; nobody puts words in anybody's mouth."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.moderation.author_acts import AuthorActingAdmin
from archive.admin.moderation.cases import case_of
from archive.admin.moderation.decisions import DecidingAdmin
from archive.admin.moderation.desk import desk
from archive.admin.moderation.erasing import ErasingAdmin
from archive.admin.moderation.queue import OLDEST_FIRST, QueueFilter, QueueList, queue_of
from archive.admin.records import LedgerAdmin
from archive.admin.visible import WithItsArticle
from archive.models import Comment
from archive.text.plain import excerpt, plain_text

EXCERPT_LENGTH = 280  # enough to decide about most without opening them
PARENT_LENGTH = 140  # enough to know what is answered


@admin.register(Comment)
class CommentAdmin(DecidingAdmin, ErasingAdmin, AuthorActingAdmin, LedgerAdmin, WithItsArticle):
    """A list of what waits, and of each comment what there is to know before deciding. Nobody
    deletes one alone: what has to go is erased, which leaves a row."""

    actions = ("approve", "hide", "warn", "ban", "note")
    list_display = ("opening", "who", "where", "posted_at")
    list_display_links = None  # the words themselves lead there, and other links stand beside them
    list_filter = (QueueFilter, "origin")
    list_select_related = ("article", "member")
    list_per_page = 50
    list_max_show_all = 200  # each has a field of its own beside the box that is ticked
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("body", "captured_name", "member__display_name", "article__title")
    search_help_text = gettext_lazy("Words of the comment, a member’s name, an article’s title.")
    date_hierarchy = "posted_at"
    change_form_template = "admin/archive/comment/change_form.html"
    change_list_template = "admin/archive/comment/change_list.html"
    fields = ()
    ordering = ("pk",)

    class Media:
        js = (Script("js/administration_keys.js", type="module"),)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(desk)
        return [path("desk/", view, name="archive_comment_desk"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What waits or was hidden is read by its author and by moderators."""
        comments: Any = super().get_queryset(request)
        return comments if self.has_moderate_permission(request) else comments.public()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QueueList]:
        return QueueList

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Who has waited longest comes first; otherwise what is newest."""
        waits = self.has_moderate_permission(request) and queue_of(request) in OLDEST_FIRST
        return ("pk",) if waits else ("-pk",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Why something waits, and what it was reported for, is the moderators' affair."""
        if self.has_moderate_permission(request):
            return ("opening", "why", "whose", "deciding")
        return self.list_display

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        moderates = self.has_moderate_permission(request)
        title = _("Decide about comments") if moderates else _("Comments")
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description=gettext_lazy("comment"))
    def opening(self, comment: Any) -> str:
        """What is shown here is what a decision knows to have been seen."""
        words = excerpt(plain_text(comment.body), EXCERPT_LENGTH)
        answered = comment.parent if hasattr(comment, "seen") else None
        above = excerpt(plain_text(answered.body), PARENT_LENGTH) if answered else ""
        given = {"comment": comment, "words": words, "parent": answered, "above": above}
        return render_to_string("admin/archive/comment/_opening.html", given)

    @admin.display(description=gettext_lazy("article"))
    def where(self, comment: Comment) -> str:
        return comment.article.label

    @admin.display(description=gettext_lazy("by"))
    def who(self, comment: Any) -> str:
        return render_to_string("admin/archive/comment/_who.html", {"comment": comment})

    @admin.display(description=gettext_lazy("by"))
    def whose(self, comment: Any) -> str:
        return render_to_string("admin/archive/comment/_whose.html", {"comment": comment})

    @admin.display(description=gettext_lazy("why it is here"))
    def why(self, comment: Any) -> str:
        waits = comment.review == Comment.Review.PENDING and not comment.withdrawn_at
        reasons = (comment.held_because or "").splitlines() if waits else []
        given = {"reasons": reasons, "reports": comment.open_reports}
        return render_to_string("admin/archive/comment/_why.html", given)

    @admin.display(description=gettext_lazy("decide"))
    def deciding(self, comment: Any) -> str:
        return render_to_string("admin/archive/comment/_deciding.html", {"comment": comment})

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        comment = kwargs["obj"]
        context["case"] = case = case_of(comment, request)
        context["title"] = _("Comment by %(name)s") % {"name": case.name}
        context["subtitle"] = None
        return super().render_change_form(request, context, *args, **kwargs)
