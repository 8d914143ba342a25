#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/registry/feed/own_feed.h"
#include "tests/libs/feed/owner.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/services/registry/feed/tree_events.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

constexpr char kToday[] = "2017-06-01";
constexpr int kWriters = 4;
constexpr absl::Duration kPause = absl::Milliseconds(20);  // 200 changes a second in all.

// XINQIAO_SNAPSHOT_SECONDS, for a run of minutes by hand.
absl::Duration SnapshotTime() {
  const char* text = std::getenv("XINQIAO_SNAPSHOT_SECONDS");
  int seconds = 3;
  EXPECT_TRUE(text == nullptr || absl::SimpleAtoi(text, &seconds)) << text;
  return absl::Seconds(seconds);
}

struct Lags {
  absl::Duration p50;
  absl::Duration p99;
};

Lags LagsOf(std::vector<absl::Duration> sample) {
  std::sort(sample.begin(), sample.end());
  return {sample.at(sample.size() / 2), sample.at(sample.size() * 99 / 100)};
}

// A province of four cities, each renamed by a writer of its own all the time:
// "1", "2", "3", ... A tree follows, as that of a replica does.
class OwnFeedSnapshotTest : public ::testing::Test {
 protected:
  OwnFeedSnapshotTest() {
    std::vector<std::string> events = {CreatedEvent(Province(1))};
    for (int writer = 0; writer < kWriters; ++writer) {
      events.push_back(CreatedEvent(City(CityOf(writer), 1, "0")));
    }
    owner_.Publish("registry", std::move(events));
  }

  static int CityOf(int writer) { return 10 + writer; }

  // Renames a city until `end`; returns how often.
  int Write(int writer, absl::Time end) {
    int count = 0;
    for (absl::Time next = absl::Now(); next < end; next += kPause) {
      absl::SleepFor(next - absl::Now());
      const std::string name = absl::StrCat(++count);
      const feed::Change change = feed::Owner::ChangeOf(
          "registry", {ChangedEvent(History(CityOf(writer), {{.parent = 1, .name = name}}))});
      owner_.Append(change);
      const std::lock_guard lock(mutex_);
      committed_[change.change_id] = absl::Now();
    }
    return count;
  }

  // Remembers since when the tree is at which position, until it is at `last`.
  void Watch(const feed::Positions& positions, int64_t last) {
    while (reached_.empty() || reached_.back().first < last) {
      const int64_t position = positions.Get(OwnFeed::kSource, OwnFeed::kLog).position;
      if (reached_.empty() || reached_.back().first < position) {
        reached_.emplace_back(position, absl::Now());
      }
      absl::SleepFor(absl::Microseconds(500));
    }
  }

  // How long each event was on its way, by the time of its commit.
  std::vector<absl::Duration> WaysOf(const std::vector<feed::StoredEvent>& events) {
    std::vector<std::pair<absl::Time, absl::Duration>> ways;
    for (const feed::StoredEvent& event : events) {
      const auto committed = committed_.find(event.change_id);
      if (committed == committed_.end()) continue;
      const auto reached =
          std::lower_bound(reached_.begin(), reached_.end(), event.position,
                           [](const auto& entry, int64_t p) { return entry.first < p; });
      ways.emplace_back(committed->second, reached->second - committed->second);
    }
    std::sort(ways.begin(), ways.end());
    std::vector<absl::Duration> result;
    for (const auto& [time, way] : ways) result.push_back(std::max(way, absl::ZeroDuration()));
    return result;
  }

  feed::Owner owner_;
  feed::FeedReader reader_{owner_.database(), feed::Numbering::kByWriter};
  std::mutex mutex_;
  std::map<std::string, absl::Time> committed_;          // By change; guarded by mutex_.
  std::vector<std::pair<int64_t, absl::Time>> reached_;  // Ascending.
};

TEST_F(OwnFeedSnapshotTest, ASnapshotHeldForLongSlowsNothingDown) {
  const absl::Duration time = SnapshotTime();
  pqxx::connection connection(owner_.url());
  pqxx::transaction<pqxx::repeatable_read> old(connection);
  const auto count_old = [&old] { return old.exec1("SELECT count(*) FROM feed")[0].as<int>(); };
  ASSERT_EQ(count_old(), 1 + kWriters);

  OrganizationTree tree;
  PolicyBook book(tree, [](const FeedPack&, policy::OrganizationLevel) { return EncodedRules(); });
  feed::Positions positions;
  OwnFeed own_feed({.reader = reader_,
                    .tree = tree,
                    .book = book,
                    .positions = positions,
                    .on_halted = [](const absl::Status& why) { ADD_FAILURE() << why; }});
  feed::Sequencer sequencer(owner_.database(), owner_.ids(), owner_.floor(),
                            [&] { own_feed.Wake(); });
  const absl::Time end = absl::Now() + time;
  std::vector<int> counts(kWriters);
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] { counts[static_cast<size_t>(writer)] = Write(writer, end); });
  }
  const int64_t expected = 1 + kWriters + kWriters * (time / kPause);
  threads.emplace_back([&] { Watch(positions, expected); });
  // A role's transaction may not idle for longer than 30 seconds.
  while (absl::Now() < end) {
    absl::SleepFor(std::min(absl::Seconds(10), end - absl::Now()));
    EXPECT_EQ(count_old(), 1 + kWriters);
  }
  for (std::thread& thread : threads) thread.join();

  const std::vector<feed::StoredEvent> events = owner_.Events("registry");
  EXPECT_EQ(std::ssize(events), expected);
  for (int writer = 0; writer < kWriters; ++writer) {
    EXPECT_EQ(tree.Find(Id(CityOf(writer)), Day(kToday))->version.display_name,
              absl::StrCat(counts[static_cast<size_t>(writer)]));
  }
  const std::vector<absl::Duration> ways = WaysOf(events);
  const auto tenth = std::ssize(ways) / 10;
  const Lags first = LagsOf({ways.begin(), ways.begin() + tenth});
  const Lags last = LagsOf({ways.end() - tenth, ways.end()});
  std::cout << "snapshot held for " << time << ", " << events.size() << " events; from commit to "
            << "tree in the first tenth p50 " << first.p50 << ", p99 " << first.p99
            << ", in the last p50 " << last.p50 << ", p99 " << last.p99 << "\n";
  EXPECT_LT(last.p50, 2 * first.p50 + absl::Milliseconds(100));
  const absl::Time asked = absl::Now();
  owner_.GetHead("registry");
  std::cout << "a head with what is pending took " << absl::Now() - asked << "\n";
}

}  // namespace
}  // namespace xinqiao::registry
