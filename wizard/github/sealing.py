"""Secrets are sealed here, for GitHub's eyes alone, before they leave the machine."""

from __future__ import annotations

import binascii
from base64 import b64encode

from wizard.web.failures import NotTaken


def sealed(value: str, public_key: str) -> str:
    """A secret in base64 that only the holder of the private key can open.

    Raises:
        NotTaken: the key is none.
    """
    from nacl.encoding import Base64Encoder
    from nacl.exceptions import CryptoError
    from nacl.public import PublicKey, SealedBox

    try:
        key = PublicKey(public_key.encode("ascii"), Base64Encoder)
    except (CryptoError, UnicodeEncodeError, binascii.Error, TypeError, ValueError):
        raise NotTaken("GitHub gave no key to seal secrets with", "try again later") from None
    return b64encode(SealedBox(key).encrypt(value.encode("utf-8"))).decode("ascii")
