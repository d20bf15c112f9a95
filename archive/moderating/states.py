"""States: what acts of moderation changed, found as it is now and put back as it was.

Each kind is asked about many entries: `why_not` says in a sentence why one cannot be put back,
empty where it can; `put_back` notes it, and gives the state that this leaves, or raises Refused;
`write` does all that was noted, in few statements.
"""

from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.commenting.discussion import parts, review, touch
from archive.models import Ban, Comment, MemberPremoderation, MemberWarning, ModerationEntry
from archive.moderating.answered import AnsweredReports
from archive.moderating.log import GRANTED
from archive.moderating.removals import take_back

Entries = QuerySet[ModerationEntry]
Review = Comment.Review
Found = dict[str, Any]  # a state, by the names that archive/moderating/log.py knows


def otherwise() -> str:
    return _("Somebody decided otherwise since.")


class State(Protocol):
    def why_not(self, entry: ModerationEntry) -> str: ...

    def put_back(self, entry: ModerationEntry, undoing: ModerationEntry) -> Found: ...

    def write(self, at: datetime) -> None: ...


class Reviews:
    """Of comments. The reports that a decision answered are open again with it."""

    def __init__(self, entries: Entries, reports: AnsweredReports) -> None:
        comments = Comment.objects.filter(pk__in=entries.order_by().values("comment"))
        rows = comments.select_related("member").defer("body", "body_html")
        self.comments = {row.pk: row for row in rows}
        self.erased = set(comments.filter(body="").values_list("pk", flat=True))
        self.reports = reports
        self.becomes: dict[Comment, str] = {}

    def why_not(self, entry: ModerationEntry) -> str:
        comment = self.comments.get(entry.comment_id or 0)
        if comment is None:
            return _("The comment is gone.")
        if sentence := self._why_gone(comment, entry):
            return sentence
        now = self.becomes.get(comment, comment.review)
        return "" if now == entry.after["review"] else otherwise()

    def _why_gone(self, comment: Comment, entry: ModerationEntry) -> str:
        erased, was = comment.pk in self.erased, entry.before["review"]
        if comment.member_id and comment.withdrawn_at and comment.withdrawn_at > entry.at:
            return _("Its member withdrew the comment since.")
        if comment.edited_at and comment.edited_at > entry.at:
            return _("The comment was edited since: decide about what it says now.")
        if comment.member and comment.member.deleted_at and (erased or was == Review.PENDING):
            return _("Its member deleted their account: nobody waits for a decision any more.")
        if erased and was == Review.APPROVED:
            return _("The words of the comment are erased: there is nothing to show.")
        return ""

    def put_back(self, entry: ModerationEntry, undoing: ModerationEntry) -> Found:
        self.becomes[self.comments[entry.comment_id or 0]] = entry.before["review"]
        undoing.before = {"review": entry.after["review"], **self.reports.take_up(entry, undoing)}
        return {"review": entry.before["review"]}

    def write(self, at: datetime) -> None:
        self.reports.write(at)
        touch(review(self.becomes))


class Moments:
    """Of bans and warnings, which hold until a moment is written down at which they were taken
    back; put back, they hold again."""

    def __init__(self, rows: QuerySet[Any], of: str, moment: str) -> None:
        self.of, self.moment, self.all = of, moment, rows
        self.rows = {row.pk: row for row in rows}
        self.changed: dict[int, datetime | None] = {}

    def why_not(self, entry: ModerationEntry) -> str:
        row = self.rows[getattr(entry, self.of)]
        now = self.changed.get(row.pk, getattr(row, self.moment))
        return "" if (now is None) == (entry.after[self.moment] is None) else otherwise()

    def put_back(self, entry: ModerationEntry, undoing: ModerationEntry) -> Found:
        moment = undoing.at if entry.after[self.moment] is None else None
        self.changed[getattr(entry, self.of)] = moment
        return {self.moment: moment and moment.isoformat()}

    def write(self, at: datetime) -> None:
        for moment in {*self.changed.values()}:
            numbers = [number for number, changed in self.changed.items() if changed == moment]
            for some in parts(numbers):
                self.all.model.objects.filter(pk__in=some).update(**{self.moment: moment})


class Premoderations:
    """Of members: there is a row or there is none."""

    def __init__(self, entries: Entries) -> None:
        members = entries.order_by().values("member")
        rows = MemberPremoderation.objects.filter(member__in=members)
        self.now = dict.fromkeys(rows.values_list("member", flat=True), True)
        self.changed: dict[int, bool] = {}

    def why_not(self, entry: ModerationEntry) -> str:
        holds = (self.now | self.changed).get(entry.member_id or 0, False)
        return "" if holds == entry.after["premoderated"] else otherwise()

    def put_back(self, entry: ModerationEntry, undoing: ModerationEntry) -> Found:
        holds = not entry.after["premoderated"]
        self.changed[entry.member_id or 0] = holds
        return {"premoderated": holds}

    def write(self, at: datetime) -> None:
        over = [member for member, holds in self.changed.items() if not holds]
        for some in parts(over):
            MemberPremoderation.objects.filter(member__in=some).delete()
        again = [member for member, holds in self.changed.items() if holds]
        rows = [MemberPremoderation(member_id=member, since=at) for member in again]
        MemberPremoderation.objects.bulk_create(rows, ignore_conflicts=True)


class Notes:
    """Of moderators: a note stands until its entry is undone, which is final."""

    def why_not(self, entry: ModerationEntry) -> str:
        return ""

    def put_back(self, entry: ModerationEntry, undoing: ModerationEntry) -> Found:
        return {}

    def write(self, at: datetime) -> None:
        """Whoever reads notes asks for those that nobody has undone."""


class Grants:
    """Of requests to remove: each is taken back as a whole, there and then, and for good."""

    def __init__(self, reports: AnsweredReports) -> None:
        self.reports = reports

    def why_not(self, entry: ModerationEntry) -> str:
        return ""

    def put_back(self, entry: ModerationEntry, undoing: ModerationEntry) -> Found:
        assert undoing.actor
        take_back(entry, undoing.actor)
        self.reports.take_up(entry, undoing)
        return {}

    def write(self, at: datetime) -> None:
        """The reports are written with those of the decisions about comments."""


def states_of(entries: Entries) -> dict[str, State]:
    """By the names of what acts change. The last of them tells readers that something changed."""
    bans = Ban.objects.filter(pk__in=entries.order_by().values("ban"))
    warnings = MemberWarning.objects.filter(pk__in=entries.order_by().values("warning"))
    reports = AnsweredReports(entries)
    return {
        "lifted_at": Moments(bans, "ban_id", "lifted_at"),
        "withdrawn_at": Moments(warnings, "warning_id", "withdrawn_at"),
        "premoderated": Premoderations(entries),
        "stands": Notes(),
        GRANTED: Grants(reports),
        "review": Reviews(entries, reports),
    }
