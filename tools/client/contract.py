"""The suite's contracts: the messages and methods of proto/, read by protoc at start."""

import collections
import pathlib
import subprocess

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

Method = collections.namedtuple("Method", ["path", "request", "response"])

_HEALTH_ROOT = "/usr/share/grpc-proto"


class Contract:
    """Message classes and methods by name, such as `ledger.v1.Activity`.

    Names outside the suite are full: `google.rpc.ErrorInfo`. Thread-safe after construction.
    """

    def __init__(self, top):
        top = pathlib.Path(top)
        own = sorted(str(path) for path in (top / "proto").glob("xinqiao/*/v1/*.proto"))
        others = [
            top / "build/googleapis/google/rpc/error_details.proto",
            top / "build/googleapis/google/rpc/status.proto",
            pathlib.Path(_HEALTH_ROOT, "grpc/health/v1/health.proto"),
        ]
        command = ["protoc", f"-I{top}/proto", f"-I{top}/build/googleapis", f"-I{_HEALTH_ROOT}"]
        command += ["--include_imports", "--descriptor_set_out=/dev/stdout"]
        output = subprocess.run(
            command + own + [str(path) for path in others], stdout=subprocess.PIPE, check=True
        ).stdout
        self.pool = descriptor_pool.DescriptorPool()
        for file in descriptor_pb2.FileDescriptorSet.FromString(output).file:
            self.pool.Add(file)
        self._factory = message_factory.MessageFactory(self.pool)
        # Found ahead: the factory is not thread-safe.
        self._methods = {}
        for path in own:
            file = self.pool.FindFileByName(str(pathlib.Path(path).relative_to(top / "proto")))
            for service in file.services_by_name.values():
                for method in service.methods:
                    name = f"{service.full_name}.{method.name}".removeprefix("xinqiao.")
                    self._methods[name] = Method(
                        f"/{service.full_name}/{method.name}",
                        self._factory.GetPrototype(method.input_type),
                        self._factory.GetPrototype(method.output_type),
                    )

    def message(self, name):
        """The class of a message."""
        full = name if name.startswith(("google.", "grpc.")) else f"xinqiao.{name}"
        return self._factory.GetPrototype(self.pool.FindMessageTypeByName(full))

    def method(self, name):
        """A method, such as `ledger.v1.LedgerService.CreateActivity`."""
        return self._methods[name]

    def services(self):
        """The full names of the suite's services, sorted."""
        return sorted({method.path.split("/")[1] for method in self._methods.values()})
