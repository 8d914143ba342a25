// Readers of the tree while somebody changes it.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "services/registry/app/organization_tree.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

constexpr char kToday[] = "2017-06-01";
constexpr int kBranches = 300;
constexpr int kReaders = 4;

// Province 1 over cities 2 and 3; a school 4 with its branches goes to and fro,
// and what moved takes its name with it.
class OrganizationTreeRaceTest : public ::testing::Test {
 protected:
  OrganizationTreeRaceTest() {
    OrganizationTree::Change change = {
        .created = {Province(1), City(2, 1), City(3, 1), School(4, 2, "甲校")}};
    for (int i = 0; i < kBranches; ++i) change.created.push_back(Branch(5 + i, 4));
    EXPECT_THAT(tree_.Apply(change), IsOk());
  }

  ~OrganizationTreeRaceTest() override { EXPECT_TRUE(readers_.empty()); }

  template <typename Look>
  void StartReaders(Look look) {
    for (int i = 0; i < kReaders; ++i) {
      readers_.emplace_back([this, look] {
        while (!stop_) look();
      });
    }
  }

  // Before what they look with goes.
  void StopReaders() {
    stop_ = true;
    for (std::thread& reader : readers_) reader.join();
    readers_.clear();
  }

  void Move(bool there) {
    const Span after = {kToday, there ? 3 : 2, there ? "乙校" : "甲校"};
    OrganizationTree::Change change = {
        .changed = {History(4, {{.parent = 2, .name = "甲校"}, after})}};
    if (there) change.created = {Branch(next_id_++, 4, "新支部")};
    EXPECT_THAT(tree_.Apply(change), IsOk());
  }

  OrganizationTree tree_;
  std::vector<std::thread> readers_;
  std::atomic<bool> stop_ = false;
  int next_id_ = 1000;
};

TEST_F(OrganizationTreeRaceTest, EveryReaderSeesWholeChangesOnly) {
  std::atomic<int> torn = 0;
  std::atomic<int64_t> reads = 0;
  StartReaders([this, &torn, &reads] {
    const auto ancestors = tree_.ListAncestors(Id(5), Day(kToday));
    const bool there = (*ancestors)[1].identity.organization_id == Id(3);
    if ((*ancestors)[0].version.display_name != (there ? "乙校" : "甲校")) ++torn;
    const auto below = tree_.ListDescendants(
        {.organization_id = Id(1), .day = Day(kToday), .page = {.size = 1000}});
    const auto ids = Ids(below->items);
    const auto school = std::find(ids.begin(), ids.end(), Id(4));
    if (school == ids.end() || ids.end() - school < kBranches) ++torn;
    if (tree_.Totals(Id(1), Day(kToday)).organizations < kBranches + 4) ++torn;
    if (!tree_.Search({.scope_id = Id(1), .text = "校", .day = Day(kToday)}).ok()) ++torn;
    ++reads;
  });
  for (int i = 0; i < 400 || (reads < 200 && i < 100'000); ++i) Move(i % 2 == 0);
  StopReaders();
  EXPECT_EQ(torn, 0);
  EXPECT_GT(reads, 0);
}

// Readers that overlap all the time leave no moment in which nobody reads.
TEST_F(OrganizationTreeRaceTest, ReadersDoNotKeepAWriterWaiting) {
  StartReaders([this] { (void)tree_.Totals(Id(1), Day(kToday)); });
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) Move(i % 2 == 0);
  const auto taken = std::chrono::steady_clock::now() - start;
  StopReaders();
  EXPECT_LT(taken, std::chrono::seconds(5));
}

}  // namespace
}  // namespace xinqiao::registry
