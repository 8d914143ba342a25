"""What the ledger's fault tests share: servers of the ledger on a PostgreSQL of their own.

The ledger runs without registry: its directory is written as registry's feed would have left it.
"""

import base64
import datetime
import os
import random
import signal
import subprocess
import sys
import time

import grpc

import support

import client
import clock
import contract
import ledger_cluster

sys.path.append(str(support.TOP / "tools/verify.d"))

# How long the loops of faults last; more finds more.
FAULT_SECONDS = float(os.environ.get("XINQIAO_FAULT_SECONDS", "10"))

LOG = "10000000-0000-7000-8000-000000000001"
COLLEGE = "20000000-0000-7000-8000-000000000001"
POST = "30000000-0000-7000-8000-000000000001"
KIND = "five_ones.heart_talk"
OPERATOR = "operators/harness"
CADRE = "people/50000000-0000-7000-8000-000000000001"
START_SECONDS = 60
STOP_SECONDS = 40

CONTRACT = contract.Contract(support.TOP)
_PRINCIPAL = "x-xinqiao-principal"
_DIRECTORY = f"""
SET search_path = ledger;
BEGIN;
INSERT INTO known_organizations (organization_id, log) VALUES ('{LOG}', '{LOG}'),
  ('{COLLEGE}', '{LOG}');
INSERT INTO known_parents (organization_id, parent_id, valid_from)
  VALUES ('{COLLEGE}', '{LOG}', '2016-01-01');
INSERT INTO known_posts (post_id, organization_id, valid_from)
  VALUES ('{POST}', '{COLLEGE}', '2016-09-01');
INSERT INTO known_activity_kinds (activity_kind_id) VALUES ('{KIND}');
COMMIT;
"""


def activity(text="与三名同学谈心，了解学习与生活情况。", **more):
    """The fields of an activity with three participants and a piece of evidence."""
    post = f"organizations/{COLLEGE}/posts/{POST}"
    youths = [f"youths/40000000-0000-7000-8000-00000000000{i}" for i in (1, 2, 3)]
    evidence = {"kind": 2, "digest": bytes(32), "media_type": "application/pdf", "size_bytes": 1,
                "uri": "https://example.org/evidence/1"}
    return {"author": post, "actors": [post], "kind": f"activityKinds/{KIND}", "channel": 3,
            "purpose": 1, "day": "2017-05-17", "text": text, "participants": youths,
            "evidence": [evidence], **more}


class Server:
    """One process of the ledger, that can be killed, frozen and started again."""

    def __init__(self, add_cleanup, name, folder, settings):
        self._log = folder / f"{name}.log"
        port = support.free_port()
        self.address = f"127.0.0.1:{port}"
        self.metrics_address = f"127.0.0.1:{port + 1}"
        own = {"XINQIAO_IDENTITY": "development", "LEDGER_LISTEN_ADDRESS": self.address,
               "LEDGER_METRICS_ADDRESS": self.metrics_address}
        self._environment = {**os.environ, **own, **{k: str(v) for k, v in settings.items()}}
        self._process = None
        add_cleanup(self._end)

    def start(self):
        """Returns when it serves."""
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                [support.BINARIES / "ledger_server"], env=self._environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )
        give_up = time.monotonic() + START_SECONDS
        while not self._is_serving():
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"the ledger did not start:\n{self.last_words()}")
            time.sleep(0.02)
        return self

    def kill(self):
        self._process.kill()
        self._process.wait()

    def freeze(self):
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._process.send_signal(signal.SIGCONT)

    def terminate(self):
        """Asks it to stop."""
        self._process.send_signal(signal.SIGTERM)

    def exit_code(self):
        """Once it has ended."""
        return self._process.wait(STOP_SECONDS)

    def last_words(self):
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])

    def _is_serving(self):
        response = CONTRACT.message("grpc.health.v1.HealthCheckResponse")
        options = [*client.CHANNEL_OPTIONS, ("grpc.use_local_subchannel_pool", 1)]
        with grpc.insecure_channel(self.address, options) as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check")
            try:
                return response.FromString(check(b"", timeout=2)).status == response.SERVING
            except grpc.RpcError:
                return False

    def _end(self):
        if self._process is not None and self._process.poll() is None:
            self.kill()


class Scene:
    """A cluster, and what servers of the ledger on it are told."""

    def __init__(self, add_cleanup):
        self._add_cleanup = add_cleanup
        self.cluster = ledger_cluster.Cluster(add_cleanup)
        self.cluster.sql(_DIRECTORY)
        self.folder = support.scratch(add_cleanup)
        self.clock = clock.Clock(self.folder / "clock")
        self.clock.set(datetime.date(2017, 5, 18), 10, 0)
        self._write("ledger.pem", subprocess.run(
            ["openssl", "genpkey", "-algorithm", "ed25519"], stdout=subprocess.PIPE, check=True
        ).stdout.decode())
        self.seed = random.randrange(1 << 32)
        self.random = random.Random(self.seed)

    def ledger(self, application="ledger", **settings):
        """A server of the ledger; not started."""
        url = self._write(f"{application}_url", self.cluster.url(application=application))
        return Server(self._add_cleanup, application, self.folder, {
            "LEDGER_DATABASE_URL_FILE": url,
            "LEDGER_SIGNING_KEY_FILE": self.folder / "ledger.pem",
            "LEDGER_SIGNED_HEADS_DIR": self.folder / "signed_heads",
            # Nobody is there: recording goes on with what is known.
            "LEDGER_REGISTRY_TARGET": "127.0.0.1:9",
            "XINQIAO_CLOCK_FILE": self.clock.path,
            **settings,
        })

    def caller(self, server):
        caller = Caller(server.address)
        self._add_cleanup(caller.close)
        return caller

    def signed_notes(self):
        """Every checkpoint that the database has."""
        rows = self.cluster.sql(
            "SELECT translate(encode(convert_to(note, 'UTF8'), 'base64'), E'\\n', '')"
            " FROM ledger.checkpoints ORDER BY size"
        )
        return [base64.b64decode(row).decode() for row in rows.split()]

    def _write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path


class Caller(client.Client):
    """Calls a service itself, as the gateway does, and never retries."""

    def __init__(self, address):
        super().__init__(CONTRACT, address)

    def send(self, name, request, principal=None, timeout=10):
        try:
            return self.begin(name, request, principal, timeout).result()
        except grpc.RpcError as error:
            raise self._error(name, error) from None

    def begin(self, name, request, principal=None, timeout=10):
        """The call as a future of bytes."""
        call = self._channel.unary_unary(self.contract.method(name).path)
        return call.future(
            request, timeout=timeout, metadata=[(_PRINCIPAL, principal or OPERATOR)]
        )

    def outcome(self, name, future):
        """The answer of a call that was begun; raises CallError."""
        try:
            return self.contract.method(name).response.FromString(future.result())
        except grpc.RpcError as error:
            raise self._error(name, error) from None
