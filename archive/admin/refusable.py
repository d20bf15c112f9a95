"""What a verb refuses after the form found it right: somebody else was a moment faster."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from archive.commenting.refusal import Refused


class RefusableForm(forms.ModelForm):
    """Has `refusal`, if its verb refused, among its errors."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class RefusableAdmin(admin.ModelAdmin):
    """Answers a refusal with the form as it was typed, and 422. Its forms are `RefusableForm`s."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", "")  # the class is made anew each time
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refused:
            request.refusal = str(refused)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().render_change_form(request, context, *args, **kwargs)
        if context["errors"]:
            response.status_code = 422
        return response
