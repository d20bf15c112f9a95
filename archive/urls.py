"""The archive's addresses. Slugs are of any script, so they are plain text between slashes."""

from django.urls import include, path, register_converter

from archive.discussion.changing import edit
from archive.discussion.history import history as comment_history
from archive.discussion.preview import preview
from archive.discussion.reporting import report
from archive.discussion.withdrawing import withdraw
from archive.discussion.writing import write
from archive.models import Author, Outlet, Topic
from archive.moderation.appealing import appeal, appeal_nothing
from archive.moderation.removal import removal_request, removal_request_sent
from archive.moderation.views import rules
from archive.moderation.warnings import warning
from archive.pages import comment_views as comments
from archive.pages import patterns, views
from archive.pages.members import views as members
from archive.pages.members.decisions import decisions
from archive.pages.moderation_log import moderation_log
from archive.pages.search import views as search
from archive.pages.search.feed import search_feed
from archive.publishing.api.page import about as about_api
from archive.publishing.feeds import views as feeds
from archive.publishing.feeds.places import FeedForm
from archive.publishing.robots import robots, sitemap, sitemap_part

register_converter(FeedForm, "feed_form")

urlpatterns = [
    path("", views.front, name="front"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("articles/", views.articles, name="articles"),
    path("articles/<slug>/", views.article, name="article"),
    path("articles/<slug>/cite.bib", views.cite_as, {"form": "bibtex"}, name="cite_bibtex"),
    path("articles/<slug>/cite.json", views.cite_as, {"form": "csl_json"}, name="cite_csl"),
    path("articles/<slug>/comments/", comments.comments, name="comments"),
    path("articles/<slug>/comments/new/", comments.comments_news, name="comments_news"),
    path("articles/<slug>/comments/write/", write, name="comment_write"),
    path("articles/<slug>/history/", views.history, name="history"),
    path("articles/<slug>/like/", search.more_like, name="more_like"),
    path("articles/<slug>/removal/", removal_request, name="removal_request"),
    path("articles/<slug>/removal/sent/", removal_request_sent, name="removal_request_sent"),
    path("articles/<slug>/source/", views.source, name="source"),
    path("comments/<int:number>/", comments.comment, name="comment"),
    path("comments/<int:number>/edit/", edit, name="comment_edit"),
    path("comments/<int:number>/history/", comment_history, name="comment_history"),
    path("comments/<int:number>/report/", report, name="comment_report"),
    path("comments/<int:number>/withdraw/", withdraw, name="comment_withdraw"),
    path("comments/preview/", preview, name="comment_preview"),
    path("search/", search.search, name="search"),
    path("outlets/", views.names, {"kind": Outlet}, name="outlets"),
    path("outlets/<slug>/", views.name, {"kind": Outlet}, name="outlet"),
    path("authors/", views.names, {"kind": Author}, name="authors"),
    path("authors/<slug>/", views.name, {"kind": Author}, name="author"),
    path("topics/", views.names, {"kind": Topic}, name="topics"),
    path("topics/<slug>/", views.name, {"kind": Topic}, name="topic"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/articles.<feed_form:form>", feeds.articles, name="feed_articles"),
    path("feeds/comments.<feed_form:form>", feeds.comments, name="feed_comments"),
    path("feeds/search.<feed_form:form>", search_feed, name="feed_search"),
    path("feeds/articles/<slug>.<feed_form:form>", feeds.thread, name="feed_thread"),
    path("feeds/outlets/<slug>.<feed_form:form>", feeds.name, {"kind": Outlet}, name="feed_outlet"),
    path("feeds/authors/<slug>.<feed_form:form>", feeds.name, {"kind": Author}, name="feed_author"),
    path("feeds/topics/<slug>.<feed_form:form>", feeds.name, {"kind": Topic}, name="feed_topic"),
    path("api/", about_api, name="api"),
    path("api/v1/", include("archive.publishing.api.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemaps/<part>.xml", sitemap_part, name="sitemap_part"),
    path("rules/", rules, name="rules"),
    path("moderation/log/", moderation_log, name="moderation_log"),
    path("moderation/appeal/", appeal_nothing, name="appeals"),
    path("moderation/appeal/<int:number>/", appeal, name="appeal"),
    path("members/<public_id>/", members.member, name="member"),
    # Of one's account, what tells of comments; the rest is in accounts/urls.py.
    path("accounts/", members.account, name="account"),
    path("accounts/comments/", members.comments, name="own_comments"),
    path("accounts/decisions/", decisions, name="decisions"),
    path("accounts/warnings/<int:number>/", warning, name="warning"),
    path("accounts/data/", members.privacy, name="privacy"),
    path("accounts/data/export/", members.export, name="export"),
    path("accounts/data/delete/", members.delete, name="delete_account"),
    path("accounts/deleted/", members.deleted, name="account_deleted"),
]
