"""Runs of lines: [first, last], both of them included."""

from collections.abc import Iterable, Sequence


def merged(runs: Iterable[Sequence[int]]) -> list[list[int]]:
    """The runs in order, those that overlap or touch joined."""
    found: list[list[int]] = []
    for first, last in sorted((first, last) for first, last in runs):
        if found and first <= found[-1][1] + 1:
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return found
