#include "services/ledger/domain/log.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/receipts.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::ReceiptFields;
using ::xinqiao::testing::Verifies;

constexpr int kSizeMax = 70;

ReceiptFields FieldsOf(const Receipt& receipt) {
  return {.log = receipt.log,
          .position = receipt.position,
          .entry = receipt.entry,
          .leaf_hash = receipt.leaf_hash,
          .checkpoint = receipt.checkpoint,
          .inclusion_proof = receipt.inclusion_proof};
}

// The receipts of a log that grows to kSizeMax entries.
std::vector<Receipt> Receipts(const LogKey& key) {
  std::vector<Receipt> receipts;
  LogHead head = {.log = scene::kLog, .epoch = "epoch-1"};
  for (int i = 1; i <= kSizeMax; ++i) {
    Extension extension = Extend(head, absl::StrCat("entry ", i), key);
    head.tree = extension.tree;
    receipts.push_back(extension.receipt);
  }
  return receipts;
}

TEST(LogTest, PositionsCountFromOne) {
  int64_t position = 0;
  for (const Receipt& receipt : Receipts(scene::TestKey())) {
    EXPECT_EQ(receipt.position, ++position);
    EXPECT_EQ(receipt.log, scene::kLog);
    EXPECT_EQ(receipt.epoch, "epoch-1");
  }
}

TEST(LogTest, EveryReceiptVerifies) {
  const LogKey key = scene::TestKey();
  for (const Receipt& receipt : Receipts(key)) {
    EXPECT_TRUE(Verifies(FieldsOf(receipt), key.public_key)) << receipt.position;
  }
}

TEST(LogTest, NoReceiptVerifiesWithAFlippedByte) {
  const LogKey key = scene::TestKey();
  for (const Receipt& receipt : Receipts(key)) {
    const ReceiptFields good = FieldsOf(receipt);
    std::vector<ReceiptFields> bad;
    const auto flip_each = [&](auto&& text_of) {
      ReceiptFields fields = good;
      std::string& text = text_of(fields);
      for (char& c : text) {
        c ^= 1;
        bad.push_back(fields);
        c ^= 1;
      }
    };
    flip_each([](ReceiptFields& fields) -> std::string& { return fields.entry; });
    flip_each([](ReceiptFields& fields) -> std::string& { return fields.leaf_hash; });
    for (size_t n = 0; n < good.inclusion_proof.size(); ++n) {
      flip_each([n](ReceiptFields& fields) -> std::string& { return fields.inclusion_proof[n]; });
      bad.emplace_back(good).inclusion_proof.erase(bad.back().inclusion_proof.begin() +
                                                   static_cast<std::ptrdiff_t>(n));
    }
    bad.emplace_back(good).position += 1;
    bad.emplace_back(good).position -= 1;
    bad.emplace_back(good).log = scene::kOtherLog;
    // Signatures are slow to check: a few of the checkpoints are enough.
    if (receipt.position % 23 == 1) {
      flip_each([](ReceiptFields& fields) -> std::string& { return fields.checkpoint; });
    }
    for (const ReceiptFields& fields : bad) {
      ASSERT_FALSE(Verifies(fields, key.public_key)) << receipt.position;
    }
  }
}

TEST(LogTest, ReceiptOfAnotherKeyDoesNotVerify) {
  const std::vector<Receipt> receipts = Receipts(scene::TestKey());
  EXPECT_FALSE(Verifies(FieldsOf(receipts.front()), std::string(32, '\x01')));
}

}  // namespace
}  // namespace xinqiao::ledger
