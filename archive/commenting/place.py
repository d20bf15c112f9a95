"""Where a comment stands in its thread.

A sort path is four bytes for each comment from the thread's root down, so that plain byte order
is thread order on every database. Captured comments are numbered in the capture's order and stay
below `MEMBERS_BEGIN`, so that they precede members' own whenever those were posted.
"""

SEGMENT_BYTES = 4
MEMBERS_BEGIN = 1 << 31


def captured_path(parent_path: bytes, position: int) -> bytes:
    """The path of the captured comment that is `position`th in its capture, from 1.

    Raises ValueError where the position leaves the captured comments' half.
    """
    if not 0 < position < MEMBERS_BEGIN:
        raise ValueError(f"position {position} is not in 1 … {MEMBERS_BEGIN - 1}")
    return parent_path + position.to_bytes(SEGMENT_BYTES, "big")
