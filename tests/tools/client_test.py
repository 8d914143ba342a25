"""Tests tools/client/client.py against a server that answers as it is told."""

import concurrent.futures
import pathlib
import sys
import unittest

import grpc

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools/client"))

import client  # noqa: E402
import contract  # noqa: E402

METHOD = "ledger.v1.LedgerService.GetActivity"
UPLOAD = "registry.v1.ImportService.CreateImport"
STREAM = "registry.v1.ImportService.ExportRegistry"


class Refusal(Exception):
    """What the server is to fail with."""

    def __init__(self, code, message, details=b""):
        super().__init__(message)
        self.code = code
        self.details = details


class ClientTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.contract = contract.Contract(TOP)

    def setUp(self):
        self.answers = []  # Bytes or refusals, in order.
        self.calls = []  # (request, metadata) as they came.
        self.server = grpc.server(concurrent.futures.ThreadPoolExecutor(4))
        self.serve(METHOD, grpc.unary_unary_rpc_method_handler(self.answer))
        self.serve(UPLOAD, grpc.stream_unary_rpc_method_handler(self.answer_upload))
        self.serve(STREAM, grpc.unary_stream_rpc_method_handler(self.answer_twice))
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        self.addCleanup(self.server.stop, None)
        self.client = self.make_client()

    def serve(self, method, handler):
        service, name = self.contract.method(method).path.lstrip("/").split("/")
        self.server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(service, {name: handler}),)
        )

    def make_client(self, **options):
        made = client.Client(self.contract, f"127.0.0.1:{self.port}", **options)
        self.addCleanup(made.close)
        return made

    def answer(self, request, context):
        self.calls.append((request, dict(context.invocation_metadata())))
        answer = self.answers.pop(0)
        if isinstance(answer, Refusal):
            if answer.details:
                context.set_trailing_metadata((("grpc-status-details-bin", answer.details),))
            context.abort(answer.code, str(answer))
        return answer

    def answer_upload(self, requests, context):
        return self.answer(list(requests), context)

    def answer_twice(self, request, context):
        yield self.answer(request, context)
        yield self.answer(request, context)

    def activity(self, text):
        return self.contract.message("ledger.v1.Activity")(text=text).SerializeToString()

    def test_sends_the_principal_and_reads_the_answer(self):
        self.answers = [self.activity("谈心")]
        answer = self.client.call(METHOD, {"name": "x"}, principal="people/1")
        self.assertEqual(answer.text, "谈心")
        self.assertEqual(self.calls[0][1][client.PRINCIPAL], "people/1")

    def test_sends_the_same_bytes_again_while_the_service_is_away(self):
        self.answers = [
            Refusal(grpc.StatusCode.UNAVAILABLE, "away"),
            Refusal(grpc.StatusCode.ABORTED, "lost a race"),
            self.activity("谈心"),
        ]
        self.assertEqual(self.client.call(METHOD, {"name": "x"}).text, "谈心")
        self.assertEqual(len({request for request, _ in self.calls}), 1)
        self.assertEqual(len(self.calls), 3)

    def test_gives_up_when_patience_ends(self):
        self.answers = [Refusal(grpc.StatusCode.UNAVAILABLE, "away")] * 50
        with self.assertRaises(client.CallError) as caught:
            self.make_client(patience=0.2).call(METHOD, {"name": "x"})
        self.assertEqual(caught.exception.code, grpc.StatusCode.UNAVAILABLE)

    def test_does_not_wait_for_a_service_that_died(self):
        def check():
            raise ChildProcessError("ledger died")

        self.answers = [Refusal(grpc.StatusCode.UNAVAILABLE, "away")]
        with self.assertRaisesRegex(ChildProcessError, "ledger died"):
            self.make_client(check=check).call(METHOD, {"name": "x"})
        self.assertEqual(len(self.calls), 1)

    def test_reads_the_details_of_an_error(self):
        status = self.contract.message("google.rpc.Status")(code=3)
        status.details.add().Pack(
            self.contract.message("google.rpc.ErrorInfo")(
                reason="INVALID_FIELDS", domain="ledger.xinqiao", metadata={"post": "p1"}
            )
        )
        violation = {"field": "activity.text", "description": "is required"}
        status.details.add().Pack(
            self.contract.message("google.rpc.BadRequest")(field_violations=[violation])
        )
        self.answers = [
            Refusal(grpc.StatusCode.INVALID_ARGUMENT, "bad", status.SerializeToString())
        ]
        with self.assertRaises(client.CallError) as caught:
            self.client.call(METHOD, {"name": "x"})
        error = caught.exception
        self.assertEqual(
            (error.code, error.reason, error.domain, error.metadata, error.fields),
            (
                grpc.StatusCode.INVALID_ARGUMENT,
                "INVALID_FIELDS",
                "ledger.xinqiao",
                {"post": "p1"},
                [("activity.text", "is required")],
            ),
        )
        self.assertIn("activity.text is required", str(error))

    def test_an_upload_begins_again_while_the_service_is_away(self):
        request = self.contract.message("registry.v1.CreateImportRequest")
        made = self.contract.message("registry.v1.Import")(name="imports/1")
        self.answers = [Refusal(grpc.StatusCode.UNAVAILABLE, "away"), made.SerializeToString()]

        def messages():
            yield request(request_id="r")
            yield request(row_count=0)

        self.assertEqual(self.client.upload(UPLOAD, messages).name, "imports/1")
        whole = [message.SerializeToString() for message in messages()]
        self.assertEqual([requests for requests, _ in self.calls], [whole, whole])

    def test_what_an_upload_is_made_of_may_fail(self):
        self.answers = [b""]

        def messages():
            yield self.contract.message("registry.v1.CreateImportRequest")(request_id="r")
            raise ZeroDivisionError

        with self.assertRaises(ZeroDivisionError):
            self.client.upload(UPLOAD, messages)

    def test_a_stream_is_read_up_to_where_it_breaks(self):
        answer = self.contract.message("registry.v1.ExportRegistryResponse")(rows=[{"line": 2}])
        self.answers = [
            answer.SerializeToString(), Refusal(grpc.StatusCode.NOT_FOUND, "not there any more"),
        ]
        read = []
        with self.assertRaises(client.CallError) as caught:
            for each in self.client.stream(STREAM, {"scope": "organizations/1"}):
                read.append(each.rows[0].line)
        self.assertEqual((read, caught.exception.code), ([2], grpc.StatusCode.NOT_FOUND))

    def test_request_ids_are_uuids_and_the_same_for_the_same_row(self):
        self.assertEqual(client.request_id("posts", "a"), client.request_id("posts", "a"))
        self.assertNotEqual(client.request_id("posts", "a"), client.request_id("posts", "b"))
        uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
        self.assertRegex(client.request_id("posts", "a"), f"^{uuid}$")

    def test_a_crew_answers_in_order_and_raises_the_first_failure(self):
        crew = client.Crew(threads=2)
        self.addCleanup(crew.close)
        told = []
        self.assertEqual(crew.each(lambda n: n * 2, [3, 1, 2], told.append), [6, 2, 4])
        self.assertEqual(told, ["1 of 3 records", "2 of 3 records", "3 of 3 records"])
        with self.assertRaises(ZeroDivisionError):
            crew.each(lambda n: 1 // n, [1, 0, 1])

    def test_what_is_to_be_in_order_is_done_one_by_one(self):
        done = []
        told = []
        self.assertEqual(
            client.in_order(lambda n: done.append(n) or -n, [3, 1], told.append, "people"), [-3, -1]
        )
        self.assertEqual(done, [3, 1])
        self.assertEqual(told, ["1 of 2 people", "2 of 2 people"])


if __name__ == "__main__":
    unittest.main()
