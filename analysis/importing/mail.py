"""Mails (.eml), mailboxes (.mbox) and browsers' MHTML → the page or text in each."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage
from email.utils import parseaddr

from analysis.errors import ParallaxError

_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t]+[^\n]*\n)*){2,}\r?\n")
_KNOWN = re.compile(rb"^(?:from|subject|date|mime-version|received|message-id):", re.I | re.M)
_SENT = re.compile(rb"^(?:From|Von|De): .+\n(?:[\w-]+: .*\n)+", re.M)
_LINE = re.compile(rb"^From [^\n]*\d{4}\r?\n", re.M)


@dataclass(frozen=True)
class Part:
    """The text of a message: HTML or plain, with what its head states."""

    raw: bytes
    is_page: bool
    charset: str | None = None
    url: str | None = None
    subject: str | None = None
    sender: str | None = None
    date: str | None = None


def is_mail(raw: bytes) -> bool:
    """Whether bytes begin with a mail's head: named lines, a sender or subject and a date."""
    head = _HEADER.match(raw.lstrip(b"\xef\xbb\xbf \r\n")[:65_536].replace(b"\r\n", b"\n"))
    if head is None:
        return False
    known = {found.lower() for found in _KNOWN.findall(head[0])}
    return (
        b"mime-version:" in known
        or {b"from:", b"date:"} <= known
        or ({b"subject:", b"from:"} <= known)
    )


def is_mailbox(raw: bytes) -> bool:
    """Whether bytes are a mailbox: each message begins with a line "From …"."""
    first = _LINE.match(raw)
    return first is not None and is_mail(raw[first.end() :])


def is_several(raw: bytes) -> bool:
    """Whether a text holds the heads of several mails, one below the other."""
    return len(_SENT.findall(raw.replace(b"\r\n", b"\n"))) > 1


def messages(raw: bytes) -> list[bytes]:
    """The messages of a mailbox."""
    cuts = [match for match in _LINE.finditer(raw) if is_mail(raw[match.end() :][:65_536])]
    ends = [match.start() for match in cuts[1:]] + [len(raw)]
    spans = zip(cuts, ends, strict=True)
    return [raw[cut.end() : end].replace(b"\n>From ", b"\nFrom ") for cut, end in spans]


def part(raw: bytes) -> Part | None:
    """The page of a message, or its plain text where it has none; None where it has neither."""
    message = email.message_from_bytes(
        raw.lstrip(b"\xef\xbb\xbf \r\n"), policy=email.policy.default
    )
    assert isinstance(message, EmailMessage)
    held = {kind: next(_parts(message, kind), None) for kind in ("text/html", "text/plain")}
    found = held["text/html"] or held["text/plain"]
    if found is None:
        return None
    payload = found.get_payload(decode=True)
    if _cut_off(message, found):
        raise ParallaxError("", "the message is cut off or damaged", "save it again")
    name, address = parseaddr(_header(message, "From") or "")
    url = _header(message, "Snapshot-Content-Location") or _header(found, "Content-Location")
    return Part(
        payload if isinstance(payload, bytes) else b"",
        found is held["text/html"],
        found.get_content_charset(),
        url if url and url.startswith("http") else None,
        _header(message, "Subject"),
        None if "@" not in address else name or address.rpartition("@")[2],
        _header(message, "Date"),
    )


def _cut_off(message: EmailMessage, found: EmailMessage) -> bool:
    """Whether a message ends before its parts do, in the part that is read."""
    *_, last = (part for part in message.walk() if not part.is_multipart())
    unclosed = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    return bool(found.defects) or (unclosed and found is last)


def _parts(message: EmailMessage, kind: str) -> Iterator[EmailMessage]:
    """The parts of a message of one kind that are not attachments."""
    for found in message.walk():
        attached = found.get_content_disposition() == "attachment"
        if found.get_content_type() == kind and not attached and isinstance(found, EmailMessage):
            yield found


def _header(message: EmailMessage, name: str) -> str | None:
    """A header on one line; null where there is none or it is damaged."""
    try:
        value = message[name]
    except Exception:  # a damaged header raises what its parser raises
        return None
    return " ".join(str(value).split()) if value else None
