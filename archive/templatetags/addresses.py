"""Addresses in public, into templates."""

from django import template

from archive import web

register = template.Library()


@register.filter
def absolute(path: str) -> str:
    """`path` at the site's one address, under whatever name the request came."""
    return web.absolute(path)
