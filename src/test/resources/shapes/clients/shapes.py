"""Prints what Python programs push: title, channel and payload in base64, separated by tabs."""

import base64, datetime, decimal, gzip, json, pickle, sys

mails, texts = {}, {}


def mail(**more):
    return {"to": "ann@example.com", "subject": "Hi", "body": "Hello", **more}


def without(name, **more):
    message = mail(**more)
    del message[name]
    return message


def sms(**more):
    return {"to": "+4915123456789", "body": "Your code is 4711", **more}


at = datetime.datetime(2031, 11, 23, 10, 0, tzinfo=datetime.timezone.utc)
berlin = datetime.timezone(datetime.timedelta(hours=1))

mails["json.dumps"] = json.dumps(mail())
mails["umlauts as escapes"] = json.dumps(mail(subject="Größe für Jörg", body="Schöne Grüße 😀"))
mails["umlauts, ensure_ascii=False"] = json.dumps(mail(subject="Größe für Jörg"), ensure_ascii=False)
mails["reply_to"] = json.dumps(mail(reply_to="shop@example.com"))
mails["list of recipients"] = json.dumps(mail(to=["ann@example.com", "bob@example.com"]))
mails["tuple of recipients"] = json.dumps(mail(cc=("bob@example.com",)))
mails["None for absent fields"] = json.dumps(mail(cc=None, bcc=None, html=None, attachments=None, id=None))
mails["empty strings for absent fields"] = json.dumps(
    mail(cc="", bcc="", reply_to="", **{"from": ""}, id="", sendAt="", expiresAt="", html="")
)
mails["empty lists"] = json.dumps(mail(cc=[], bcc=[], attachments=[], headers={}))
mails["email.utils.formataddr"] = json.dumps(mail(to='"Doe, John" <john@example.com>'))
mails["formataddr of an umlaut"] = json.dumps(mail(to="=?utf-8?b?SsO2cmc=?= <joerg@example.com>"))
mails["comma separated"] = json.dumps(mail(to=", ".join(["ann@example.com", "Bob <bob@example.com>"])))
mails["text and html, snake case"] = json.dumps(without("body", text_body="Plain", html_body="<p>Rich</p>"))
mails["send_at, datetime.isoformat"] = json.dumps(mail(send_at=at.isoformat()))
mails["send_at, str(datetime)"] = json.dumps(mail(send_at=str(at)))
mails["send_at with microseconds"] = json.dumps(mail(send_at=str(at.replace(microsecond=123456, tzinfo=berlin))))
mails["send_at without a zone"] = json.dumps(mail(send_at=at.replace(tzinfo=None).isoformat()))
mails["send_at, timestamp() in seconds"] = json.dumps(mail(send_at=at.timestamp()))
mails["send_at, int(timestamp()) in seconds"] = json.dumps(mail(send_at=int(at.timestamp())))
mails["send_at, timestamp() * 1000"] = json.dumps(mail(send_at=at.timestamp() * 1000))
mails["expires_at, strftime with %z"] = json.dumps(mail(expires_at=at.strftime("%Y-%m-%d %H:%M:%S%z")))
mails["expires_at in seconds"] = json.dumps(mail(expires_at=int(at.timestamp())))
mails["max_retries as text"] = json.dumps(mail(max_retries="5"))
mails["a number as body"] = json.dumps(mail(body=123456))
mails["a number as subject"] = json.dumps(mail(subject=12345))
mails["a number as id"] = json.dumps(mail(id=4711))
mails["list_unsubscribe"] = json.dumps(mail(list_unsubscribe="https://example.com/u?t=1"))
mails["list_unsubscribe in angle brackets"] = json.dumps(mail(list_unsubscribe="<https://example.com/u?t=1>"))
mails["list_unsubscribe as a header writes it"] = json.dumps(
    mail(list_unsubscribe="<https://example.com/u?t=1>, <mailto:u@example.com>")
)
mails["List-Unsubscribe among the headers"] = json.dumps(mail(headers={"List-Unsubscribe": "<https://example.com/u>"}))
mails["attachment in base64"] = json.dumps(
    mail(attachments=[{"filename": "code.pdf", "content": base64.b64encode(b"%PDF-1.7 ...").decode()}])
)
mails["attachment, encodebytes with line breaks"] = json.dumps(
    mail(attachments=[{"filename": "long.bin", "content": base64.encodebytes(bytes(range(128))).decode()}])
)
mails["attachment, content_type and content_id"] = json.dumps(
    without(
        "body",
        html='<img src="cid:logo">',
        attachments=[
            {"filename": "logo.png", "content_type": "image/png", "content_id": "<logo>", "content": "iVBORw0KGgo="}
        ],
    )
)
mails["attachment, the text itself without encoding"] = json.dumps(
    mail(attachments=[{"filename": "code.txt", "content": "SUMMER2026"}])
)
mails["attachment, a text that is no base64"] = json.dumps(
    mail(attachments=[{"filename": "note.txt", "content": "Hello, Ann!"}])
)
mails["attachment, a number as content"] = json.dumps(
    mail(attachments=[{"filename": "pin.txt", "content": 4711, "encoding": "utf-8"}])
)
mails["attachment, csv in Latin-1"] = json.dumps(
    mail(attachments=[{"filename": "sizes.csv", "content": base64.b64encode("Größe;38\n".encode("latin1")).decode()}])
)
mails["attachment, path"] = json.dumps(mail(attachments=[{"filename": "a.pdf", "path": "/tmp/a.pdf"}]))
mails["attachment, urlsafe_b64encode"] = json.dumps(
    mail(attachments=[{"filename": "a.bin", "content": base64.urlsafe_b64encode(b"\xfb\xff\xfe").decode()}])
)
mails["headers with a number"] = json.dumps(mail(headers={"X-Order": 4711}))
mails["headers with a list"] = json.dumps(mail(headers={"X-Tag": ["a", "b"]}))
mails["headers with a line break at the end"] = json.dumps(mail(headers={"X-Tag": "a\n"}))
mails["header injection"] = json.dumps(mail(headers={"X-Tag": "a\r\nBcc: evil@example.com"}))
mails["subject with a line break at its end"] = json.dumps(mail(subject="Hi\n"))
mails["subject with a line break within"] = json.dumps(mail(subject="Hi\nBcc: evil@example.com"))
mails["address with a line break at its end"] = json.dumps(mail(to="ann@example.com\n"))
mails["in_reply_to and references"] = json.dumps(
    mail(in_reply_to="<1@example.com>", references=["<0@example.com>", "<1@example.com>"])
)
mails["body of a template with a comment before the page"] = json.dumps(
    mail(body="<!-- base.html -->\n<!DOCTYPE html>\n<html><body><p>Hello</p></body></html>")
)
mails["body with an XML declaration before the page"] = json.dumps(
    mail(body='<?xml version="1.0" encoding="UTF-8"?>\n<html><body><p>Hello</p></body></html>')
)
mails["a typo"] = json.dumps(mail(replayTo="shop@example.com"))
mails["fields of the application"] = json.dumps(mail(user_id=17, template="welcome", priority="high", date="today"))
mails["the name of the recipient field is another"] = json.dumps(
    {"recipient": "ann@example.com", "subject": "Hi", "body": "Hello"}
)
mails["encoded twice"] = json.dumps(json.dumps(mail()))
mails["repr of a dict"] = repr(mail())
mails["repr of a dict with None"] = repr(mail(cc=None)).replace("'", '"')
mails["str of bytes"] = str(json.dumps(mail()).encode())
mails["NaN"] = json.dumps(mail(total=float("nan")))
mails["gzip"] = gzip.compress(json.dumps(mail()).encode(), mtime=0)
mails["pickle"] = pickle.dumps(mail(), protocol=4)
mails["UTF-16"] = json.dumps(mail()).encode("utf-16")
mails["Latin-1"] = json.dumps(mail(subject="Größe"), ensure_ascii=False).encode("latin-1")
mails["byte order mark"] = json.dumps(mail()).encode("utf-8-sig")
mails["list of messages"] = json.dumps([mail(), mail()])
mails["empty"] = ""
mails["Celery"] = json.dumps(
    {
        "body": base64.b64encode(json.dumps([[mail()], {}, {}]).encode()).decode(),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {"lang": "py", "task": "mail.send"},
        "properties": {"correlation_id": "1"},
    }
)
mails["message within payload"] = json.dumps({"type": "email", "payload": mail()})
mails["alternatives"] = json.dumps(mail(alternatives=[{"contentType": "text/x-web-markdown", "content": "*Hi*"}]))
mails["no body"] = json.dumps(without("body"))
mails["an empty body"] = json.dumps(mail(body=""))

texts["json.dumps"] = json.dumps(sms())
texts["message for body"] = json.dumps({"to": "+4915123456789", "message": "Your code is 4711"})
texts["text for body"] = json.dumps({"to": "+4915123456789", "text": "Your code is 4711"})
texts["a number as body"] = json.dumps(sms(body=471147))
texts["a number as recipient"] = json.dumps(sms(to=4915123456789))
texts["spaces in the number"] = json.dumps(sms(to="+49 151 234 567 89"))
texts["national number"] = json.dumps(sms(to="0151 23456789"))
texts["list with one number"] = json.dumps(sms(to=["+4915123456789"]))
texts["list with two numbers"] = json.dumps(sms(to=["+4915123456789", "+4915123456780"]))
texts["two numbers in one string"] = json.dumps(sms(to="+4915123456789, +4915123456780"))
texts["whatsapp"] = json.dumps(sms(to="whatsapp:+4915123456789"))
texts["rcs"] = json.dumps(sms(to="rcs:brand_agent"))
texts["tel URL"] = json.dumps(sms(to="tel:+49-151-23456789"))
texts["a new prefix that libphonenumber does not know"] = json.dumps(sms(to="+4919991234567"))
texts["too short for its country"] = json.dumps(sms(to="+49151"))
texts["expires_at"] = json.dumps(sms(expires_at=at.isoformat()))
texts["media_url"] = json.dumps(sms(media_url="https://example.com/a.png"))
texts["phone for to"] = json.dumps({"phone": "+4915123456789", "body": "Hi"})
texts["empty body"] = json.dumps(sms(body=""))
texts["from_ with an underscore"] = json.dumps(sms(from_="Shop"))

for channel, shapes in (("email", mails), ("sms", texts)):
    for title, payload in shapes.items():
        raw = payload if isinstance(payload, bytes) else payload.encode()
        print(f"Python: {title}", channel, base64.b64encode(raw).decode(), sep="\t")
