"""Starts and stops the six processes of the suite on loopback."""

import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import time

import grpc

from client import CHANNEL_OPTIONS

DEFAULT_PORT = 7000
METRICS_OFFSET = 1000
START_SECONDS = 60
STOP_SECONDS = 20

# Each with its distance from the first port, and the services it follows or forwards to.
SERVICES = {
    "registry": (1, ()),
    "contacts": (2, ("registry",)),
    "ledger": (3, ("registry", "contacts")),
    "wishes": (4, ("registry", "contacts")),
    "assessment": (5, ("registry", "contacts", "ledger", "wishes")),
    "gateway": (0, ("registry", "contacts", "ledger", "wishes", "assessment")),
}
_HAVE_DATABASE = ("registry", "contacts", "ledger", "wishes", "assessment")
_HAVE_SECRET_KEY = ("registry", "contacts")


class PortInUse(Exception):
    """Something else listens where a service should."""


class ServiceDied(Exception):
    """A service ended that should run."""


class Suite:
    """Six processes, their ports, settings, logs and pid files under `folder`.

    `binaries` holds `<service>_server`; `database_url` gives the address of a role's database;
    `clock_file` is the business clock. Not thread-safe, except for check().
    """

    def __init__(self, *, binaries, folder, database_url, clock_file, port=DEFAULT_PORT):
        self._binaries = pathlib.Path(binaries).resolve()
        self._folder = pathlib.Path(folder).resolve()
        self._clock_file = pathlib.Path(clock_file).resolve()
        self._port = port
        self._processes = {}
        for name in ("log", "pid", "secrets"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "secrets").chmod(0o700)
        self._make_secrets(database_url)

    def port(self, service):
        return self._port + SERVICES[service][0]

    def address(self, service):
        return f"127.0.0.1:{self.port(service)}"

    def log_file(self, service):
        return self._folder / "log" / f"{service}.log"

    def start(self, contract, tick=lambda _: None):
        """Starts all six and returns when they serve."""
        self._check_ports()
        for service in SERVICES:
            self.start_service(service)
        for service in SERVICES:
            self.wait_until_serving(contract, service, tick)

    def start_service(self, service):
        """Starts one; what it says goes to its log file."""
        binary = self._binaries / f"{service}_server"
        if not binary.exists():
            raise ServiceDied(f"{service} cannot start: there is no {binary}")
        with open(self.log_file(service), "ab") as log:
            process = subprocess.Popen(
                [binary],
                env=self.environment(service),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # The keyboard's signals are for the demo, which stops its services in order.
                start_new_session=True,
            )
        self._processes[service] = process
        pid_file = self._folder / "pid" / f"{service}.json"
        new = pid_file.with_suffix(".new")
        new.write_text(json.dumps({"pid": process.pid, "started": _started(process.pid)}))
        new.replace(pid_file)

    def wait_until_serving(self, contract, service, tick=lambda _: None):
        """Returns when health says SERVING; raises ServiceDied."""
        response = contract.message("grpc.health.v1.HealthCheckResponse")
        give_up = time.monotonic() + START_SECONDS
        while not self._is_serving(service, response):
            self.check()
            if time.monotonic() > give_up:
                raise ServiceDied(
                    f"{service} does not serve on {self.address(service)} after "
                    f"{START_SECONDS} s{self._last_words(service)}"
                )
            tick(f"waiting for {service}")
            time.sleep(0.05)

    def _is_serving(self, service, response):
        # A channel that was refused waits for seconds before it tries again: a new one each time.
        options = [*CHANNEL_OPTIONS, ("grpc.use_local_subchannel_pool", 1)]
        with grpc.insecure_channel(self.address(service), options) as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check")
            try:
                return response.FromString(check(b"", timeout=2)).status == response.SERVING
            except grpc.RpcError:
                return False

    def check(self):
        """Raises ServiceDied if a process has ended."""
        for service, process in list(self._processes.items()):
            code = process.poll()
            if code is not None:
                raise ServiceDied(f"{service} {_ending(code)}{self._last_words(service)}")

    def kill(self, service):
        """Ends one at once, as a crash would."""
        process = self._processes.pop(service)
        process.kill()
        process.wait()

    def stop(self):
        """Stops what runs, the callers before the called; in time or by force."""
        running = [self._processes[s] for s in reversed(SERVICES) if s in self._processes]
        for process in running:
            process.terminate()
        give_up = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
        for file in (self._folder / "pid").glob("*.json"):
            file.unlink()

    def leave(self):
        """Forgets the processes: they outlive this one, and a later stop_left() finds them."""
        self._processes.clear()

    def environment(self, service):
        """What the process is told."""
        prefix = service.upper()
        secret = self._folder / "secrets"
        settings = {
            "XINQIAO_IDENTITY": "development",
            "XINQIAO_CLOCK_FILE": self._clock_file,
            f"{prefix}_LISTEN_ADDRESS": self.address(service),
            f"{prefix}_METRICS_ADDRESS": f"127.0.0.1:{self.port(service) + METRICS_OFFSET}",
        }
        if service in _HAVE_DATABASE:
            settings[f"{prefix}_DATABASE_URL_FILE"] = secret / f"{service}_database_url"
        if service in _HAVE_SECRET_KEY:
            settings[f"{prefix}_SECRET_KEY_FILE"] = secret / f"{service}.key"
        if service == "ledger":
            settings["LEDGER_SIGNING_KEY_FILE"] = secret / "ledger.pem"
            settings["LEDGER_SIGNED_HEADS_DIR"] = self._folder / "signed_heads"
        for target in SERVICES[service][1]:
            settings[f"{prefix}_{target.upper()}_TARGET"] = self.address(target)
        return {**os.environ, **{name: str(value) for name, value in settings.items()}}

    def _make_secrets(self, database_url):
        folder = self._folder / "secrets"
        for service in _HAVE_DATABASE:
            _write_secret(folder / f"{service}_database_url", database_url(service))
        for service in _HAVE_SECRET_KEY:
            _write_secret(folder / f"{service}.key", secrets.token_hex(32))
        key = subprocess.run(
            ["openssl", "genpkey", "-algorithm", "ed25519"], stdout=subprocess.PIPE, check=True
        ).stdout
        _write_secret(folder / "ledger.pem", key.decode())

    def _check_ports(self):
        for service in SERVICES:
            for port in (self.port(service), self.port(service) + METRICS_OFFSET):
                with socket.socket() as probe:
                    # A port whose last connections only linger is free.
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    try:
                        probe.bind(("127.0.0.1", port))
                    except OSError as error:
                        raise PortInUse(
                            f"port {port}, which {service} needs, is in use ({error.strerror}): "
                            "stop what listens there, or choose others with --port"
                        ) from None

    def _last_words(self, service):
        path = self.log_file(service)
        lines = path.read_text(errors="replace").splitlines()[-5:] if path.exists() else []
        return "".join(f"\n    {line}" for line in [f"last lines of {path}:", *lines])


def stop_left(folder):
    """Stops the processes that an earlier run left, and returns their names."""
    left = {}
    for file in sorted(pathlib.Path(folder).glob("pid/*.json")):
        known = json.loads(file.read_text())
        if _started(known["pid"]) == known["started"]:
            left[file.stem] = known["pid"]
    for pid in left.values():
        _signal(pid, signal.SIGTERM)
    give_up = time.monotonic() + STOP_SECONDS
    waiting = set(left.values())
    while waiting:
        waiting = {pid for pid in waiting if _started(pid)}
        if time.monotonic() > give_up:
            for pid in waiting:
                _signal(pid, signal.SIGKILL)
        time.sleep(0.05)
    shutil.rmtree(pathlib.Path(folder) / "pid", ignore_errors=True)
    return list(left)


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _started(pid):
    """When a living process began, in ticks since boot; a reused pid has another. Else None."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The fields after the name, which may hold anything: state is the first, start the 20th.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else int(fields[19])


def _ending(code):
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def _write_secret(path, text):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
