"""Where a comment stands in its thread.

A sort path is four bytes for each comment from the thread's root down, so that plain byte order
is thread order on every database. Captured comments are numbered in the capture's order and stay
below `MEMBERS_BEGIN`, so that they precede members' own whenever those were posted.
"""

SEGMENT_BYTES = 4
MEMBERS_BEGIN = 1 << 31
# PostgreSQL refuses an index row above 2704 bytes, and each level takes four; nobody follows a
# thread as deep as this. Deeper replies line up under the deepest comment that has room.
MAX_DEPTH = 200


def captured_path(parent_path: bytes, position: int) -> bytes:
    """The path of the captured comment that is `position`th in its capture, from 1.

    Raises ValueError where the position leaves the captured comments' half.
    """
    if not 0 < position < MEMBERS_BEGIN:
        raise ValueError(f"position {position} is not in 1 … {MEMBERS_BEGIN - 1}")
    return path_under(parent_path, position.to_bytes(SEGMENT_BYTES, "big"))


def member_path(parent_path: bytes, number: int) -> bytes:
    """The path of the member's comment with the id `number`.

    Raises ValueError beyond two thousand million comments, where the members' half is full.
    """
    if not 0 < number < MEMBERS_BEGIN:
        raise ValueError(f"comment {number} is not in 1 … {MEMBERS_BEGIN - 1}")
    return path_under(parent_path, (MEMBERS_BEGIN + number).to_bytes(SEGMENT_BYTES, "big"))


def head_of(path: bytes) -> bytes:
    """The path of the comment at the head of the thread that `path` is in."""
    return path[:SEGMENT_BYTES]


def paths_above(path: bytes) -> list[bytes]:
    """The paths of the comments above the one at `path`, the head of the thread first."""
    return [path[:end] for end in range(SEGMENT_BYTES, len(path), SEGMENT_BYTES)]


def path_under(parent_path: bytes, segment: bytes) -> bytes:
    """The path of the comment with this last `segment` that answers the one at `parent_path`."""
    return parent_path[: MAX_DEPTH * SEGMENT_BYTES] + segment


def depth_of(path: bytes) -> int:
    """How many comments stand above the one at `path`; at most MAX_DEPTH."""
    return len(path) // SEGMENT_BYTES - 1
