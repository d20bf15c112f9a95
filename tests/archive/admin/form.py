"""The article form as a browser sends it."""

from typing import Any

from django.urls import reverse

from archive.models import Article


def change_url(article: Article) -> str:
    return reverse("admin:archive_article_change", args=[article.pk])


def fields(article: Article | None = None, **changed: Any) -> dict[str, Any]:
    """Every field, with some of them changed."""
    article = article or Article()
    row = {
        "title": article.title,
        "dek": article.dek,
        "kind": article.kind,
        "language": article.language,
        "key_points": "\n".join(article.key_points),
        # As browsers do: the specification wants it, whatever the page had.
        "body": article.body.replace("\n", "\r\n"),
        "original_url": article.original_url,
        "date_precision": article.date_precision,
        "original_date_precision": article.original_date_precision,
        "image_credits": article.image_credits.replace("\n", "\r\n"),
        "rights": article.rights.replace("\n", "\r\n"),
        "sharing": article.sharing,
        "state": article.state,
        "slow_minutes": article.slow_minutes,
        "shown": article.changed_at.isoformat() if article.pk else "",
    }
    return row | inlines(article) | changed


def inlines(article: Article) -> dict[str, Any]:
    """Bylines and citations that nobody touched."""
    row: dict[str, Any] = {}
    bylines = list(article.bylines.all()) if article.pk else []
    citations = list(article.citations.all()) if article.pk else []
    for prefix, rows in (("bylines", bylines), ("citations", citations)):
        row |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, inline in enumerate(rows):
            row |= {
                f"{prefix}-{number}-id": inline.pk,
                f"{prefix}-{number}-article": article.pk,
                f"{prefix}-{number}-author": inline.author_id or "",
                f"{prefix}-{number}-position": inline.position,
            }
    for number, citation in enumerate(citations):
        row |= {
            f"citations-{number}-relation": citation.relation,
            f"citations-{number}-title": citation.title,
            f"citations-{number}-outlet": citation.outlet_id or "",
            f"citations-{number}-target": citation.target_id or "",
            f"citations-{number}-basis": citation.basis,
            f"citations-{number}-lines": ", ".join(
                f"{a}-{b}" if a != b else f"{a}" for a, b in citation.lines
            ),
        }
    return row
