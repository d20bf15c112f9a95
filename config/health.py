"""Is it alive, is it ready: two questions a supervisor asks of each process."""

from django.db import DatabaseError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """This process answers. It says nothing of the database, or its restart would be no cure."""
    return _answer(200, "ok")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """This process can serve pages: its database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, MigrationSchemaMissing):
        return _answer(503, "database: does not answer")
    if waiting:
        return _answer(503, f"migrations: {len(waiting)} not applied")
    return _answer(200, "ok")


def _answer(status: int, words: str) -> HttpResponse:
    return HttpResponse(
        words + "\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )
