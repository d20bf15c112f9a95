"""The archive's addresses. Slugs are of any script, so they are plain text between slashes."""

from django.urls import path

from archive.models import Author, Outlet, Topic
from archive.pages import patterns, views

urlpatterns = [
    path("", views.front, name="front"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("articles/", views.articles, name="articles"),
    path("articles/<slug>/", views.article, name="article"),
    path("articles/<slug>/cite.bib", views.cite_as, {"form": "bibtex"}, name="cite_bibtex"),
    path("articles/<slug>/cite.json", views.cite_as, {"form": "csl_json"}, name="cite_csl"),
    path("articles/<slug>/history/", views.history, name="history"),
    path("articles/<slug>/source/", views.source, name="source"),
    path("outlets/", views.names, {"kind": Outlet}, name="outlets"),
    path("outlets/<slug>/", views.name, {"kind": Outlet}, name="outlet"),
    path("authors/", views.names, {"kind": Author}, name="authors"),
    path("authors/<slug>/", views.name, {"kind": Author}, name="author"),
    path("topics/", views.names, {"kind": Topic}, name="topics"),
    path("topics/<slug>/", views.name, {"kind": Topic}, name="topic"),
]
