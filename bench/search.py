"""`python -m bench.search`: recall, refusal and story figures, cross-validated on the content's own data."""

from __future__ import annotations

from bot.search.evaluate import tables
from storage.content.load import CONTENT


def main() -> None:
    """Print both tables; about a minute on one core."""
    for name, table in tables(CONTENT).items():
        print(f"{name}\n{table}\n")


if __name__ == "__main__":
    main()
