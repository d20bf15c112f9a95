"""What a list may be asked for in its address."""

from django.contrib import admin
from django.http import HttpRequest


class NarrowedByItsFilters(admin.ModelAdmin):
    """A list that can be narrowed by what its filters show, and by nothing else.

    Django's own can be narrowed by any field of the model, shown or not. By asking for rows in
    which it begins with one letter, then with two, whoever sees the list reads what they may not
    see.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        name, _, _how = lookup.partition("__")
        return name in self._asked(request) and super().lookup_allowed(lookup, value, request)

    def _asked(self, request: HttpRequest) -> set[str]:
        """The names that filters go by."""
        asked = {str(self.date_hierarchy)}
        for shown in self.get_list_filter(request):
            name = shown[0] if isinstance(shown, tuple) else shown
            asked.add(str(getattr(name, "parameter_name", name)))
        return {name.partition("__")[0] for name in asked}
