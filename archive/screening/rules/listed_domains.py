"""Domains that moderators listed, with all below them: in links and where they are written out."""

from archive.models import ListedTerm
from archive.screening.draft import Draft
from archive.screening.finding import Finding
from archive.screening.listing import Match, finding, listed
from archive.text.hosts import domains_of, folded_host, hosts_in


def listed_domains(draft: Draft) -> Finding | None:
    terms = {folded_host(term): (term, then) for term, then in listed(ListedTerm.Kind.DOMAIN)}
    matches = {
        domain: Match(*terms[domain], host)
        for host in hosts_in(draft.reading.words, draft.reading.addresses)
        for domain in domains_of(host)
        if domain in terms
    }
    return finding(list(matches.values()))
