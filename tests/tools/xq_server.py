"""A server for the tests of tools/xq that answers as it is told."""

import concurrent.futures
import subprocess

import grpc

from xq_files import TOP, Files

import contract


class Refusal(Exception):
    """What the server is to fail with: a message, an ErrorInfo.reason, (field, description)s."""

    def __init__(self, message, reason="", violations=(), code=grpc.StatusCode.FAILED_PRECONDITION):
        super().__init__(message)
        self.reason = reason
        self.violations = violations
        self.code = code


class Served(Files):
    """A test with such a server; xq() runs the commands of `service_name`."""

    service_name = ""
    uploads = ()
    streams = ()

    @classmethod
    def setUpClass(cls):
        cls.contract = contract.Contract(TOP)

    def setUp(self):
        super().setUp()
        self.answers = {}  # Those of a method, in order; the last one stays. A list streams.
        self.requests = []  # (method, request); of an upload the list of its messages.
        self.server = grpc.server(concurrent.futures.ThreadPoolExecutor(4))
        self.server.add_generic_rpc_handlers((self,))
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        self.addCleanup(self.server.stop, None)

    def service(self, details):
        """The handler of a method, for the server."""
        name = details.method.lstrip("/").removeprefix("xinqiao.").replace("/", ".")
        method = self.contract.method(name)

        def answer(request, context):
            if isinstance(request, bytes):
                request = method.request.FromString(request)
            else:
                request = [method.request.FromString(message) for message in request]
            self.requests.append((name, request))
            answers = self.answers.get(name, [{}])
            answered = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(answered, Refusal):
                context.set_trailing_metadata(self._details(answered))
                context.abort(answered.code, str(answered))
            if isinstance(answered, bytes):
                return answered
            if isinstance(answered, list):
                return (method.response(**each).SerializeToString() for each in answered)
            return method.response(**answered).SerializeToString()

        if name in self.uploads:
            return grpc.stream_unary_rpc_method_handler(answer)
        if name in self.streams:
            return grpc.unary_stream_rpc_method_handler(answer)
        return grpc.unary_unary_rpc_method_handler(answer)

    def _details(self, refusal):
        if not refusal.reason:
            return ()
        status = self.contract.message("google.rpc.Status")(code=refusal.code.value[0])
        status.details.add().Pack(
            self.contract.message("google.rpc.ErrorInfo")(reason=refusal.reason)
        )
        if refusal.violations:
            status.details.add().Pack(
                self.contract.message("google.rpc.BadRequest")(
                    field_violations=[
                        {"field": field, "description": what} for field, what in refusal.violations
                    ]
                )
            )
        return (("grpc-status-details-bin", status.SerializeToString()),)

    def xq(self, *arguments, code=0, lang="en"):
        """Returns what it printed, on standard output and error."""
        command = ["/usr/bin/python3", "-B", TOP / "tools/xq", "--lang", lang]
        command += ["--target", f"127.0.0.1:{self.port}", self.service_name, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def asked(self, name):
        return [request for method, request in self.requests if method == name]
