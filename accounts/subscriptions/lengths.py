"""How long a subscription is that is given, by the calendar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.timezone import localtime

from accounts.models import Unit

# Ten years. What is meant to last longer is meant for always.
LONGEST = {Unit.DAYS: 3_650, Unit.MONTHS: 120}


@dataclass(frozen=True, slots=True)
class Length:
    """So many days or months, or always. Raises ValueError for a count that is not from 1 to
    LONGEST, and for always with a count."""

    count: int | None
    unit: str

    def __post_init__(self) -> None:
        always = self.unit == Unit.ALWAYS
        most = 0 if always else LONGEST[Unit(self.unit)]
        fits = always if self.count is None else 1 <= self.count <= most
        if not fits:
            raise ValueError(f"{self.count} {self.unit} is no length of a subscription.")

    def after(self, begin: datetime) -> datetime | None:
        """When what begins at `begin` ends: at the same time of day by the site's clock, and in a
        month without such a day on its last. None for always."""
        if self.count is None:
            return None
        local = localtime(begin)
        days = timedelta(days=self.count)
        end = local + days if self.unit == Unit.DAYS else _months_on(local, self.count)
        return end.astimezone(UTC)


def _months_on(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
