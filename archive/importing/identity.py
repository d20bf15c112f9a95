"""Identity: which of the held articles a capture is a version of.

Its bytes tell first, then the catalogue's key, then the file's name: the name is what tells when
the catalogue gives an article a key, or another one. Where they tell of different articles,
nothing is guessed.
"""

from collections.abc import Container

from archive.importing.captures import Capture
from archive.importing.record import Record
from archive.importing.refusal import Refused
from archive.models import Article, SourceDocument


class KeyTaken(Refused):
    """The key is another article's as yet; a document that comes later may free it."""


def identify(capture: Capture, record: Record, met: Container[int | str]) -> Article | None:
    """The article that `capture` is a version of, locked, or None if it is new here.

    `met` are the articles that earlier documents of the run turned out to be: another file of
    the same name is no reason to take a catalogued capture for one of them. Raises Refused
    where it cannot be told.
    """
    articles = Article.objects.select_for_update(of=("self",))
    held: Article | None
    keyed = articles.filter(key=record.key).first()
    twin = SourceDocument.objects.filter(sha256=capture.sha256).defer("content").first()
    if twin:
        held = articles.get(pk=twin.article_id)
        names = {twin.name, *_current_name(held)}
        if record.key != held.key and capture.name not in names:
            reason = f"its bytes are those of {twin.name}, which the archive holds as “{held}”."
            raise Refused(capture.name, "", f"{reason} Remove one of the two files.")
    else:
        named = [
            article
            for article in articles.filter(document__name=capture.name).order_by("pk")
            if not (record.in_catalogue and article.pk in met)
        ]
        held = _by_key_or_name(capture, record, keyed, named)
    if record.in_catalogue and keyed and keyed != held:
        raise _taken(capture, record, keyed)
    return held


def _by_key_or_name(
    capture: Capture, record: Record, keyed: Article | None, named: list[Article]
) -> Article | None:
    if keyed and (keyed in named or not named or not record.in_catalogue):
        return keyed
    if keyed:  # the name says otherwise
        raise _taken(capture, record, keyed)
    if len(named) > 1:
        articles = " and ".join(f"“{article.key}”" for article in named)
        reason = f"{articles} have captures of this name. Name one in a catalogue.toml."
        raise Refused(capture.name, "", reason)
    return named[0] if named else None


def _current_name(article: Article) -> list[str]:
    current = SourceDocument.objects.filter(current_of=article)
    return list(current.values_list("name", flat=True))


def _taken(capture: Capture, record: Record, keyed: Article) -> KeyTaken:
    known_by = "".join(f", captured as {name}" for name in _current_name(keyed))
    reason = (
        f"its key “{record.key}” is that of “{keyed}”{known_by}, which is another article. "
        "Give it a key of its own."
    )
    return KeyTaken(capture.name, "", reason)
