"""Tests tools/dev certs: who a certificate names, who may read its key, and when it is made anew."""

import pathlib
import shutil
import ssl
import stat
import subprocess
import tempfile
import unittest

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

TOP = pathlib.Path(__file__).resolve().parents[2]
SERVICES = ("registry", "contacts", "ledger", "wishes", "assessment", "gateway")


def numbers(public_key):
    return public_key.public_numbers()


class CertsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.make()

    def make(self):
        subprocess.run([TOP / "tools/dev", "certs", self.folder], check=True, capture_output=True)

    def files(self):
        return {
            path.relative_to(self.folder): path.read_bytes()
            for path in self.folder.rglob("*.*")
        }

    def certificate(self, service):
        return x509.load_pem_x509_certificate((self.folder / service / "tls.crt").read_bytes())

    def test_names_the_service_by_uri_and_by_what_callers_dial(self):
        for service in SERVICES:
            names = self.certificate(service).extensions.get_extension_for_class(
                x509.SubjectAlternativeName
            ).value
            self.assertEqual(
                names.get_values_for_type(x509.UniformResourceIdentifier),
                [f"spiffe://xinqiao.local/{service}"],
            )
            self.assertEqual(names.get_values_for_type(x509.DNSName), [service, "localhost"])

    def test_serves_both_ends_of_a_call_and_signs_nothing(self):
        extensions = self.certificate("ledger").extensions
        usage = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        self.assertEqual(
            set(usage), {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH}
        )
        self.assertFalse(extensions.get_extension_for_class(x509.BasicConstraints).value.ca)

    def test_two_services_shake_hands(self):
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        for context, service in ((server, "ledger"), (client, "gateway")):
            own = self.folder / service
            context.load_cert_chain(own / "tls.crt", own / "tls.key")
            context.load_verify_locations(own / "ca.crt")
            context.verify_mode = ssl.CERT_REQUIRED
        to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
        there = server.wrap_bio(to_server, to_client, server_side=True)
        here = client.wrap_bio(to_client, to_server, server_hostname="ledger")
        ends = [here, there]
        for _ in range(10):
            ends = [end for end in ends if not self.shook(end)]
        self.assertEqual(ends, [])
        self.assertIn(("URI", "spiffe://xinqiao.local/gateway"), there.getpeercert()["subjectAltName"])

    def shook(self, end):
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:
            return False
        return True

    def test_only_the_owner_reads_a_key(self):
        keys = list(self.folder.rglob("*.key"))
        self.assertEqual(len(keys), len(SERVICES) + 1)
        for key in keys:
            self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600, key.name)

    def test_a_second_run_changes_nothing(self):
        before = self.files()
        self.make()
        self.assertEqual(self.files(), before)

    def test_makes_anew_what_has_a_key_that_is_not_its_own(self):
        """As after a run that was killed between the two files."""
        shutil.copy(self.folder / "wishes/tls.key", self.folder / "ledger/tls.key")
        before = self.files()
        self.make()
        changed = {str(path) for path, content in self.files().items() if content != before[path]}
        self.assertEqual(changed, {"ledger/tls.crt", "ledger/tls.key"})
        key = serialization.load_pem_private_key(
            (self.folder / "ledger/tls.key").read_bytes(), password=None
        )
        self.assertEqual(numbers(key.public_key()), numbers(self.certificate("ledger").public_key()))

    def test_makes_all_anew_under_another_authority(self):
        (self.folder / "ca.key").unlink()
        before = self.files()
        self.make()
        after = self.files()
        self.assertTrue(all(after[path] != content for path, content in before.items()))


if __name__ == "__main__":
    unittest.main()
