"""RateCounter: how often something happened in a window of time, whichever process saw it."""

from django.db import models


class RateCounter(models.Model):
    """One row for one key in one window (accounts/limits.py)."""

    key = models.CharField(max_length=64, primary_key=True)  # a digest: no address is kept
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "rate counter"

    def __str__(self) -> str:
        return self.key
