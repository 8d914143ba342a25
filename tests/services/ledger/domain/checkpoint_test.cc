#include "services/ledger/domain/checkpoint.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/services/ledger/scene.h"
#include "tests/support/receipts.h"

namespace xinqiao::ledger {
namespace {

TEST(CheckpointTest, BodySaysOriginSizeAndRoot) {
  Frontier tree;
  tree.Append(LeafHash(""));
  EXPECT_EQ(CheckpointBody(OriginOf("log-1"), tree),
            "xinqiao/ledger/log-1\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n");
}

TEST(CheckpointTest, NoteIsTheBodyABlankLineAndASignature) {
  const LogKey key = scene::TestKey();
  Frontier tree;
  tree.Append(LeafHash(""));
  const std::string note = SignedCheckpoint(OriginOf("log-1"), tree, key);
  EXPECT_EQ(note.find(CheckpointBody(OriginOf("log-1"), tree) + "\n— xinqiao/ledger/log-1 "), 0);

  xinqiao::testing::OpenedCheckpoint opened;
  ASSERT_TRUE(xinqiao::testing::OpenCheckpoint(note, key.public_key, opened));
  EXPECT_EQ(opened.origin, "xinqiao/ledger/log-1");
  EXPECT_EQ(opened.size, 1);
  EXPECT_EQ(opened.root, tree.Root());
}

TEST(CheckpointTest, NoOtherKeyOpensIt) {
  const std::string note = SignedCheckpoint(OriginOf("log-1"), Frontier(), scene::TestKey());
  xinqiao::testing::OpenedCheckpoint opened;
  EXPECT_FALSE(xinqiao::testing::OpenCheckpoint(note, std::string(32, '\x01'), opened));
}

}  // namespace
}  // namespace xinqiao::ledger
