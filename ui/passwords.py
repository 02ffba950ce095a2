"""Who may come in when the chat is open to a network: a file of `name:hash` lines, the hashes made by scrypt."""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError, SettingsError, first_line

# What RFC 7914 calls N, r and p: some 60 ms and 32 MB a try.
_COST, _BLOCK, _PARALLEL = 2**15, 8, 1
_MEMORY = 64 * 2**20
_SALT_BYTES, _HASH_BYTES = 16, 32
_SCHEME = "scrypt"
# Lines made with other costs than today's stay valid, but no file can ask for hours or gigabytes.
_MOST_COST, _MOST_BLOCK, _MOST_PARALLEL = 2**17, 8, 4
_LEAST_CHARS = 8
_NAME = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True)
class Accounts:
    """`hashes` maps a name to what `hash_password` made of its password."""

    hashes: Mapping[str, str]

    @classmethod
    def from_file(cls, path: Path) -> "Accounts":
        """Raises SettingsError for a file that cannot be read, is empty or has a line that is no account."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"cannot read the accounts in {path}: {first_line(error)}") from error
        hashes: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, hashed = line.strip().partition(":")
            if not _NAME.fullmatch(name) or _parse(hashed) is None or name in hashes:
                raise SettingsError(
                    f"line {number} of {path} is no account, or names one again; make a line with: sanad password NAME"
                )
            hashes[name] = hashed
        if not hashes:
            raise SettingsError(f"there is no account in {path}; make a line with: sanad password NAME")
        return cls(hashes)

    def knows(self, name: str, password: str) -> bool:
        """Slow on purpose, and no faster for a name that does not exist."""
        known = self.hashes.get(name)
        same = _matches(password, known or next(iter(self.hashes.values())))
        return same and known is not None


def account_line(name: str, password: str) -> str:
    """The line of the file. Raises InputError for a name or a password that will not do."""
    if not _NAME.fullmatch(name):
        raise InputError(f"{name[:80]!r} cannot name an account: use up to 64 letters, digits, '-', '_', '.' and '@'")
    if len(password) < _LEAST_CHARS:
        raise InputError(f"the password has {len(password)} characters; use at least {_LEAST_CHARS}")
    return f"{name}:{hash_password(password)}"


def hash_password(password: str) -> str:
    salt = secrets.token_bytes(_SALT_BYTES)
    hashed = _scrypt(password, salt, _COST, _BLOCK, _PARALLEL)
    return "$".join([_SCHEME, str(_COST), str(_BLOCK), str(_PARALLEL), _encode(salt), _encode(hashed)])


def _matches(password: str, stored: str) -> bool:
    parsed = _parse(stored)
    if parsed is None:
        return False
    (cost, block, parallel), salt, hashed = parsed
    return hmac.compare_digest(_scrypt(password, salt, cost, block, parallel), hashed)


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    memory = max(_MEMORY, 2 * 128 * cost * block)
    return hashlib.scrypt(secret, salt=salt, n=cost, r=block, p=parallel, maxmem=memory, dklen=_HASH_BYTES)


def _parse(stored: str) -> tuple[tuple[int, int, int], bytes, bytes] | None:
    scheme, *parts = stored.split("$")
    if scheme != _SCHEME or len(parts) != 5 or not all(part.isascii() and part.isdigit() for part in parts[:3]):
        return None
    cost, block, parallel = map(int, parts[:3])
    # scrypt takes powers of two alone.
    if not 1 < cost <= _MOST_COST or cost & (cost - 1) or not 0 < block <= _MOST_BLOCK:
        return None
    try:
        salt, hashed = (base64.b64decode(part, validate=True) for part in parts[3:])
    except (binascii.Error, ValueError):
        return None
    good = 0 < parallel <= _MOST_PARALLEL and len(salt) >= _SALT_BYTES and len(hashed) == _HASH_BYTES
    return ((cost, block, parallel), salt, hashed) if good else None


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
