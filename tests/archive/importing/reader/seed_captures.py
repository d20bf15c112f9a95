"""The five seed captures, as text."""

from pathlib import Path

SEEDS = Path(__file__).resolve().parents[4] / "seeds"


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")
