"""The community's rules: editors write them, reports and decisions name them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.models import Rule


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """What a report or a decision names, the database does not let go."""

    list_display = ("title", "position", "in_force")
    list_filter = ("in_force",)
    search_fields = ("title", "text")
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "text", "position", "in_force"),
                "description": _(
                    "Readers find the rules at /rules/ in the order of their positions, and choose "
                    "one when they report a comment. A rule that is given up is put out of force: "
                    "old decisions name it still."
                ),
            },
        ),
    )
