"""How a command reaches the suite: the gateway's address, and who asks."""

import pathlib

import client
import contract
from messages import Refused

TOP = pathlib.Path(__file__).resolve().parents[2]
# A person waits: a service that is away is told soon.
_PATIENCE_SECONDS = 5


class Connection:
    """Calls at one target as one principal. A context."""

    def __init__(self, target, principal=None):
        self.target = target
        self._principal = principal
        self.client = client.Client(contract.Contract(TOP), target, patience=_PATIENCE_SECONDS)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.close()

    def message(self, name):
        return self.client.contract.message(name)

    def call(self, method, /, **fields):
        return self.client.call(method, fields, self._principal)

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
        why = error.reason or error.message
        return str(Refused("unreachable", target=target, why=why)), True
    fields = "".join(f"\n  {field}: {what}" for field, what in error.fields)
    return f"{error.message} ({error.reason or error.code.name}){fields}", False
