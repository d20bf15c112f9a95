"""Comments: moderators decide what is shown; nobody puts words in anybody's mouth."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.visible import WithItsArticle
from archive.models import Comment
from archive.text.plain import excerpt, plain_text

EXCERPT_LENGTH = 90  # a line of the list


@admin.register(Comment)
class CommentAdmin(WithItsArticle):
    list_display = ("opening", "article", "who", "origin", "review", "posted_at")
    list_filter = ("review", "origin")
    list_select_related = ("article", "member")
    search_fields = ("body", "captured_name", "member__display_name", "article__title")
    date_hierarchy = "posted_at"
    fields = (
        "article",
        "parent",
        "who",
        "by_article_author",
        "body",
        "review",
        "posted_at",
        "edited_at",
        "withdrawn_at",
        "document",
        "first_line",
        "last_line",
    )
    readonly_fields = tuple(field for field in fields if field != "review")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("comment"))
    def opening(self, comment: Comment) -> str:
        return excerpt(plain_text(comment.body), EXCERPT_LENGTH)

    @admin.display(description=_("by"))
    def who(self, comment: Comment) -> str:
        return str(comment.member or comment.captured_name or _("unnamed reader"))
