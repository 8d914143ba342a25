#include "libs/feed/feed_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/libs/feed/owner.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::feed {
namespace {

using testing::IsOk;

class FeedReaderTest : public ::testing::Test {
 protected:
  std::vector<int64_t> List(int64_t after, int events_max) {
    const auto events = owner_.reader().List({}, "log-1", after, events_max);
    EXPECT_THAT(events, IsOk());
    std::vector<int64_t> positions;
    for (const StoredEvent& event : *events) positions.push_back(event.position);
    return positions;
  }

  Owner owner_;
};

TEST_F(FeedReaderTest, ALogThatNobodyWroteToIsEmpty) {
  const Head head = owner_.GetHead("log-1");
  EXPECT_EQ(head.epoch, "");
  EXPECT_EQ(head.position, 0);
  EXPECT_EQ(head.pending, 0);
  EXPECT_TRUE(List(0, 10).empty());
}

TEST_F(FeedReaderTest, GivesBackWhatTheChangeSaid) {
  Change change = Owner::ChangeOf("log-1", {std::string("a\0b", 3), "second"});
  change.registry_position = 17;
  change.contacts_position = 4;
  owner_.Append(change);
  owner_.Sequence();
  const auto events = owner_.Events("log-1");
  ASSERT_EQ(events.size(), 2U);
  for (int i = 0; i < 2; ++i) {
    const StoredEvent& event = events[static_cast<size_t>(i)];
    EXPECT_EQ(event.position, i + 1);
    EXPECT_EQ(event.change_id, change.change_id);
    EXPECT_EQ(event.change_index, i);
    EXPECT_EQ(event.change_count, 2);
    EXPECT_EQ(event.registry_position, 17);
    EXPECT_EQ(event.contacts_position, 4);
    EXPECT_EQ(event.record_time, change.record_time);
    EXPECT_EQ(event.payload, change.payloads[static_cast<size_t>(i)]);
  }
}

TEST_F(FeedReaderTest, StartsAnywhereAndStopsAtTheLimit) {
  owner_.Publish("log-1", std::vector<std::string>(6, "x"));
  EXPECT_EQ(List(0, 3), (std::vector<int64_t>{1, 2, 3}));
  EXPECT_EQ(List(3, 100), (std::vector<int64_t>{4, 5, 6}));
  EXPECT_TRUE(List(6, 100).empty());
  EXPECT_TRUE(List(100, 100).empty());
}

TEST_F(FeedReaderTest, AnAnswerHoldsAMebibyteOrOneEvent) {
  const std::string half(512 << 10, 'x');
  owner_.Publish("log-1", {half, half, "a", std::string(3 << 20, 'y'), "b"});
  EXPECT_EQ(List(0, 100), (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(List(2, 100), (std::vector<int64_t>{3}));
  EXPECT_EQ(List(3, 100), (std::vector<int64_t>{4}));
  EXPECT_EQ(List(4, 100), (std::vector<int64_t>{5}));
}

TEST_F(FeedReaderTest, TheHeadCountsWhatIsPendingInItsLog) {
  owner_.Publish("log-1", {"a", "b"});
  owner_.Append(Owner::ChangeOf("log-1", {"c", "d", "e"}));
  owner_.Append(Owner::ChangeOf("log-2", {"f"}));
  const Head head = owner_.GetHead("log-1");
  EXPECT_TRUE(IsUuid(head.epoch)) << head.epoch;
  EXPECT_EQ(head.position, 2);
  EXPECT_EQ(head.pending, 3);
  owner_.Sequence();
  const Head next = owner_.GetHead("log-1");
  EXPECT_EQ(next.epoch, head.epoch);
  EXPECT_EQ(next.position, 5);
  EXPECT_EQ(next.pending, 0);
  EXPECT_EQ(owner_.GetHead("log-2").position, 1);
}

TEST_F(FeedReaderTest, AWriterThatNumbersItselfHasNothingPending) {
  owner_.Publish("log-1", {"a"});
  owner_.Append(Owner::ChangeOf("log-1", {"b"}));
  FeedReader reader(owner_.database(), Numbering::kByWriter);
  const auto head = reader.GetHead({}, "log-1");
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->epoch, owner_.GetHead("log-1").epoch);
  EXPECT_EQ(head->position, 1);
  EXPECT_EQ(head->pending, 0);
}

// The ledger's own table: several epochs of a log, of which the last one runs.
TEST(NumberedFeedTest, TheRunningEpochHasTheHighestNumber) {
  testing::TestDatabase test_database("ledger");
  pg::Database database(test_database.url(), 1);
  FeedReader reader(database, Numbering::kByWriter);
  const auto begin = [&](int number, const std::string& epoch) {
    test_database.Execute("INSERT INTO epochs VALUES ('log-1', " + std::to_string(number) + ", '" +
                          epoch + "', 1, 1, '')");
  };
  // Neither the first row nor the lowest id by chance.
  begin(2, "90000000-0000-7000-8000-000000000007");
  begin(3, "90000000-0000-7000-8000-000000000001");
  begin(1, "90000000-0000-7000-8000-000000000009");
  const auto head = reader.GetHead({}, "log-1");
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->epoch, "90000000-0000-7000-8000-000000000001");
  EXPECT_EQ(head->position, 0);
}

}  // namespace
}  // namespace xinqiao::feed
