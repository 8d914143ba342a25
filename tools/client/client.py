"""Calls the suite through gRPC, knowing only its contracts."""

import concurrent.futures
import os
import time
import uuid

# Before the first channel. Whoever starts a program forks, and gRPC would first wait
# until its threads are idle: while a stream is open that may be never.
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")

import grpc  # noqa: E402

PRINCIPAL = "x-xinqiao-development-principal"
# What a service itself is told; the gateway takes it from nobody.
_SERVICE_PRINCIPAL = "x-xinqiao-principal"
DEADLINE_SECONDS = 30
CHANNEL_OPTIONS = (
    ("grpc.enable_http_proxy", 0),
    # A service that starts, or starts again, is found at once.
    ("grpc.initial_reconnect_backoff_ms", 50),
    ("grpc.min_reconnect_backoff_ms", 1000),
    ("grpc.max_reconnect_backoff_ms", 500),
)
# How often a stream is begun before a caller gives up.
_UPLOADS = 3
# How long a service may be away before a caller gives up.
PATIENCE_SECONDS = 20
# A call that failed so may have worked, or will: it is sent again with the same request id.
_RETRIED = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.ABORTED)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://xinqiao.example/demo")


def _metadata(principal):
    if not principal:
        return []
    # Operators stand before a service: nobody can claim to be one at the gateway.
    is_operator = principal.startswith("operators/")
    return [(_SERVICE_PRINCIPAL if is_operator else PRINCIPAL, principal)]


def request_id(*parts):
    """The same id for the same parts, so that a retry is known as such."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


class CallError(Exception):
    """A call that failed: gRPC code, and what the standard error details say."""

    def __init__(self, method, code, message, *, reason="", domain="", metadata=None, fields=()):
        violations = "".join(f"; {field} {text}" for field, text in fields)
        super().__init__(f"{method}: {code.name} {reason}: {message}{violations}")
        self.method = method
        self.code = code
        self.message = message
        self.reason = reason
        self.domain = domain
        self.metadata = metadata or {}
        self.fields = list(fields)  # (field, description) of each violation.


class Client:
    """A channel to one address. Thread-safe.

    `check` is asked whenever a service is away: it raises if waiting is in vain.
    """

    def __init__(self, contract, target, check=lambda: None, patience=PATIENCE_SECONDS):
        self.contract = contract
        self._check = check
        self._patience = patience
        self._status = contract.message("google.rpc.Status")
        details = ("google.rpc.ErrorInfo", "google.rpc.BadRequest")
        self._details = {name: contract.message(name) for name in details}
        self._channel = grpc.insecure_channel(target, CHANNEL_OPTIONS)

    def close(self):
        self._channel.close()

    def call(self, name, fields=None, principal=None):
        """Calls a method with a request made from `fields`; raises CallError."""
        method = self.contract.method(name)
        request = method.request(**(fields or {})).SerializeToString(deterministic=True)
        return method.response.FromString(self.send(name, request, principal))

    def send(self, name, request, principal=None):
        """The same with bytes, as they are."""
        path = self.contract.method(name).path
        metadata = _metadata(principal)
        call = self._channel.unary_unary(path)
        give_up = time.monotonic() + self._patience
        pause = 0.05
        while True:
            try:
                return call(request, timeout=DEADLINE_SECONDS, metadata=metadata)
            except grpc.RpcError as error:
                if error.code() not in _RETRIED:
                    raise self._error(name, error) from None
                self._check()
                if time.monotonic() > give_up:
                    raise self._error(name, error) from None
            time.sleep(pause)
            pause = min(1.0, pause * 2)

    def upload(self, name, make_messages, principal=None, deadline_seconds=3600):
        """Calls a method that takes a stream of requests.

        `make_messages` begins the stream, and begins it again if the service was away. What it
        raises ends the call and is raised here.
        """
        method = self.contract.method(name)
        call = self._channel.stream_unary(
            method.path,
            request_serializer=method.request.SerializeToString,
            response_deserializer=method.response.FromString,
        )
        metadata = _metadata(principal)
        for attempt in range(_UPLOADS):
            messages = _Guarded(make_messages())
            try:
                answer = call(messages, timeout=deadline_seconds, metadata=metadata)
                messages.check()
                return answer
            except grpc.RpcError as error:
                messages.check()
                if error.code() not in _RETRIED or attempt + 1 == _UPLOADS:
                    raise self._error(name, error) from None
                self._check()
                time.sleep(0.5)

    def stream(self, name, fields, principal=None, deadline_seconds=3600):
        """Yields what a method answers with a stream; raises CallError where it breaks."""
        method = self.contract.method(name)
        call = self._channel.unary_stream(
            method.path,
            request_serializer=method.request.SerializeToString,
            response_deserializer=method.response.FromString,
        )
        metadata = _metadata(principal)
        answers = call(method.request(**fields), timeout=deadline_seconds, metadata=metadata)
        try:
            yield from answers
        except grpc.RpcError as error:
            raise self._error(name, error) from None
        finally:
            answers.cancel()

    def _error(self, name, error):
        reason = domain = ""
        metadata = {}
        fields = []
        for key, value in error.trailing_metadata() or ():
            if key != "grpc-status-details-bin":
                continue
            for detail in self._status.FromString(value).details:
                found = self._details.get(detail.type_url.rpartition("/")[2])
                if found is None:
                    continue
                message = found.FromString(detail.value)
                if message.DESCRIPTOR.name == "ErrorInfo":
                    reason, domain = message.reason, message.domain
                    metadata = dict(message.metadata)
                else:
                    fields = [(v.field, v.description) for v in message.field_violations]
        return CallError(
            name,
            error.code(),
            error.details(),
            reason=reason,
            domain=domain,
            metadata=metadata,
            fields=fields,
        )

    def pages(self, name, fields, items):
        """Every item of the field `items`, over all pages."""
        token = ""
        while True:
            answer = self.call(name, {**fields, "page_size": 1000, "page_token": token})
            yield from getattr(answer, items)
            token = answer.next_page_token
            if not token:
                return


class _Guarded:
    """An iterator that ends where it raises, and keeps the error: gRPC would not tell it."""

    def __init__(self, messages):
        self._messages = messages
        self._error = None

    def check(self):
        if self._error is not None:
            raise self._error from None

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self._messages)
        except StopIteration:
            raise
        except BaseException as error:
            self._error = error
            raise StopIteration from None


class Feeds:
    """How far the feeds have come, for callers that must read what was written."""

    OWNERS = ("registry", "contacts", "ledger", "wishes")

    def __init__(self, client, check=lambda: None):
        self._client = client
        self._check = check
        self.log = ""  # Of the records; known once the ledger root is.

    def head(self, owner, tick=lambda _: None):
        """Where the log of `owner` ends now that nothing is pending."""
        log = "registry" if owner == "registry" else self.log
        fields = {"log": log}
        while True:
            head = self._client.call(f"{owner}.v1.FeedService.GetFeedHead", fields)
            if head.pending == 0:
                return {"source": owner, "log": log, "position": head.position, "epoch": head.epoch}
            tick(f"{owner} has {head.pending} changes to number")
            self._pause()

    def heads(self):
        """All four, to be given as `min_positions`."""
        return [self.head(owner) for owner in self.OWNERS]

    def wait(self, source, followers, tick=lambda _: None):
        """Returns when every follower has applied all that `source` has written."""
        head = self.head(source, tick)
        for follower in followers:
            while True:
                position = self._followed(follower, head)
                if position >= head["position"]:
                    break
                tick(f"{follower} has applied {position} of {head['position']} from {source}")
                self._pause()

    def _followed(self, follower, head):
        answer = self._client.call(f"{follower}.v1.FeedService.GetFeedHead", {"log": self.log})
        for followed in answer.followed:
            if followed.source == head["source"] and followed.log == head["log"]:
                return followed.position
        return 0

    def _pause(self):
        self._check()
        time.sleep(0.02)


def in_order(function, items, tick=lambda _: None, what="records"):
    """Does what Crew.each() does, one call after the other: the suite then orders as `items` do."""
    items = list(items)
    answers = []
    for item in items:
        answers.append(function(item))
        tick(f"{len(answers)} of {len(items)} {what}")
    return answers


class Crew:
    """Makes calls side by side."""

    def __init__(self, threads=8):
        self._pool = concurrent.futures.ThreadPoolExecutor(threads)

    def each(self, function, items, tick=lambda _: None, what="records"):
        """Calls `function` with every item and returns the answers in order.

        `what` the items are is told with how many are done. Raises what the first failed
        call raised, after dropping those not begun.
        """
        items = list(items)
        futures = [self._pool.submit(function, item) for item in items]
        try:
            answers = []
            for future in futures:
                answers.append(future.result())
                tick(f"{len(answers)} of {len(items)} {what}")
            return answers
        except BaseException:
            for future in futures:
                future.cancel()
            raise

    def close(self):
        self._pool.shutdown(wait=True, cancel_futures=True)
