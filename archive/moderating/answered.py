"""Reports that a decision answered: open again when it is undone, answered when that is, too."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from archive.commenting.discussion import parts
from archive.models import ModerationEntry, Report


class AnsweredReports:
    """Of many entries, to be written at once."""

    def __init__(self, entries: QuerySet[ModerationEntry]) -> None:
        self.opened: list[Report] = []
        self.answers: list[tuple[list[int], ModerationEntry]] = []
        self._by_entry: dict[int, list[Report]] = {}
        for report in Report.objects.filter(resolved_by__in=entries.order_by()):
            self._by_entry.setdefault(report.resolved_by_id or 0, []).append(report)

    def take_up(self, entry: ModerationEntry, undoing: ModerationEntry) -> dict[str, Any]:
        """Note what `undoing` does to the reports, and give what it found, for its own undoing."""
        if reports := entry.before.get("reports"):
            self.answers.append((reports, undoing))
        reopened = self._by_entry.get(entry.pk, [])
        self.opened += reopened
        return {"reports": [report.pk for report in reopened]} if reopened else {}

    def write(self, at: datetime) -> None:
        """Once the undoings have their numbers."""
        for some in parts([report.pk for report in self._not_made_anew()]):
            Report.objects.filter(pk__in=some).update(resolved_at=None, resolved_by=None)
        for reports, undoing in self.answers:
            still_open = Report.objects.open().filter(pk__in=reports)
            still_open.update(resolved_at=at, resolved_by=undoing)

    def _not_made_anew(self) -> list[Report]:
        """Of two reports of one comment by the same member, one at most is open: the latest."""
        taken: set[tuple[int, int]] = set()
        for some in parts(sorted({report.comment_id for report in self.opened})):
            reports = Report.objects.open().filter(comment__in=some)
            taken.update(reports.values_list("comment_id", "reporter_id"))
        kept = []
        for report in sorted(self.opened, key=lambda row: -row.pk):
            who = report.comment_id, report.reporter_id
            if who not in taken:
                kept.append(report)
            taken.add(who)
        return kept
