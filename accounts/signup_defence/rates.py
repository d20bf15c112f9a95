"""How many may sign up. Every number has the honest crowd in mind that it must let through."""

from datetime import timedelta

from django.conf import settings

from accounts.limits import Limit

HOUR = timedelta(hours=1)

# Forms sent, whatever became of them: a few people at one address who mistype a good deal.
ATTEMPTS = Limit("sign-up forms", 60, HOUR)
# Members from one network: a reading circle that joins together, a library, an office.
FROM_A_NETWORK = Limit("sign-ups", 10, HOUR)
# Of them, those that proved no work: somebody who reads without scripts, and one beside them.
WITHOUT_PROOF = Limit("sign-ups without proof", 2, HOUR)
# The same in all, since a machine with many addresses would choose the way that costs nothing.
WITHOUT_PROOF_IN_ALL = Limit("sign-ups without proof in all", 20, HOUR)


def in_all() -> Limit:
    """Members from everywhere: what the operator's mail server can bear."""
    return Limit("sign-ups in all", settings.SIGNUPS_PER_HOUR, HOUR)
