# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample mailbox of the demo: reads the sources in mailbox/ and makes messages (bytes) of them.

Sources are UTF-8 text, several messages a file, each begun by a line `=== id`, then fields, an empty line, the body:
  folder, age, flags, from, to, cc, subject, reply (id of the message answered), charset, cte, format, zone, header,
  attach (name | source | type | style), split (encoded words cut inside a character), related (pictures of the HTML),
  invitation (working days ahead | start | end | place), english (yes: quotations begin in English).
A body line `%html` begins the HTML part (`%html only`: there is no text part). `%quote` quotes the message answered,
`%quote WORD` only its paragraph with that word, `%wrote` is the line before a quotation, `%sig NAME` a signature from
signatures.txt, `{+3}` the date three days after the message's own (`{+3w}` working days, `{+3en}` in English).
`age` is `14m`, `5h`, `2d 09:30` (days back) or `3w 10:15` (working days back), Japanese time.
A file ending in .raw holds one message whose bytes are made by hand: `encode: cp932` on its first line, then the same
fields, then the message with `@DATE@`, `@ID(key)@` in it.
"""

import base64
import datetime
import pathlib
import quopri
import re
from dataclasses import dataclass, field
from email.utils import format_datetime

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE / "mailbox"
JST = datetime.timezone(datetime.timedelta(hours=9))
WEEKDAYS = "月火水木金土日"


@dataclass
class Message:
    """One message of the mailbox: where it lies, when it came, and its bytes with CRLF line ends."""

    key: str
    folder: str
    date: datetime.datetime
    flags: frozenset
    message_id: str
    subject: str
    references: list = field(default_factory=list)
    text: str = ""
    sender: str = ""
    raw: bytes = b""


# --- dates ---------------------------------------------------------------------------------------------------------


def workdays(day, count):
    step = 1 if count > 0 else -1
    while day.weekday() > 4:
        day -= datetime.timedelta(days=1)
    while count:
        day += datetime.timedelta(days=step)
        if day.weekday() < 5:
            count -= step
    return day


def when(age, now):
    """The moment `age` before `now`."""
    now = now.astimezone(JST).replace(microsecond=0)
    if match := re.fullmatch(r"(\d+)([mh])", age):
        minutes = int(match[1]) * (60 if match[2] == "h" else 1)
        return now - datetime.timedelta(minutes=minutes)
    days, unit, hour, minute = re.fullmatch(r"(\d+)([dw]) (\d\d):(\d\d)", age).groups()
    day = now.date()
    day = workdays(day, -int(days)) if unit == "w" else day - datetime.timedelta(days=int(days))
    # The second is taken from the clock time, so that not every mail comes on the full minute.
    return datetime.datetime(day.year, day.month, day.day, int(hour), int(minute), int(minute) * 7 % 60, tzinfo=JST)


def spoken(date, match):
    days, unit = int(match[1]), match[2]
    day = workdays(date.date(), days) if unit == "w" else date.date() + datetime.timedelta(days=days)
    if unit == "en":
        return f"{day:%A} {day.day} {day:%B}"
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


# --- charsets ------------------------------------------------------------------------------------------------------


def vendor_kanji():
    """NEC row 13 and the NEC selected IBM characters (rows 89-92), which a plain JIS encoder does not know."""
    table = {}
    for lead in (0xED, 0xEE, 0x87):
        for trail in range(0x40, 0xFD):
            try:
                table[bytes((lead, trail)).decode("cp932")] = (lead, trail)
            except UnicodeDecodeError:
                pass
    return table


VENDOR = vendor_kanji()


def iso2022jp(text):
    """ISO-2022-JP as mail programs really write it (CP50221): with ① and half-width kana."""
    out, state = bytearray(), b"(B"
    for char in text:
        if ord(char) < 0x80:
            want, code = b"(B", char.encode()
        elif "\uff61" <= char <= "\uff9f":
            want, code = b"(I", bytes((char.encode("cp932")[0] - 0x80,))
        else:
            lead, trail = VENDOR.get(char) or char.encode("cp932")
            row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + (1 if trail >= 0x9F else 0)
            cell = trail - (0x9F if trail >= 0x9F else 0x40 if trail < 0x7F else 0x41)
            want, code = b"$B", bytes((row + 0x21, cell + 0x21))
        if want != state:
            out += b"\x1b" + want
            state = want
        out += code
    if state != b"(B":
        out += b"\x1b(B"
    return bytes(out)


def encode(text, charset):
    if charset == "iso-2022-jp":
        return b"\n".join(iso2022jp(line) for line in text.split("\n"))
    return text.encode({"shift_jis": "cp932"}.get(charset, charset))


def encoded_words(text, charset, split=False):
    """RFC 2047; `split` cuts inside characters, as careless programs do."""
    if text.isascii():
        return text
    if split:
        data = encode(text, charset)
        chunks = [data[i : i + 23] for i in range(0, len(data), 23)]
    else:
        chunks, part = [], ""
        for char in text:
            if part and len(encode(part + char, charset)) > 36:
                chunks.append(encode(part, charset))
                part = ""
            part += char
        chunks.append(encode(part, charset))
    words = [f"=?{charset.upper()}?B?{base64.b64encode(chunk).decode()}?=" for chunk in chunks]
    return "\r\n ".join(words)


def address_field(text, charset):
    """`名前 <a@b>, c@d`, the names encoded."""
    out = []
    for item in re.findall(r'(?:"[^"]*"|[^,])+', text):
        match = re.fullmatch(r'\s*(.*?)\s*<([^>]+)>\s*', item)
        if not match or not match[1]:
            out.append(item.strip())
        elif match[1].isascii():
            out.append(f"{match[1]} <{match[2]}>")
        else:
            out.append(f"{encoded_words(match[1], charset)}\r\n <{match[2]}>")
    return ",\r\n ".join(out)


# --- parts ---------------------------------------------------------------------------------------------------------


def text_part(text, subtype, fields):
    charset = fields.get("charset", "utf-8")
    cte = fields.get("cte", {"utf-8": "base64", "iso-2022-jp": "7bit"}.get(charset, "8bit"))
    data = encode(text, charset).replace(b"\n", b"\r\n")
    if cte == "base64":
        data = base64.encodebytes(data).replace(b"\n", b"\r\n")
    elif cte == "quoted-printable":
        data = quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    extra = "; format=flowed" if fields.get("format") == "flowed" and subtype == "plain" else ""
    if charset == "us-ascii":
        cte = "7bit"
    head = f"Content-Type: text/{subtype}; charset={charset}{extra}\r\nContent-Transfer-Encoding: {cte}\r\n\r\n"
    return head.encode() + data


def file_name_parameter(key, name, style):
    if name.isascii():
        return f'{key}="{name}"'
    if style == "rfc2047":
        return f'{key}="{encoded_words(name, "utf-8")}"'
    if style == "iso-2022-jp":
        return f'{key}="{encoded_words(name, "iso-2022-jp")}"'
    quoted = "".join(chr(b) if chr(b).isalnum() and b < 128 or b in b"-._" else f"%{b:02X}" for b in name.encode())
    pieces = re.findall(r"(?:%..|[^%]){1,18}", quoted)
    if len(pieces) == 1:
        return f"{key}*=utf-8''{quoted}"
    pieces[0] = "utf-8''" + pieces[0]
    return ";\r\n ".join(f"{key}*{i}*={piece}" for i, piece in enumerate(pieces))


def attachment_part(spec, date, content_id=None):
    name, source, mime, *style = [s.strip() for s in spec.split("|")]
    style = style[0] if style else "rfc2231"
    if source.endswith(".pdf.txt"):
        data = make_pdf(dated((SOURCES / "files" / source).read_text("utf-8"), date))
    elif source.endswith(".txt") or source.endswith(".csv"):
        data = encode((SOURCES / "files" / source).read_text("utf-8"), "cp932").replace(b"\n", b"\r\n")
    else:
        data = (SOURCES / "files" / source).read_bytes()
    disposition = "inline" if content_id else "attachment"
    head = (
        f"Content-Type: {mime};\r\n {file_name_parameter('name', name, 'rfc2047' if style == 'rfc2231' else style)}\r\n"
        f"Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: {disposition};\r\n {file_name_parameter('filename', name, style)}\r\n"
    )
    if content_id:
        head += f"Content-ID: <{content_id}>\r\n"
    return head.encode() + b"\r\n" + base64.encodebytes(data).replace(b"\n", b"\r\n")


def multipart(subtype, parts, key, extra=""):
    boundary = f"=_{subtype}_{key}"
    out = f'Content-Type: multipart/{subtype}; boundary="{boundary}"{extra}\r\n\r\n'.encode()
    for part in parts:
        out += f"--{boundary}\r\n".encode() + part.rstrip(b"\r\n") + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def make_pdf(text):
    """One A4 page; Japanese by the predefined font HeiseiKakuGo-W5, which every PDF reader substitutes."""
    rows = []
    for line in text.rstrip("\n").split("\n"):
        size = 20 if line.startswith("# ") else 11
        rows.append(f"/F1 {size} Tf <{line.removeprefix('# ').encode('cp932').hex()}> Tj 0 -{size + 9} Td")
    stream = ("BT 60 770 Td\n" + "\n".join(rows) + "\nET\n").encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /FontDescriptor 7 0 R /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /W [231 389 500] >>",
        b"<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0"
        b" /Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 8\n0000000000 65535 f \n%strailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(out))
    )


# --- sources -------------------------------------------------------------------------------------------------------


def dated(text, date):
    return re.sub(r"\{\+(-?\d+)(w|en)?\}", lambda m: spoken(date, m), text)


def parse_fields(lines):
    fields = {"header": [], "attach": [], "related": []}
    while lines and lines[0].strip():
        name, value = lines.pop(0).split(":", 1)
        name, value = name.strip().lower(), value.strip()
        if name in ("header", "attach", "related"):
            fields[name].append(value)
        else:
            fields[name] = value
    return fields, "\n".join(lines[1:]).strip("\n") + "\n"


def sources():
    """(fields, body) of every message, in the order of the files."""
    for path in sorted(SOURCES.glob("*.mail")):
        for chunk in re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]:
            key, rest = chunk.split("\n", 1)
            yield ({"key": key.strip()} | (parsed := parse_fields(rest.split("\n")))[0], parsed[1])
    for path in sorted(SOURCES.glob("*.raw")):
        fields, body = parse_fields(path.read_text("utf-8").split("\n"))
        yield {"key": path.stem} | fields, body


def signatures():
    chunks = re.split(r"(?m)^=== (\w+)\n", (SOURCES / "signatures.txt").read_text("utf-8"))[1:]
    return {name: text.strip("\n") for name, text in zip(chunks[::2], chunks[1::2])}


def unsigned(text):
    return re.split(r"(?m)^(?:-- |[━─]{8,}.*)$", text)[0].strip("\n")


def attribution(parent, english):
    date = parent.date
    if english:
        return f"On {date:%a}, {date.day} {date:%b %Y} at {date:%H:%M}, {parent.sender} wrote:"
    return f"{date.year}年{date.month}月{date.day}日({WEEKDAYS[date.weekday()]}) {date:%H:%M} {parent.sender}:"


def quotation(parent, word):
    body = unsigned(parent.text)
    if word:
        body = next(p for p in re.split(r"\n\s*\n", body) if word in p)
    lines = [line for line in body.split("\n") if not line.startswith(">>")]
    return "\n".join(">" + line if line.startswith(">") else f"> {line}".rstrip() for line in lines)


def expand(body, date, parent, english, signed):
    out = []
    for line in body.split("\n"):
        command, _, word = line.partition(" ")
        if command == "%quote":
            out.append(quotation(parent, word.strip()))
        elif command == "%wrote":
            out.append(attribution(parent, english))
        elif command == "%sig":
            out.append(signed[word.strip()])
        else:
            out.append(dated(line, date))
    return "\n".join(out)


# --- messages ------------------------------------------------------------------------------------------------------


def received(fields, date):
    match = re.search(r"@([\w.-]+)>?\s*$", fields["from"])
    domain = match[1] if match else "example.com"
    stamp = format_datetime(date + datetime.timedelta(seconds=3))
    return (
        f"Received: from mail.{domain} (mail.{domain} [192.0.2.25])\r\n"
        f"\tby mx.example.test (Postfix) with ESMTPS id {abs(hash_of(fields['key'])):X}\r\n"
        f"\tfor <taro@example.test>; {stamp}\r\n"
    )


def hash_of(text):
    value = 5381
    for byte in text.encode():
        value = (value * 33 + byte) & 0xFFFFFFFFFF
    return value


def message_id(fields, date):
    match = re.search(r"@([\w.-]+)>?\s*$", fields.get("from", ""))
    return f"{date:%Y%m%d%H%M}.{fields['key']}@{match[1] if match else 'example.com'}"


def header(message, fields, parent):
    charset = fields.get("charset", "utf-8")
    split = "split" in fields
    zone = datetime.datetime.strptime(fields.get("zone", "+0900"), "%z").tzinfo
    rows = [
        f"Date: {format_datetime(message.date.astimezone(zone))}",
        f"From: {address_field(fields['from'], charset)}",
        f"To: {address_field(fields['to'], charset)}" if fields.get("to") else "",
        f"Cc: {address_field(fields['cc'], charset)}" if fields.get("cc") else "",
        f"Subject: {encoded_words(message.subject, charset, split)}",
        f"Message-ID: <{message.message_id}>",
    ]
    if parent:
        rows.append(f"In-Reply-To: <{parent.message_id}>")
        rows.append("References: " + "\r\n ".join(f"<{ref}>" for ref in message.references))
    rows += [dated(row, message.date) for row in fields["header"]]
    rows.append("MIME-Version: 1.0")
    own = message.folder in ("Sent", "Drafts")
    return ("" if own else received(fields, message.date)) + "\r\n".join(row for row in rows if row) + "\r\n"


def body_of(message, fields, text, html):
    parts = []
    if text is not None:
        parts.append(text_part(text, "plain", fields))
    if html is not None:
        part = text_part(html, "html", fields)
        if fields["related"]:
            pictures = [
                attachment_part(spec, message.date, f"{spec.split('|')[0].strip()}@{message.key}")
                for spec in fields["related"]
            ]
            part = multipart("related", [part, *pictures], message.key, '; type="text/html"')
        parts.append(part)
    if "invitation" in fields:
        parts.append(invitation(message, fields))
    content = parts[0] if len(parts) == 1 else multipart("alternative", parts, message.key)
    if fields["attach"]:
        files = [attachment_part(spec, message.date) for spec in fields["attach"]]
        content = multipart("mixed", [content, *files], message.key)
    return content


def invitation(message, fields):
    days, start, end, place = [s.strip() for s in fields["invitation"].split("|")]
    day = workdays(message.date.date(), int(days))
    ics = "\r\n".join(
        [
            "BEGIN:VCALENDAR", "PRODID:-//Tsubame//Schedule//JA", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VTIMEZONE",
            "TZID:Asia/Tokyo", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900",
            "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", f"UID:{message.message_id}",
            f"DTSTAMP:{message.date.astimezone(datetime.timezone.utc):%Y%m%dT%H%M%SZ}",
            f"DTSTART;TZID=Asia/Tokyo:{day:%Y%m%d}T{start}00", f"DTEND;TZID=Asia/Tokyo:{day:%Y%m%d}T{end}00",
            f"SUMMARY:{message.subject}", f"LOCATION:{place}",
            f"ORGANIZER;CN={re.sub(r' <.*', '', fields['from'])}:mailto:{re.search(r'<(.*)>', fields['from'])[1]}",
            "ATTENDEE;CN=山田 太郎;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:taro@example.test", "STATUS:CONFIRMED",
            "SEQUENCE:0", "END:VEVENT", "END:VCALENDAR", "",
        ]
    )  # fmt: skip
    head = "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + base64.encodebytes(ics.encode()).replace(b"\n", b"\r\n")


def raw_message(message, fields, body, messages):
    codec = fields["encode"]
    text = body.replace("@DATE@", format_datetime(message.date)).replace("@ID@", message.message_id)
    text = re.sub(r"@ID\((\w[\w-]*)\)@", lambda m: messages[m[1]].message_id, text)
    text = re.sub(r"@DATE\((\w[\w-]*)\)@", lambda m: format_datetime(messages[m[1]].date), text)
    text = dated(text, message.date)
    # \xNN in a raw source is that byte.
    pieces = re.split(r"\\x([0-9A-F]{2})", text)
    out = b"".join(
        bytes((int(piece, 16),)) if i % 2 else encode(piece, codec) for i, piece in enumerate(pieces)
    )
    return out.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def build(now):
    """All messages as they would look at the moment `now`, by key."""
    messages, signed = {}, signatures()
    for fields, body in sources():
        date = when(fields["age"], now)
        message = Message(
            key=fields["key"],
            folder=fields.get("folder", "INBOX"),
            date=date,
            flags=frozenset(fields.get("flags", "").split()),
            message_id=message_id(fields, date),
            subject=dated(fields.get("subject", ""), date),
            sender=fields.get("from", ""),
        )
        parent = messages.get(fields.get("reply"))
        if "reply" in fields and parent is None:
            raise SystemExit(f"{message.key} answers {fields['reply']}, which does not stand before it")
        if parent:
            message.references = [*parent.references, parent.message_id]
        if "encode" in fields:
            message.raw = raw_message(message, fields, body, messages)
        else:
            text, marker, html = body.partition("%html")
            only = html.startswith(" only")
            html = dated(html.split("\n", 1)[1], date) if marker else None
            text = None if only else expand(text, date, parent, fields.get("english") == "yes", signed)
            message.text = text or ""
            content = body_of(message, fields, text, html)
            message.raw = (header(message, fields, parent)).encode() + content
        messages[message.key] = message
    return messages
