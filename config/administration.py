"""Django's administration, without its one page that asks nobody's permission."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


class Administration(AdminSite):
    site_header = site_title = "Postil"

    def get_urls(self) -> list[Any]:
        """Ours is found before Django's of the same name, which leads any member of the staff to
        the address of anything: that of a draft, for example, which has its title in it."""
        address = "r/<int:content_type_id>/<path:object_id>/"
        view = self.admin_view(self.on_site)
        return [path(address, view, name="view_on_site"), *super().get_urls()]

    def on_site(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
        """To the page of an object, for those who may view the object here."""
        kind = ContentType.objects.filter(pk=content_type_id).first()
        pages = self._registry.get(kind.model_class()) if kind else None  # type: ignore[arg-type]
        if pages is None or not pages.has_view_permission(request):
            raise Http404
        if pages.get_object(request, object_id) is None:
            raise Http404
        return shortcut(request, content_type_id, object_id)
