"""The nouns of the archive, one to a file, each with its queryset beside it."""

from archive.models.appeal import ANSWER_LENGTH, APPEAL_LENGTH, Appeal
from archive.models.article import Article
from archive.models.article_revision import ArticleRevision
from archive.models.article_shingle import ArticleShingle
from archive.models.author import Author
from archive.models.ban import Ban
from archive.models.byline import Byline
from archive.models.citation import Citation
from archive.models.comment import Comment
from archive.models.comment_drive import CommentDrive
from archive.models.comment_policy import CommentPolicy
from archive.models.comment_revision import CommentRevision
from archive.models.evidence import Basis, Evidence
from archive.models.import_run import ImportRun
from archive.models.listed_term import ListedTerm
from archive.models.member import Member
from archive.models.member_premoderation import MemberPremoderation
from archive.models.member_warning import MemberWarning
from archive.models.moderation_entry import ModerationEntry
from archive.models.outlet import Outlet
from archive.models.redaction import Redaction
from archive.models.removal_request import REQUEST_LENGTH, RemovalRequest
from archive.models.report import REPORT_LENGTH, Report
from archive.models.republication_candidate import RepublicationCandidate
from archive.models.rule import Rule
from archive.models.search_entry import SearchEntry
from archive.models.sharing import Sharing
from archive.models.site_settings import SiteSettings
from archive.models.source_block import SourceBlock
from archive.models.source_document import SourceDocument
from archive.models.topic import Topic

__all__ = [
    "ANSWER_LENGTH",
    "APPEAL_LENGTH",
    "REPORT_LENGTH",
    "REQUEST_LENGTH",
    "Appeal",
    "Article",
    "ArticleRevision",
    "ArticleShingle",
    "Author",
    "Ban",
    "Basis",
    "Byline",
    "Citation",
    "Comment",
    "CommentDrive",
    "CommentPolicy",
    "CommentRevision",
    "Evidence",
    "ImportRun",
    "ListedTerm",
    "Member",
    "MemberPremoderation",
    "MemberWarning",
    "ModerationEntry",
    "Outlet",
    "Redaction",
    "RemovalRequest",
    "Report",
    "RepublicationCandidate",
    "Rule",
    "SearchEntry",
    "Sharing",
    "SiteSettings",
    "SourceBlock",
    "SourceDocument",
    "Topic",
]
