"""Who may use page and API: a file of users and tokens, hashed, and what each may do."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from vectorstore.errors import DatelineError

Role = Literal["ask", "add"]
ROLES: tuple[Role, ...] = get_args(Role)
MIN_PASSWORD_CHARACTERS = 8
MAX_NAME_CHARACTERS = 64
# scrypt, as RFC 7914 recommends it for logins: 16 MiB, some 50 ms.
_N, _R, _P = 2**14, 8, 1
# A token can't be guessed, so that a quick hash keeps it.
_PREFIX, _TOKEN_BYTES = "dateline_", 32


class AccountsError(DatelineError):
    """A file of users that can't be used, and where it is wrong."""


@dataclass(frozen=True, slots=True)
class _User:
    role: Role
    salt: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class _Token:
    role: Role
    digest: str


class Accounts:
    """The users and tokens of a file. A role that may add may ask.

    A line each: name:role:scrypt$SALT$KEY, or name:role:token$DIGEST.
    """

    def __init__(
        self, users: dict[str, _User], tokens: dict[str, tuple[str, Role]] | None = None
    ) -> None:
        self._users = users
        self._tokens = tokens or {}
        # Costs as much for a name that is not there as for a wrong password.
        self._nobody = _User("ask", secrets.token_bytes(16), b"")

    @classmethod
    def read(cls, path: Path) -> Accounts:
        """The users of a file; AccountsError where it can't be read or a line is wrong."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise AccountsError(f"The file of users {path} could not be read: {error}.") from error
        users: dict[str, _User] = {}
        tokens: dict[str, tuple[str, Role]] = {}
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                name, kept = _parsed(line.strip(), f"{path}:{number}")
                if isinstance(kept, _User):
                    users[name] = kept
                else:
                    tokens[kept.digest] = (name, kept.role)
        if not users and not tokens:
            raise AccountsError(
                f"The file of users {path} names nobody. Add one: dateline user {path} NAME"
            )
        return cls(users, tokens)

    def role(self, name: str, password: str) -> Role | None:
        """What somebody may do; None where name and password do not fit."""
        user = self._users.get(name)
        key = _key(password, (user or self._nobody).salt)
        return user.role if user and hmac.compare_digest(key, user.key) else None

    def holder(self, token: str) -> tuple[str, Role] | None:
        """The name that a token was made for, and what it may do; None where there is none."""
        return self._tokens.get(_digest(token))

    def role_of(self, name: str) -> Role | None:
        """What somebody may do who is known already."""
        user = self._users.get(name)
        return user.role if user else None


def keep_user(path: Path, name: str, password: str, role: Role) -> None:
    """Write a user into a file, which is made where there is none; of that name one stays.

    AccountsError for a name or a password that can't be used, and where the file can't be written.
    """
    _refuse_unfit(name)
    if len(password) < MIN_PASSWORD_CHARACTERS:
        raise AccountsError(f"A password needs {MIN_PASSWORD_CHARACTERS} characters at least.")
    salt = secrets.token_bytes(16)
    _keep(path, name, role, "scrypt", f"{_encoded(salt)}${_encoded(_key(password, salt))}")


def keep_token(path: Path, name: str, role: Role) -> str:
    """A new token of a name, whose hash is written into a file; one that it had ends with that.

    AccountsError as for `keep_user`.
    """
    _refuse_unfit(name)
    token = _PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
    _keep(path, name, role, "token", _digest(token))
    return token


def _refuse_unfit(name: str) -> None:
    if not name or len(name) > MAX_NAME_CHARACTERS or not name.isprintable() or ":" in name:
        raise AccountsError(f"{name!r} is no name for a user: printable, and without a colon.")


def _keep(path: Path, name: str, role: Role, method: str, hashed: str) -> None:
    """Write a line in place of the one that this name has with this method."""
    try:
        known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [one for one in known if not _is_of(one, name, method)]
        new = path.with_name(path.name + ".new")
        descriptor = os.open(
            new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR
        )
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join([*kept, f"{name}:{role}:{method}${hashed}"]) + "\n")
        new.replace(path)
    except OSError as error:
        raise AccountsError(f"The file of users {path} could not be written: {error}.") from error


def _is_of(line: str, name: str, method: str) -> bool:
    first, _, rest = line.partition(":")
    return first.strip() == name and rest.partition(":")[2].startswith(f"{method}$")


def _parsed(line: str, place: str) -> tuple[str, _User | _Token]:
    try:
        name, role, hashed = line.split(":")
        method, *parts = hashed.split("$")
        if role not in ROLES:
            raise ValueError
        if method == "token":
            [digest] = parts
            return name, _Token(role, digest)
        salt, key = parts
        if method != "scrypt":
            raise ValueError
        return name, _User(role, base64.b64decode(salt), base64.b64decode(key))
    except ValueError as error:
        raise AccountsError(
            f"{place} names no user: name:role:scrypt$SALT$KEY, the role ask or add."
            " `dateline user` and `dateline token` write such lines."
        ) from error


def _key(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(errors="replace"), salt=salt, n=_N, r=_R, p=_P)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
