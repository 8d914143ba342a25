"""A PostgreSQL that faults happen to, with the ledger's schema."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

_DATABASE = "faults"
_PG_BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
_START_SECONDS = 60
_STOP_SECONDS = 40


class Cluster:
    """A PostgreSQL that can be killed, copied and put back; its processes are our own.

    Without fsync: a process that is killed loses what it has not given to the kernel, and the
    kernel lives on.
    """

    def __init__(self, add_cleanup):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="xinqiao-faults-"))
        add_cleanup(shutil.rmtree, folder, ignore_errors=True)
        self._owner = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses root.
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._owner = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self.data = folder / "data"
        self._socket = folder
        self._log = folder / "server.log"
        self._process = None
        self._frozen = []
        self._run("initdb", "-D", self.data, "--username=postgres", "--auth=trust",
                  "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        add_cleanup(self._end)
        self.start()
        self._copy_schema()

    def command(self):
        """What runs the server."""
        settings = {
            "listen_addresses": "", "unix_socket_directories": self._socket, "fsync": "off",
            "max_connections": 100, "timezone": "UTC",
        }
        pairs = [f"--{name}={value}" for name, value in settings.items()]
        return [str(_PG_BIN / "postgres"), "-D", str(self.data), *pairs]

    def start(self, command=None, owner=None):
        """Starts it, after a crash too, and returns when it takes connections."""
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                command or self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd="/", start_new_session=True, **(self._owner if owner is None else owner),
            )
        give_up = time.monotonic() + _START_SECONDS
        ready = [_PG_BIN / "pg_isready", "-q", "-h", self._socket]
        while subprocess.run(ready, check=False).returncode != 0:
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"PostgreSQL did not start:\n{self.last_words()}")
            time.sleep(0.02)

    @property
    def pid(self):
        return self._process.pid

    def kill(self):
        """Ends all its processes at once, as a loss of power would."""
        pids = [self.pid, *_children(self.pid)]
        for pid in pids:
            _signal(pid, signal.SIGKILL)
        self._process.wait()
        # Until they are gone their shared memory keeps a new server out.
        give_up = time.monotonic() + _START_SECONDS
        while any(_is_alive(pid) for pid in pids) and time.monotonic() < give_up:
            time.sleep(0.005)

    def freeze(self):
        """All its processes; they go on with go_on(), or are killed."""
        self._frozen = [self.pid, *_children(self.pid)]
        for pid in self._frozen:
            _signal(pid, signal.SIGSTOP)

    def go_on(self):
        for pid in self._frozen:
            _signal(pid, signal.SIGCONT)

    def stop(self):
        """Ends it in order."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(_STOP_SECONDS)

    def save(self, name):
        """Copies the data folder; only while it is stopped."""
        self._as_owner("cp", "-a", self.data, self.data.with_name(name))

    def put_back(self, name):
        shutil.rmtree(self.data)
        self._as_owner("cp", "-a", self.data.with_name(name), self.data)

    def url(self, role="ledger", application=""):
        return (f"postgresql://{role}@/{_DATABASE}?host={self._socket}"
                f"&application_name={application or role}")

    def sql(self, text, role="postgres"):
        """What psql prints, without headings."""
        return self._psql(self.url(role), text).strip()

    def open_session(self, first):
        """A psql that has run `first` and stays; end its input to end it."""
        session = subprocess.Popen(
            [_PG_BIN / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
             self.url("postgres")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        session.stdin.write(f"{first}\n\\echo done\n")
        session.stdin.flush()
        while session.stdout.readline() not in ("done\n", ""):
            pass
        return session

    def last_words(self):
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])

    def _copy_schema(self):
        """From the tests' template: what the migrations made, once for all."""
        server = os.environ["XINQIAO_TEST_DATABASE_URL"]
        template = os.environ["XINQIAO_TEST_TEMPLATE"]
        address = f"postgresql://postgres@/{template}?{server.partition('?')[2]}"
        roles = self._dump("pg_dumpall", "--roles-only", "-d", address)
        # This server has its superuser.
        wanted = [line for line in roles.splitlines() if " ledger" in line]
        administration = self.url("postgres").replace(f"/{_DATABASE}?", "/postgres?")
        self._psql(administration, "\n".join(wanted))
        self._psql(administration, f"CREATE DATABASE {_DATABASE}")
        self._psql(self.url("postgres"), self._dump("pg_dump", "--schema=ledger", "-d", address))

    def _dump(self, program, *arguments):
        return subprocess.run([_PG_BIN / program, *arguments], stdout=subprocess.PIPE, text=True,
                              check=True).stdout

    def _psql(self, address, text):
        done = subprocess.run(
            [_PG_BIN / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", address],
            input=text, capture_output=True, text=True, check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.strip()}")
        return done.stdout

    def _run(self, program, *arguments):
        self._as_owner(_PG_BIN / program, *arguments)

    def _as_owner(self, *command):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **self._owner)

    def _end(self):
        if self._process is not None and self._process.poll() is None:
            self.kill()


def _children(pid):
    tasks = pathlib.Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _is_alive(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"
