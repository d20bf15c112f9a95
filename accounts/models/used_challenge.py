"""UsedChallenge: a proof of work that was spent."""

from django.db import models


class UsedChallenge(models.Model):
    """Kept until the challenge itself has expired."""

    digest = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "used challenge"

    def __str__(self) -> str:
        return self.digest
