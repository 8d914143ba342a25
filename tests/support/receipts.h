// Checks receipts of the ledger as a stranger would, with the public key alone.
//
// Written from RFC 9162, section 2.1.3.2, and C2SP's signed notes; shares no
// code with the ledger's tree.

#ifndef XINQIAO_TESTS_SUPPORT_RECEIPTS_H_
#define XINQIAO_TESTS_SUPPORT_RECEIPTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "libs/crypto/hash.h"
#include "libs/crypto/signature.h"

namespace xinqiao::testing {

// Whether `proof` leads from `leaf_hash`, leaf `index` of a tree of `size`
// leaves, to `root`.
inline bool ProofHolds(int64_t index, int64_t size, const std::string& leaf_hash,
                       const std::vector<std::string>& proof, const std::string& root) {
  if (index < 0 || index >= size) return false;
  const std::string node("\x01", 1);
  int64_t fn = index;
  int64_t sn = size - 1;
  std::string hash = leaf_hash;
  for (const std::string& sibling : proof) {
    if (sn == 0 || sibling.size() != 32) return false;
    if ((fn & 1) != 0 || fn == sn) {
      hash = crypto::Sha256(node + sibling + hash);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      hash = crypto::Sha256(node + hash + sibling);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && hash == root;
}

// A checkpoint whose signature was good.
struct OpenedCheckpoint {
  std::string origin;
  int64_t size = 0;
  std::string root;
};

// False unless `note` is a checkpoint signed with `public_key`, and nothing
// but that.
inline bool OpenCheckpoint(const std::string& note, const std::string& public_key,
                           OpenedCheckpoint& opened) {
  const std::vector<std::string> lines = absl::StrSplit(note, '\n');
  if (lines.size() != 6 || !lines[3].empty() || !lines[5].empty()) return false;
  opened.origin = lines[0];
  if (!absl::SimpleAtoi(lines[1], &opened.size) || absl::StrCat(opened.size) != lines[1] ||
      !absl::Base64Unescape(lines[2], &opened.root) ||
      absl::Base64Escape(opened.root) != lines[2]) {
    return false;
  }
  const std::vector<std::string> words = absl::StrSplit(lines[4], ' ');
  std::string signature;
  if (words.size() != 3 || words[0] != "\xE2\x80\x94" || words[1] != opened.origin ||
      !absl::Base64Unescape(words[2], &signature) || absl::Base64Escape(signature) != words[2] ||
      signature.size() != 4 + 64) {
    return false;
  }
  const std::string key_id =
      crypto::Sha256(absl::StrCat(opened.origin, "\n\x01", public_key)).substr(0, 4);
  const std::string body = absl::StrCat(lines[0], "\n", lines[1], "\n", lines[2], "\n");
  return signature.substr(0, 4) == key_id && crypto::Verify(public_key, body, signature.substr(4));
}

// Whether a `Receipt`, the value or the message of its fields, proves its
// entry. `log` is the bare id.
struct ReceiptFields {
  std::string log;
  std::string epoch;
  int64_t position = 0;
  std::string entry;
  std::string leaf_hash;
  std::string checkpoint;
  std::vector<std::string> inclusion_proof;
};

inline bool Verifies(const ReceiptFields& receipt, const std::string& public_key) {
  OpenedCheckpoint checkpoint;
  return receipt.leaf_hash == crypto::Sha256(std::string(1, '\0') + receipt.entry) &&
         OpenCheckpoint(receipt.checkpoint, public_key, checkpoint) &&
         checkpoint.origin == absl::StrCat("xinqiao/ledger/", receipt.log, "/", receipt.epoch) &&
         ProofHolds(receipt.position - 1, checkpoint.size, receipt.leaf_hash,
                    receipt.inclusion_proof, checkpoint.root);
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_RECEIPTS_H_
