#include "services/ledger/storage/signed_heads_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

constexpr char kLog[] = "10000000-0000-7000-8000-000000000001";
constexpr char kOtherLog[] = "10000000-0000-7000-8000-000000000002";

std::string CheckpointOf(const std::string& epoch, int64_t size) {
  return absl::StrCat("xinqiao/ledger/log/", epoch, "\n", size, "\nroot\n\n— signature\n");
}

// A folder of its own.
class SignedHeadsFolderTest : public ::testing::Test {
 protected:
  SignedHeadsFolderTest() {
    path_ = std::filesystem::temp_directory_path() / absl::StrCat("signed_heads_", getpid());
    std::filesystem::remove_all(path_);
    heads_ = Open();
  }
  ~SignedHeadsFolderTest() override {
    heads_.reset();
    std::filesystem::remove_all(path_);
  }

  std::unique_ptr<SignedHeadsFolder> Open() {
    auto opened = SignedHeadsFolder::Open(path_ / "made");
    EXPECT_THAT(opened, IsOk());
    return *std::move(opened);
  }

  absl::Status Put(int64_t size, const std::string& epoch = "first") {
    return heads_->Put(kLog, size, CheckpointOf(epoch, size));
  }

  // Overwrites some bytes of the log's file.
  void Damage(int64_t offset) {
    std::fstream file(path_ / "made" / kLog, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(offset);
    file.write("????", 4);
  }

  std::filesystem::path path_;
  std::unique_ptr<SignedHeadsFolder> heads_;
};

TEST_F(SignedHeadsFolderTest, KeepsTheLargestOfAnEpoch) {
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(std::nullopt));
  for (const int64_t size : {3, 10, 7}) EXPECT_THAT(Put(size), IsOk());
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 10)));
  EXPECT_THAT(heads_->Get(kOtherLog), IsOkAndHolds(std::nullopt));
}

TEST_F(SignedHeadsFolderTest, ANewEpochMayBeSmaller) {
  EXPECT_THAT(Put(10), IsOk());
  EXPECT_THAT(Put(4, "second"), IsOk());
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("second", 4)));
}

TEST_F(SignedHeadsFolderTest, OutlivesTheProcess) {
  EXPECT_THAT(Put(10), IsOk());
  heads_ = Open();
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 10)));
}

TEST_F(SignedHeadsFolderTest, ReplicasShareAFolder) {
  const auto other = Open();
  EXPECT_THAT(Put(10), IsOk());
  EXPECT_THAT(other->Get(kLog), IsOkAndHolds(CheckpointOf("first", 10)));
  EXPECT_THAT(other->Put(kLog, 12, CheckpointOf("first", 12)), IsOk());
  EXPECT_THAT(Put(11), IsOk());
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 12)));

  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      SignedHeadsFolder& mine = i % 2 == 0 ? *heads_ : *other;
      for (int64_t size = 13 + i; size < 400; size += 4) {
        EXPECT_THAT(mine.Put(kLog, size, CheckpointOf("first", size)), IsOk());
        EXPECT_THAT(mine.Get(kLog), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 399)));
}

// It would stop all that write the log for as long as it is frozen.
TEST_F(SignedHeadsFolderTest, AReplicaFrozenWithTheLockHoldsUpNobody) {
  EXPECT_THAT(Put(10), IsOk());
  const int frozen = open((path_ / "made" / kLog).c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(flock(frozen, LOCK_EX), 0);
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 10)));
  EXPECT_THAT(Put(11), IsOk());
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 11)));
  close(frozen);
}

// A write that was cut off damages one of two slots.
TEST_F(SignedHeadsFolderTest, ATornWriteLeavesTheOneBefore) {
  EXPECT_THAT(Put(10), IsOk());
  EXPECT_THAT(Put(11), IsOk());
  Damage(4096 + 40);
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 10)));
  EXPECT_THAT(Put(12), IsOk());
  EXPECT_THAT(heads_->Get(kLog), IsOkAndHolds(CheckpointOf("first", 12)));
}

TEST_F(SignedHeadsFolderTest, WhatCannotBeReadIsNotForgotten) {
  EXPECT_THAT(Put(10), IsOk());
  Damage(40);
  EXPECT_TRUE(absl::IsFailedPrecondition(heads_->Get(kLog).status()));
  EXPECT_TRUE(absl::IsUnavailable(Put(11)));
}

TEST_F(SignedHeadsFolderTest, WantsAFolderAndALog) {
  std::ofstream(path_ / "file") << "no folder";
  EXPECT_TRUE(absl::IsFailedPrecondition(SignedHeadsFolder::Open(path_ / "file").status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(heads_->Get("../log").status()));
  EXPECT_TRUE(absl::IsUnavailable(heads_->Put("../log", 1, "x")));
}

}  // namespace
}  // namespace xinqiao::ledger
