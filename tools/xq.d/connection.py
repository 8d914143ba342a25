"""How a command reaches the suite: the gateway's address, and who asks."""

import pathlib
import subprocess

from google.protobuf.message import DecodeError

import client
import contract
import reasons
from messages import Refused, text

TOP = pathlib.Path(__file__).resolve().parents[2]
# A person waits: a service that is away is told soon.
_PATIENCE_SECONDS = 5
# The fields of requests that say what a call is about.
_SUBJECTS = ("name", "parent", "scope", "organization", "target", "post", "code")


class Connection:
    """Calls at one target as one principal. A context."""

    def __init__(self, target, principal=None):
        self.target = target
        self._principal = principal
        try:
            contracts = contract.Contract(TOP)
        except OSError as error:
            raise Refused("not_set_up", why=error) from None
        except subprocess.CalledProcessError as error:
            # protoc has said on standard error what it misses.
            raise Refused("not_set_up", why=f"{error.cmd[0]}: {error.returncode}") from None
        self.client = client.Client(contracts, target, patience=_PATIENCE_SECONDS)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.close()

    def message(self, name):
        return self.client.contract.message(name)

    def call(self, method, /, **fields):
        try:
            return self.client.call(method, fields, self._principal)
        except client.CallError as error:
            error.about = next((fields[field] for field in _SUBJECTS if fields.get(field)), "")
            raise
        except DecodeError:
            raise Refused("other_version", target=self.target) from None

    def upload(self, method, make_messages):
        return self.client.upload(method, make_messages, self._principal)

    def stream(self, method, /, **fields):
        return self.client.stream(method, fields, self._principal)

    def pages(self, method, items, /, **fields):
        """Every item of the field `items`, over all pages."""
        token = ""
        while True:
            answer = self.call(method, **fields, page_size=1000, page_token=token)
            yield from getattr(answer, items)
            token = answer.next_page_token
            if not token:
                return

    def registry_position(self):
        """Where the registry's feed ends, once what was written before is in it."""
        return client.Feeds(self.client).head("registry")["position"]


def refusal(error, target):
    """What to say of a call that failed, and whether the service was away."""
    away = error.code.name in ("UNAVAILABLE", "DEADLINE_EXCEEDED")
    if away:
        why = reasons.heading(error.reason) or error.message
        if error.reason:
            why += text("in_brackets", what=error.reason)
        return str(Refused("unreachable", target=target, why=why)), True
    code = error.reason or error.code.name
    about = getattr(error, "about", "")
    if isinstance(about, dict):
        about = about["code"]
    if error.fields:
        key = "refused_fields"
    else:
        key = "refused_about" if about and error.code.name == "NOT_FOUND" else "refused"
    told = text(
        key,
        about=about, code=code, message=reasons.said(error.message),
        heading=reasons.heading(code) or text("service_refused"),
    )
    for field, what in error.fields:
        told += f"\n  {field}: {reasons.said(what)}"
    if code == "ORGANIZATION_NOT_FOUND":
        told += f"\n  {text('find_organization')}"
    return told, False
