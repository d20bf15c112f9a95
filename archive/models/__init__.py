"""The nouns of the archive, one to a file, each with its queryset beside it."""

from archive.models.article import Article
from archive.models.article_revision import ArticleRevision
from archive.models.author import Author
from archive.models.byline import Byline
from archive.models.citation import Citation
from archive.models.comment import Comment
from archive.models.evidence import Basis, Evidence
from archive.models.import_run import ImportRun
from archive.models.outlet import Outlet
from archive.models.redaction import Redaction
from archive.models.source_block import SourceBlock
from archive.models.source_document import SourceDocument
from archive.models.topic import Topic

__all__ = [
    "Article",
    "ArticleRevision",
    "Author",
    "Basis",
    "Byline",
    "Citation",
    "Comment",
    "Evidence",
    "ImportRun",
    "Outlet",
    "Redaction",
    "SourceBlock",
    "SourceDocument",
    "Topic",
]
