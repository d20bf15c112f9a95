"""The permission matrix: what each role gets from each route. A route without a row fails.

A row has an address and, for reading (GET, HEAD) and for writing (POST), the status of the answer
by role. What no role may send (PUT, PATCH, DELETE) is the same everywhere and needs no column.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps

from archive.models import Comment, MemberWarning, ModerationEntry

DRAFT, GONE, LEGAL = "a-draft", "withdrawn", "withdrawn-for-law"
MEMBER, LEFT = "a-member", "who-left"
ROLES = (
    "anonymous",
    "unverified",
    "reader",
    "subscriber",
    "lapsed",
    "banned",
    "moderator",
    "editor",
    "admin",
)
STRANGERS = ROLES[:-3]  # to the administration

Statuses = Mapping[str, int]


def every(status: int) -> Statuses:
    """The same answer for all."""
    return dict.fromkeys(ROLES, status)


def staff(moderator: int, editor: int, admin: int) -> Statuses:
    """Strangers are sent to log in; who is staff gets an answer of their own."""
    return {
        **dict.fromkeys(STRANGERS, 302),
        "moderator": moderator,
        "editor": editor,
        "admin": admin,
    }


@dataclass(frozen=True, slots=True)
class Row:
    route: str
    address: str
    read: Statuses
    write: Statuses
    head: Statuses | None = None  # where it is not what GET answers


READ_ONLY = every(405)


def page(route: str, address: str, read: Statuses | None = None) -> Row:
    return Row(route, address, read or every(200), READ_ONLY)


# What a role may do with the rows of a model in the administration: view, add, change, delete.
NOTHING = ""
MODELS: dict[str, tuple[str, str, str]] = {  # moderator, editor, admin
    "accounts_giftcode": (NOTHING, "va", "va"),
    "accounts_grant": (NOTHING, "va", "va"),
    "accounts_outboxmessage": (NOTHING, NOTHING, "v"),
    "accounts_plan": (NOTHING, "v", "vacd"),
    "accounts_subscription": (NOTHING, "v", "v"),
    "accounts_user": (NOTHING, NOTHING, "vacd"),
    "archive_appeal": ("vc", NOTHING, "vc"),
    "archive_article": ("v", "vac", "vacd"),
    "archive_articlerevision": (NOTHING, "v", "vd"),
    "archive_author": (NOTHING, "vac", "vacd"),
    "archive_ban": ("vac", NOTHING, "vac"),  # the first is not explained yet
    "archive_byline": (NOTHING, "v", "vd"),
    "archive_citation": (NOTHING, "v", "vd"),
    "archive_comment": ("v", "v", "v"),  # what is done to it has routes of its own
    "archive_commentdrive": (NOTHING, "va", "va"),
    "archive_commentpolicy": (NOTHING, "va", "va"),
    "archive_evidence": (NOTHING, "v", "vd"),
    "archive_importrun": (NOTHING, "v", "vd"),
    "archive_listedterm": ("vacd", NOTHING, "vacd"),
    "archive_member": ("v", NOTHING, "v"),
    "archive_moderationentry": ("v", NOTHING, "v"),
    "archive_outlet": (NOTHING, "vac", "vacd"),
    "archive_redaction": (NOTHING, "vacd", "vacd"),
    "archive_removalrequest": ("v", "vc", "vcd"),
    "archive_report": ("v", NOTHING, "v"),
    "archive_republicationcandidate": (NOTHING, "v", "vd"),  # decided on a route of its own
    "archive_rule": ("v", "vac", "vacd"),
    "archive_sitesettings": ("v", "vc", "vc"),
    "archive_sourceblock": (NOTHING, "v", "vd"),
    "archive_sourcedocument": (NOTHING, "va", "vad"),
    "archive_topic": (NOTHING, "vac", "vacd"),
    "auth_group": (NOTHING, NOTHING, "vacd"),
}
SINGLE = {"archive_sitesettings"}  # there is one row, and the list leads to it

# Models whose forms go through a verb, and answer that something is wrong as pages do.
REFUSABLE = {"archive_appeal", "archive_ban", "archive_commentdrive", "archive_removalrequest"}


def admin_rows(model: str, pk: int) -> list[Row]:
    """The rows of one model's pages in the administration."""
    app, _underscore, name = model.partition("_")
    base = f"/admin/{app}/{name}/"

    def need(*one_of: str, answer: int = 200) -> Statuses:
        may_all = MODELS[model]
        return staff(*(answer if any(act in may for act in one_of) else 403 for may in may_all))

    def view(action: str, path: str, read: Statuses, write: Statuses) -> Row:
        return Row(f"admin:{model}_{action}", base + path, read, write)

    wrong = 422 if model in REFUSABLE else 200
    listed = staff(302, 302, 302) if model in SINGLE else need("v", "c")
    return [
        view("changelist", "", listed, listed),
        view("add", "add/", need("a"), need("a", answer=wrong)),
        view("history", f"{pk}/history/", need("v", "c"), need("v", "c")),
        view("delete", f"{pk}/delete/", need("d"), need("d")),
        view("change", f"{pk}/change/", need("v", "c"), need("c", answer=wrong)),
        Row(
            f"admin/{app}/{name}/<path:object_id>/",
            f"{base}{pk}/",
            staff(302, 302, 302),
            every(302),
        ),
    ]


def members(status: int) -> Statuses:
    """The same answer for all who are logged in; who is not is sent to do so."""
    return {**every(status), "anonymous": 302}


EDITORS_ONLY = {**every(404), "editor": 200, "admin": 200}

API = "/api/v1/"  # the same for everybody, whoever they are

PAGES = [
    page("livez", "/livez"),
    page("readyz", "/readyz"),
    page("front", "/"),
    page("patterns", "/patterns/"),
    page("articles", "/articles/"),
    page("article", "/articles/russia-china-alliance-at-the-tipping-point/"),
    page("article", f"/articles/{DRAFT}/", EDITORS_ONLY),
    page("article", "/articles/russia-china-alliance-at-the-tipping-point/?as=banned"),
    page("article", f"/articles/{DRAFT}/?as=paid", every(404)),
    page("article", f"/articles/{GONE}/?as=paid", every(410)),
    page("article", f"/articles/{GONE}/", every(410)),
    page("article", f"/articles/{LEGAL}/", every(451)),
    page("article", "/articles/no-such-article/", every(404)),
    page("cite_bibtex", "/articles/russia-china-alliance-at-the-tipping-point/cite.bib"),
    page("cite_bibtex", f"/articles/{DRAFT}/cite.bib", EDITORS_ONLY),
    page("cite_bibtex", f"/articles/{GONE}/cite.bib", every(410)),
    page("cite_bibtex", f"/articles/{LEGAL}/cite.bib", every(451)),
    page("cite_bibtex", "/articles/no-such-article/cite.bib", every(404)),
    page("cite_csl", "/articles/russia-china-alliance-at-the-tipping-point/cite.json"),
    page("cite_csl", f"/articles/{DRAFT}/cite.json", EDITORS_ONLY),
    page("cite_csl", f"/articles/{GONE}/cite.json", every(410)),
    page("cite_csl", f"/articles/{LEGAL}/cite.json", every(451)),
    page("cite_csl", "/articles/no-such-article/cite.json", every(404)),
    page("comments", "/articles/russia-china-alliance-at-the-tipping-point/comments/"),
    page("comments", f"/articles/{DRAFT}/comments/", EDITORS_ONLY),
    page("comments", f"/articles/{GONE}/comments/", every(410)),
    page("comments", f"/articles/{LEGAL}/comments/", every(451)),
    page("comments_news", "/articles/russia-china-alliance-at-the-tipping-point/comments/new/"),
    page("comments_news", f"/articles/{DRAFT}/comments/new/", EDITORS_ONLY),
    page("comments_news", f"/articles/{GONE}/comments/new/", every(404)),
    page("comment", "/comments/0/", every(404)),
    page("history", "/articles/russia-china-alliance-at-the-tipping-point/history/"),
    page("history", f"/articles/{DRAFT}/history/", EDITORS_ONLY),
    page("history", f"/articles/{GONE}/history/", every(410)),
    page("history", f"/articles/{LEGAL}/history/", every(451)),
    page("more_like", "/articles/russia-china-alliance-at-the-tipping-point/like/"),
    page("more_like", f"/articles/{DRAFT}/like/", EDITORS_ONLY),
    page("more_like", f"/articles/{GONE}/like/", every(410)),
    page("more_like", f"/articles/{LEGAL}/like/", every(451)),
    page("search", "/search/"),
    page("search", "/search/?q=russia&sort=newest&kind=comment"),
    page("source", "/articles/russia-china-alliance-at-the-tipping-point/source/"),
    page("source", f"/articles/{DRAFT}/source/", every(404)),
    page("source", f"/articles/{GONE}/source/", every(410)),
    page("source", f"/articles/{LEGAL}/source/", every(451)),
    page("outlets", "/outlets/"),
    page("outlet", "/outlets/global-research/"),
    page("outlet", "/outlets/no-such-outlet/", every(404)),
    page("authors", "/authors/"),
    page("author", "/authors/m-k-bhadrakumar/"),
    page("topics", "/topics/"),
    page("topic", "/topics/history/"),
    page("feeds", "/feeds/"),
    page("feed_articles", "/feeds/articles.atom"),
    page("feed_articles", "/feeds/articles.json?cursor=nowhere"),
    page("feed_comments", "/feeds/comments.atom"),
    page("feed_search", "/feeds/search.atom?q=china"),
    page("feed_outlet", "/feeds/outlets/global-research.json"),
    page("feed_outlet", "/feeds/outlets/no-such-outlet.atom", every(404)),
    page("feed_author", "/feeds/authors/m-k-bhadrakumar.atom"),
    page("feed_topic", "/feeds/topics/history.json"),
    page("feed_thread", "/feeds/articles/russia-china-alliance-at-the-tipping-point.atom"),
    page("feed_thread", f"/feeds/articles/{DRAFT}.atom", every(404)),
    page("feed_thread", f"/feeds/articles/{GONE}.atom", every(410)),
    page("feed_thread", f"/feeds/articles/{LEGAL}.json", every(451)),
    page("api", "/api/"),
    page("api_index", API),
    page("api_description", f"{API}openapi.json"),
    page("api_nothing", f"{API}no/such/thing", every(404)),
    page("api_articles", f"{API}articles?limit=2"),
    page("api_articles", f"{API}articles?cursor=nowhere", every(422)),
    page("api_article", f"{API}articles/russia-china-alliance-at-the-tipping-point"),
    page("api_article", f"{API}articles/{DRAFT}", every(404)),
    page("api_article", f"{API}articles/{GONE}", every(410)),
    page("api_article", f"{API}articles/{LEGAL}", every(451)),
    page("api_thread", f"{API}articles/russia-china-alliance-at-the-tipping-point/comments"),
    page("api_thread", f"{API}articles/{DRAFT}/comments", every(404)),
    page("api_thread", f"{API}articles/{GONE}/comments", every(410)),
    page("api_comments", f"{API}comments?limit=2"),
    page("api_comment", f"{API}comments/0", every(404)),
    page("api_outlets", f"{API}outlets"),
    page("api_outlet", f"{API}outlets/global-research"),
    page("api_authors", f"{API}authors"),
    page("api_author", f"{API}authors/m-k-bhadrakumar"),
    page("api_search", f"{API}search?q=history&limit=2"),
    page("api_search", f"{API}search", every(422)),
    page("api_topics", f"{API}topics"),
    page("api_topic", f"{API}topics/history"),
    page("robots", "/robots.txt"),
    page("sitemap", "/sitemap.xml"),
    page("sitemap_part", "/sitemaps/pages.xml"),
    page("sitemap_part", "/sitemaps/articles-99999999999999.xml", every(404)),
    page("rules", "/rules/"),
    page("moderation_log", "/moderation/log/"),
    page("moderation_log", "/moderation/log/?act=removed&cursor=nowhere"),
    page("member", f"/members/{MEMBER}/"),
    page("member", f"/members/{LEFT}/", every(404)),
    page("member", "/members/no-such-one/", every(404)),
    page("account_deleted", "/accounts/deleted/"),
]

OWN_PAGES = [
    Row("profile", "/accounts/profile/", members(200), members(422)),
    Row("subscription", "/accounts/subscription/", members(200), READ_ONLY),
    Row(
        "redeem",
        "/accounts/subscription/redeem/",
        members(200),
        {**every(422), "anonymous": 403},  # what was typed is kept
    ),
    Row("account", "/accounts/", members(200), READ_ONLY),
    Row("own_comments", "/accounts/comments/", members(200), READ_ONLY),
    Row("decisions", "/accounts/decisions/", members(200), READ_ONLY),
    Row("appeals", "/moderation/appeal/", every(302), READ_ONLY),
    Row("privacy", "/accounts/data/", members(200), READ_ONLY),
    # Who is logged in has to confirm it first.
    Row("export", "/accounts/data/export/", every(302), READ_ONLY),
    Row("delete_account", "/accounts/data/delete/", every(302), every(302)),
]

ANONYMOUS_ONLY = {**every(302), "anonymous": 200}

ENTRANCE = [
    Row("account_signup", "/accounts/signup/", ANONYMOUS_ONLY, {**every(302), "anonymous": 422}),
    Row("account_login", "/accounts/login/", ANONYMOUS_ONLY, {**every(302), "anonymous": 422}),
    Row("account_logout", "/accounts/logout/", members(200), every(302)),
    page("account_email_verification_sent", "/accounts/confirm-email/"),
    Row("account_confirm_email", "/accounts/confirm-email/none/", every(404), every(404)),
    Row("account_reset_password", "/accounts/password/reset/", every(200), every(422)),
    page("account_reset_password_done", "/accounts/password/reset/done/"),
    Row(
        "account_reset_password_from_key",
        "/accounts/password/reset/key/1-none/",
        every(404),
        every(404),
    ),
    page("account_reset_password_from_key_done", "/accounts/password/reset/key/done/"),
    Row("account_reauthenticate", "/accounts/reauthenticate/", members(200), members(422)),
    Row("account_email", "/accounts/email/", members(200), every(302)),
    Row("account_change_password", "/accounts/password/change/", members(200), members(422)),
    Row("account_set_password", "/accounts/password/set/", every(302), every(302)),
]

# Nobody in the cast has a second factor; that it is they, each has yet to show again.
FACTORS = [
    Row("mfa_index", "/accounts/2fa/", members(200), READ_ONLY),
    Row("mfa_authenticate", "/accounts/2fa/authenticate/", every(302), every(302)),
    Row("mfa_reauthenticate", "/accounts/2fa/reauthenticate/", every(302), every(302)),
    Row("mfa_activate_totp", "/accounts/2fa/totp/activate/", every(302), every(302)),
    Row("mfa_totp_qr_code", "/accounts/2fa/totp/activate/code.svg", members(404), READ_ONLY),
    Row("mfa_deactivate_totp", "/accounts/2fa/totp/deactivate/", members(404), members(404)),
    Row("mfa_view_recovery_codes", "/accounts/2fa/recovery-codes/", every(302), every(302)),
    Row(
        "mfa_download_recovery_codes",
        "/accounts/2fa/recovery-codes/download/",
        every(302),
        READ_ONLY,
    ),
    Row(
        "mfa_generate_recovery_codes",
        "/accounts/2fa/recovery-codes/generate/",
        every(302),
        every(302),
    ),
    Row("mfa_list_webauthn", "/accounts/2fa/webauthn/", every(302), READ_ONLY),
    Row("mfa_add_webauthn", "/accounts/2fa/webauthn/add/", every(302), every(302)),
    Row("mfa_login_webauthn", "/accounts/2fa/webauthn/login/", ANONYMOUS_ONLY, every(302)),
    Row(
        "mfa_reauthenticate_webauthn",
        "/accounts/2fa/webauthn/reauthenticate/",
        every(302),
        every(302),
    ),
    Row("mfa_edit_webauthn", "/accounts/2fa/webauthn/keys/1/edit/", every(302), every(302)),
    Row("mfa_remove_webauthn", "/accounts/2fa/webauthn/keys/1/remove/", every(302), every(302)),
    Row("usersessions_list", "/accounts/sessions/", members(200), every(302)),
    Row("usersessions_end", "/accounts/sessions/1/end/", READ_ONLY, members(404)),
]

LOG_OUT = {"account_logout", "admin:logout"}  # whoever sends them is somebody else afterwards

ADMIN = [
    Row("admin:index", "/admin/", staff(200, 200, 200), staff(200, 200, 200)),
    # Strangers who are logged in are told that it is not for them: logging in again helps nobody.
    Row(
        "admin:login",
        "/admin/login/",
        {**every(302), **dict.fromkeys(STRANGERS[1:], 403)},
        {**every(302), **dict.fromkeys(STRANGERS[1:], 403)},
    ),
    Row("admin:logout", "/admin/logout/", staff(405, 405, 405), every(302)),
    Row("admin:password_change", "/admin/password_change/", every(302), every(302)),
    Row(
        "admin:password_change_done",
        "/admin/password_change/done/",
        staff(200, 200, 200),
        staff(405, 405, 405),
    ),
    Row("admin:autocomplete", "/admin/autocomplete/", staff(403, 403, 403), staff(405, 405, 405)),
    Row("admin:jsi18n", "/admin/jsi18n/", staff(200, 200, 200), staff(405, 405, 405)),
    Row("admin:view_on_site", "/admin/r/999999/1/", staff(404, 404, 404), staff(404, 404, 404)),
    Row(
        "admin:archive_comment_decide",
        "/admin/archive/comment/decide/",
        staff(302, 403, 302),
        staff(422, 403, 422),
    ),
    Row(
        "admin:archive_comment_desk",
        "/admin/archive/comment/desk/",
        staff(200, 200, 200),
        staff(405, 405, 405),
    ),
    Row(
        "admin:archive_member_act",
        "/admin/archive/member/act/ban/",
        staff(302, 403, 302),
        staff(422, 403, 422),
    ),
    Row(
        "admin:archive_moderationentry_undo",
        "/admin/archive/moderationentry/undo/",
        staff(302, 403, 302),
        staff(422, 403, 422),
    ),
    Row(
        "admin:archive_listedterm_try",
        "/admin/archive/listedterm/try/",
        staff(200, 403, 200),
        staff(422, 403, 422),
    ),
    Row("admin:app_list", "/admin/archive/", staff(200, 200, 200), staff(200, 200, 200)),
    Row("admin:app_list", "/admin/accounts/", staff(404, 200, 200), staff(404, 200, 200)),
    Row("admin/(?P<url>.*)$", "/admin/nothing/here/", staff(404, 404, 404), staff(404, 404, 404)),
]


def comment_pages() -> list[Row]:
    """A comment that anyone may read, and those that go with their article."""
    answers = {DRAFT: EDITORS_ONLY, GONE: every(410), LEGAL: every(451)}
    shown = {slug: Comment.objects.filter(article__slug=slug).first() for slug in answers}
    public = Comment.objects.public().exclude(article__slug__in=answers).first()
    found = [(public, every(200)), *((shown[slug], answers[slug]) for slug in answers)]
    return [page("comment", row.get_absolute_url(), read) for row, read in found if row]


# Whom the gate lets in: what an unverified address, a ban or no log-in at all keeps out.
KEPT_OUT = ("anonymous", "unverified", "banned")


def writers(status: int) -> Statuses:
    """The same answer for all who may comment; who may not is told why."""
    return {**every(status), **dict.fromkeys(KEPT_OUT, 403)}


def logged_in(status: int) -> Statuses:
    """The same answer for all who are logged in; who is not is told to."""
    return {**every(status), "anonymous": 403}


def appeal_pages() -> list[Row]:
    """Nobody appeals what was decided about somebody else; who is not logged in is sent to do so,
    with what they had written."""
    decision = ModerationEntry.objects.filter(appealed_in__isnull=False).first()
    assert decision is not None, "there is no decision to look at"
    nobody = {**every(404), "anonymous": 302}
    address = f"/moderation/appeal/{decision.pk}/"
    return [Row("appeal", address, nobody, {**nobody, "anonymous": 403})]


def warning_pages() -> list[Row]:
    """Nobody opens a warning to somebody else: it is its member's alone."""
    address = f"/accounts/warnings/{MemberWarning.objects.get().pk}/"
    return [Row("warning", address, members(404), members(404))]


EDITORS_TOLD = {**every(404), "editor": 403, "admin": 403}  # nothing can be said of a draft yet
WRITE = "/articles/russia-china-alliance-at-the-tipping-point/comments/write/"

DISCUSSION = [
    Row("comment_write", WRITE, writers(200), writers(422)),
    Row("comment_write", f"/articles/{DRAFT}/comments/write/", EDITORS_TOLD, EDITORS_TOLD),
    Row("comment_write", f"/articles/{GONE}/comments/write/", every(403), every(403)),
    Row("comment_write", "/articles/no-such-article/comments/write/", every(404), every(404)),
    Row("comment_preview", "/comments/preview/", READ_ONLY, logged_in(200)),
]


REMOVAL = "/articles/russia-china-alliance-at-the-tipping-point/removal/"
REMOVALS = [  # anybody may ask for what readers can open, with or without an account
    Row("removal_request", REMOVAL, every(200), every(422)),
    Row("removal_request", f"/articles/{DRAFT}/removal/", every(404), every(404)),
    Row("removal_request", f"/articles/{GONE}/removal/", every(410), every(410)),
    Row("removal_request", f"/articles/{LEGAL}/removal/", every(451), every(451)),
    page("removal_request_sent", f"{REMOVAL}sent/"),
    page("removal_request_sent", f"/articles/{DRAFT}/removal/sent/", every(404)),
    page("removal_request_sent", f"/articles/{GONE}/removal/sent/", every(410)),
]


def others_comments() -> list[Row]:
    """What can be done about the comment of somebody else, and under articles that are hidden."""
    found = []
    for slug in (DRAFT, GONE, LEGAL, None):
        of_article = {"article__slug": slug} if slug else {"article__state": "published"}
        comment = Comment.objects.public().filter(**of_article).first()
        assert comment is not None, f"there is no comment under {slug} to look at"
        base, nobody = f"/comments/{comment.pk}/", logged_in(404)
        seen = EDITORS_ONLY if slug == DRAFT else every(404 if slug else 200)
        told = {role: 422 if status == 200 else 404 for role, status in seen.items()}
        to_strangers = {} if slug else {"anonymous": 403}
        found += [
            page("comment_history", f"{base}history/", seen),
            Row(
                "comment_report",
                f"{base}report/",
                {**seen, **to_strangers},
                {**told, **to_strangers},
            ),
            Row("comment_edit", f"{base}edit/", nobody, nobody),
            Row("comment_withdraw", f"{base}withdraw/", nobody, nobody),
        ]
    return found


def rows() -> list[Row]:
    """Every row; a model's pages show its first row."""
    found = PAGES + OWN_PAGES + ENTRANCE + FACTORS + ADMIN
    found += DISCUSSION + REMOVALS + comment_pages() + others_comments()
    found += appeal_pages() + warning_pages()
    for model in MODELS:
        first = apps.get_model(*model.split("_", 1)).objects.order_by("pk").first()
        assert first is not None, f"there is no {model} to look at"
        found = found + admin_rows(model, first.pk)
        if model == "archive_commentdrive":
            address = f"/admin/archive/commentdrive/{first.pk}/call-off/"
            call_off = "admin:archive_commentdrive_call_off"
            found.append(Row(call_off, address, staff(403, 302, 302), staff(403, 302, 302)))
        if model == "archive_republicationcandidate":
            address = f"/admin/archive/republicationcandidate/{first.pk}/decide/"
            decide = "admin:archive_republicationcandidate_decide"
            found.append(Row(decide, address, staff(403, 302, 302), staff(403, 422, 422)))
        if model == "archive_comment":
            address = f"/admin/archive/comment/{first.pk}/erase/"
            erase = "admin:archive_comment_erase"
            found.append(Row(erase, address, staff(403, 403, 200), staff(403, 403, 422)))
        if model == "archive_ban":
            moderators = staff(302, 403, 302)
            for act in ("lift", "settle"):
                address = f"/admin/archive/ban/{first.pk}/{act}/"
                found.append(Row(f"admin:archive_ban_{act}", address, moderators, moderators))
        if model == "accounts_user":
            address = f"/admin/accounts/user/{first.pk}/password/"
            only_admins = staff(403, 403, 200)
            password = "admin:auth_user_password_change"
            found.append(Row(password, address, only_admins, only_admins))
    return found
