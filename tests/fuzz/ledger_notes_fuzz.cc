// Reads bytes as what the ledger parses of notes: a signed note, a signature line, a key, and a
// checkpoint. None of this may crash, hang or leak, whatever the bytes; what is accepted is written
// again as it was, and nothing opens as a checkpoint but the one that was ever signed.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/crypto/signature.h"
#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/note.h"

namespace xinqiao::ledger {
namespace {

void Want(bool holds, absl::string_view what) {
  if (holds) return;
  std::cerr << "fuzz_ledger_notes: " << what << std::endl;
  std::abort();
}

// The key of RFC 8032, section 7.1, test 1, and the one thing that it signs here.
struct Signed {
  std::string public_key;
  TreeHead tree;
  std::string note;
};

Signed Sign() {
  const std::string der = absl::HexStringToBytes(
      "302e020100300506032b657004220420"
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const auto signer = crypto::Signer::FromPem(absl::StrCat(
      "-----BEGIN PRIVATE KEY-----\n", absl::Base64Escape(der), "\n-----END PRIVATE KEY-----\n"));
  Want(signer.ok(), "the key does not parse");
  const LogKey key{.public_key = signer->public_key(),
                   .sign = [&](absl::string_view message) { return signer->Sign(message); }};
  Signed result{.public_key = key.public_key,
                .tree = {.origin = OriginOf("log", "epoch", HashAlgorithm::kSha256),
                         .size = 1234,
                         .root = std::string(kHashBytes, 'r')}};
  result.note = SignedCheckpoint(result.tree, key);
  return result;
}

const Signed& TheSigned() {
  static const Signed& the_signed = *new Signed(Sign());
  return the_signed;
}

std::string KeyText(const NoteKey& key) {
  return absl::StrCat(
      key.name, "+", absl::BytesToHexString(key.Id()), "+",
      absl::Base64Escape(absl::StrCat(absl::string_view(&key.type, 1), key.public_key)));
}

void FollowNote(absl::string_view text) {
  const absl::StatusOr<Note> note = ParseNote(text);
  if (!note.ok()) return;
  Want(FormatNote(*note) == text, "a note is written otherwise");
  for (const NoteSignature& signature : note->signatures) {
    const std::string line = FormatSignatureLine(signature);
    Want(line.back() == '\n', "a line without line feed");
    const auto again = ParseSignatureLine(absl::string_view(line).substr(0, line.size() - 1));
    Want(again.ok() && *again == signature, "a signature of a note is no signature");
    const NoteKey witness{
        .name = signature.name, .type = '\x04', .public_key = TheSigned().public_key};
    Want(!CheckCosignature(note->text, signature, witness).ok(), "an invented cosignature holds");
  }
}

void FollowLine(absl::string_view text) {
  const absl::StatusOr<NoteSignature> signature = ParseSignatureLine(text);
  if (!signature.ok()) return;
  Want(FormatSignatureLine(*signature) == absl::StrCat(text, "\n"), "a line is written otherwise");
}

void FollowKey(absl::string_view text) {
  const absl::StatusOr<NoteKey> key = ParseNoteKey(text);
  if (!key.ok()) return;
  Want(key->public_key.size() == 32, "a key of another size");
  Want(KeyText(*key) == text, "a key is written otherwise");
}

void FollowCheckpoint(absl::string_view text) {
  const absl::StatusOr<TreeHead> opened = OpenCheckpoint(text, TheSigned().public_key);
  Want(!opened.ok() || *opened == TheSigned().tree, "an invented checkpoint opens");
  const absl::StatusOr<TreeHead> tree = ParseCheckpointBody(text);
  if (!tree.ok()) return;
  Want(tree->size >= 0 && tree->root.size() == 32, "a tree that is none");
  Want(text.substr(0, CheckpointBody(*tree).size()) == CheckpointBody(*tree),
       "a checkpoint is written otherwise");
}

std::vector<std::string> Seeds() {
  const Signed& the_signed = TheSigned();
  const std::string& note = the_signed.note;
  const size_t line = note.rfind("\n\n") + 2;
  return {
      note, note.substr(line, note.size() - line - 1), note.substr(0, line - 1),
      KeyText({.name = "witness.example/w", .type = '\x04', .public_key = the_signed.public_key})};
}

}  // namespace
}  // namespace xinqiao::ledger

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t size_max);

// Begins with what is accepted, or hardly anything ever would be.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t size_max,
                                          unsigned int seed) {
  if (size < 2) {
    static const auto& seeds = *new std::vector<std::string>(xinqiao::ledger::Seeds());
    const std::string& start = seeds[std::mt19937(seed)() % seeds.size()];
    if (start.size() <= size_max) {
      std::copy(start.begin(), start.end(), data);
      return start.size();
    }
  }
  return LLVMFuzzerMutate(data, size, size_max);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  xinqiao::ledger::FollowNote(text);
  xinqiao::ledger::FollowLine(text);
  xinqiao::ledger::FollowKey(text);
  xinqiao::ledger::FollowCheckpoint(text);
  return 0;
}
