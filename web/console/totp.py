"""The second factor: codes of six digits that a telephone makes anew every half minute (TOTP, RFC 6238). Pure."""

from __future__ import annotations

import hmac
import re

import pyotp
import segno
from markupsafe import Markup

ISSUER = "Sinmungo"
STEP = 30_000
"""Milliseconds for which a code is the one."""
SKEW = 1
"""Steps that a telephone may be early or late."""


def new_secret() -> str:
    """A secret of 160 bits, in Base32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: int) -> int:
    """The step (number of half minutes since 1970) whose code this is at `at` (ms), 0 when it is none.

    Every step is compared in full, so that the time this takes says nothing.
    """
    given = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", given):
        return 0
    found, now, made = 0, at // STEP, pyotp.TOTP(secret)
    for step in range(now - SKEW, now + SKEW + 1):
        if hmac.compare_digest(made.generate_otp(step), given):
            found = step
    return found


def qr(secret: str, name: str) -> Markup:
    """The secret as a picture for the telephone's camera: SVG without any style, drawn on white in the dark as well."""
    address = pyotp.TOTP(secret, name=name, issuer=ISSUER).provisioning_uri()
    made = segno.make(address, micro=False, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return Markup(made)


def grouped(secret: str) -> str:
    """The secret for typing it in: groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
