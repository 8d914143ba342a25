#include "services/ledger/storage/activity_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "tests/services/ledger/storage/written_log.h"

namespace xinqiao::ledger {
namespace {

class ActivityRowsTest : public ::testing::Test {
 protected:
  // By position.
  std::vector<ToldActivity> Find(const std::string& log, const std::vector<std::string>& ids) {
    using Told = absl::StatusOr<std::vector<ToldActivity>>;
    auto told = log_.database().Read({}, [&](pqxx::transaction_base& tx) -> Told {
      return FindActivities(tx, log, ids, LineCodec());
    });
    EXPECT_THAT(told, xinqiao::testing::IsOk());
    std::sort(told->begin(), told->end(),
              [](const auto& a, const auto& b) { return a.position < b.position; });
    return *told;
  }

  Openings OpeningsAt(int64_t position) {
    const auto openings =
        log_.database().Read({}, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Openings> {
          return OpeningsFrom(
              tx.exec_params1("SELECT * FROM openings WHERE position = $1", position));
        });
    EXPECT_THAT(openings, xinqiao::testing::IsOk());
    return *openings;
  }

  WrittenLog log_;
};

TEST_F(ActivityRowsTest, ActivitiesAreFoundWithTheirPlaceAndOpenings) {
  const Draft first = scene::RecordingOf(1);
  const Draft second = scene::RecordingOf(2, scene::Visit());
  log_.Append({first, second, scene::RecordingOf(3)});
  log_.Append({scene::VoidingOf(4, 2)});
  const std::vector<ToldActivity> told =
      Find(scene::kLog, {scene::ActivityId(2), scene::ActivityId(9), scene::ActivityId(1)});
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].position, 1);
  EXPECT_EQ(told[0].void_position, 0);
  EXPECT_EQ(told[0].activity, std::get<Recording>(first.what).activity);
  EXPECT_EQ(told[0].openings, std::get<Recording>(first.what).openings);
  EXPECT_EQ(told[1].position, 2);
  EXPECT_EQ(told[1].void_position, 4);
  EXPECT_EQ(told[1].activity.void_reason, "重复记录");
  EXPECT_EQ(told[1].openings, std::get<Recording>(second.what).openings);

  EXPECT_TRUE(Find(scene::kLog, {}).empty());
  EXPECT_TRUE(Find(scene::kOtherLog, {scene::ActivityId(1)}).empty());
}

// Ids of several years, and so of several partitions.
TEST_F(ActivityRowsTest, ActivitiesOfSeveralYearsAreFoundTogether) {
  std::vector<std::string> ids = {"018cc251-f3ff-7fff-bfff-ffffffffffff",
                                  "018cc251-f400-7000-8000-000000000000",
                                  "019b76da-a800-7000-8000-000000000000"};
  std::vector<Draft> drafts;
  for (int n = 1; n <= 3; ++n) {
    drafts.push_back(scene::RecordingOf(n));
    std::get<Recording>(drafts.back().what).activity.id = ids[static_cast<size_t>(n - 1)];
  }
  log_.Append(drafts);
  EXPECT_EQ(Find(scene::kLog, ids).size(), 3U);
}

TEST_F(ActivityRowsTest, OpeningsOfEveryEntryAreRead) {
  log_.Append({scene::RecordingOf(1)});
  log_.Append({scene::VoidingOf(2, 1), scene::StatingOf(3, 1, Statement::kConfirmed)});
  EXPECT_EQ(OpeningsAt(1), std::get<Recording>(scene::RecordingOf(1).what).openings);
  EXPECT_EQ(OpeningsAt(2).reason, (Opening{.salt = scene::Salt(), .value = "重复记录"}));
  ASSERT_TRUE(OpeningsAt(3).youth.has_value());
  EXPECT_EQ(OpeningsAt(3).youth->salt, scene::Salt());
  EXPECT_EQ(OpeningsAt(3).reason, std::nullopt);
}

TEST_F(ActivityRowsTest, WhatCannotBeReadIsAbsent) {
  log_.Append({scene::RecordingOf(1)});
  log_.Execute("UPDATE openings SET participants = 'broken', text_salt = NULL");
  EXPECT_EQ(OpeningsAt(1).participants, std::nullopt);
  EXPECT_EQ(OpeningsAt(1).text, std::nullopt);
  const std::vector<ToldActivity> told = Find(scene::kLog, {scene::ActivityId(1)});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].activity.facts.participant_ids.empty());
  EXPECT_EQ(told[0].activity.facts.text, "");
  EXPECT_EQ(told[0].activity.participant_total, 2);
}

}  // namespace
}  // namespace xinqiao::ledger
