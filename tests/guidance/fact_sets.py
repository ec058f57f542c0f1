"""Any facts at all, for Hypothesis: those of the vocabulary, and what people and programs send instead."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from guidance import vocabulary as words

DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
WRITTEN = st.one_of(DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4]))

ONE = {fact: st.sampled_from([*sorted(options), "unknown"]) for fact, options in words.ONE.items()}
MANY = {
    fact: st.lists(st.sampled_from(sorted(options)), max_size=4, unique=True) for fact, options in words.MANY.items()
}
REST = {
    **dict.fromkeys(words.DATES, WRITTEN),
    **{fact: st.integers(0, 10**13) for fact in words.SUMS},
    "years_since": st.one_of(st.integers(0, 60), st.floats(0, 60)),
    "evidence": st.lists(st.sampled_from(["nda", "logs", "mails", "orders", "sample"]), max_size=3),
}

facts = st.fixed_dictionaries({}, optional={**ONE, **MANY, **REST})
"""Fact sets of the vocabulary, any of the facts absent."""

rubbish = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
anything = st.dictionaries(st.one_of(st.sampled_from(sorted(words.ALL)), st.text(max_size=12)), rubbish, max_size=12)
