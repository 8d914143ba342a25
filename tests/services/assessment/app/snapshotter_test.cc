#include "services/assessment/app/snapshotter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/assessment_scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_snapshot_store.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::assessment {
namespace {

using ::xinqiao::testing::FakeSnapshotStore;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::University;

// A format that keeps only how many organizations there are: what is in a
// snapshot is the business of feed/snapshot_codec.h.
SnapshotFormat CountingFormat() {
  return {.encode = [](const Model& model) { return absl::StrCat(model.organizations().size()); },
          .decode = [](const std::string& bytes) -> absl::StatusOr<std::vector<Fact>> {
            if (bytes == "old") return absl::FailedPreconditionError("another version");
            if (bytes != "6") return absl::DataLossError("another model");
            return University();
          }};
}

class SnapshotterTest : public ::testing::Test {
 protected:
  Snapshotter::Deps Deps(absl::Duration interval) {
    return {.assessment = assessment_,
            .store = store_,
            .format = CountingFormat(),
            .clock = clock_,
            .interval = interval,
            .on_saved = [](const absl::Status&) {}};
  }

  const feed::Cursor cursor_{.source = "registry", .log = "registry", .epoch = "e", .position = 9};
  xinqiao::testing::FakeClock clock_{"2017-06-15"};
  FakeSnapshotStore store_;
  Assessment assessment_{clock_};
};

TEST_F(SnapshotterTest, SavesOnceMoreAtTheEnd) {
  ASSERT_THAT(assessment_.Apply(University(), cursor_), IsOk());
  { const Snapshotter snapshotter(Deps(absl::Hours(1))); }
  const auto saved = store_.Load({});
  ASSERT_THAT(saved, IsOk());
  ASSERT_TRUE(saved->has_value());
  EXPECT_EQ((*saved)->bytes, "6");
  EXPECT_THAT((*saved)->cursors, ::testing::ElementsAre(cursor_));
}

TEST_F(SnapshotterTest, SavesNothingWhenNothingWasApplied) {
  ASSERT_THAT(assessment_.Apply(University(), cursor_), IsOk());
  {
    Snapshotter snapshotter(Deps(absl::Hours(1)));
    ASSERT_THAT(snapshotter.Save(), IsOk());
    ASSERT_THAT(snapshotter.Save(), IsOk());
  }
  EXPECT_EQ(store_.saves(), 1);
}

TEST_F(SnapshotterTest, RestoreBringsBackFactsAndCursors) {
  ASSERT_THAT(assessment_.Apply(University(), cursor_), IsOk());
  { const Snapshotter snapshotter(Deps(absl::Hours(1))); }
  Assessment restored(clock_);
  ASSERT_THAT(Restore(store_, CountingFormat(), restored), IsOk());
  restored.Read([&](const Model& model, const std::vector<feed::Cursor>& cursors) {
    EXPECT_EQ(model.organizations().size(), 6u);
    EXPECT_THAT(cursors, ::testing::ElementsAre(cursor_));
  });
}

TEST_F(SnapshotterTest, RestoreWithoutASnapshotStartsEmpty) {
  Assessment restored(clock_);
  ASSERT_THAT(Restore(store_, CountingFormat(), restored), IsOk());
  restored.Read([&](const Model& model, const std::vector<feed::Cursor>& cursors) {
    EXPECT_TRUE(model.organizations().empty());
    EXPECT_TRUE(cursors.empty());
  });
}

TEST_F(SnapshotterTest, ASnapshotOfAnotherVersionIsLeftToTheFeeds) {
  ASSERT_THAT(store_.Save({}, {.bytes = "old", .cursors = {cursor_}}), IsOk());
  Assessment restored(clock_);
  ASSERT_THAT(Restore(store_, CountingFormat(), restored), IsOk());
  restored.Read([&](const Model& model, const std::vector<feed::Cursor>& cursors) {
    EXPECT_TRUE(model.organizations().empty());
    EXPECT_TRUE(cursors.empty());
  });
}

TEST_F(SnapshotterTest, ADamagedSnapshotIsRefused) {
  ASSERT_THAT(store_.Save({}, {.bytes = "7", .cursors = {cursor_}}), IsOk());
  Assessment restored(clock_);
  EXPECT_TRUE(absl::IsDataLoss(Restore(store_, CountingFormat(), restored)));
}

}  // namespace
}  // namespace xinqiao::assessment
