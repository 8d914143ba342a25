#include "services/ledger/app/draft_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/services/ledger/drafts.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;

TEST(DraftNamesTest, WantsEverythingThatDraftsNameOnce) {
  ActivityFacts facts = scene::Visit();
  facts.collective_id = scene::kUniversity;
  const std::vector<Draft> drafts = {scene::RecordingOf(1, facts), scene::RecordingOf(2),
                                     scene::VoidingOf(3, 1)};
  const std::vector<DraftGroup> groups = {{.drafts = drafts}};
  const Wanted wanted = WantedBy(groups);
  EXPECT_THAT(RequestIdsOf(groups),
              ElementsAre(scene::TestId('7', 1), scene::TestId('7', 2), scene::TestId('7', 3)));
  EXPECT_THAT(wanted.post_ids, ElementsAre(scene::kSecretary, scene::kDeputy));
  EXPECT_THAT(wanted.kind_ids, ElementsAre(scene::kVisitKind, scene::kKind));
  EXPECT_THAT(wanted.organization_ids,
              ElementsAre(scene::kCollege, scene::kBranch, scene::kElsewhere, scene::kUniversity));
  EXPECT_THAT(wanted.activity_ids, ElementsAre(scene::ActivityId(1)));
  EXPECT_TRUE(wanted.books);
}

TEST(DraftNamesTest, AsksForActivitiesOfKnownRequests) {
  Found found;
  found.facts.activities[scene::ActivityId(1)];
  found.requests[scene::TestId('7', 1)].activity_id = scene::ActivityId(1);
  found.requests[scene::TestId('7', 2)].activity_id = scene::ActivityId(2);
  found.requests[scene::TestId('7', 3)].activity_id = scene::ActivityId(2);
  found.requests[scene::TestId('7', 4)].activity_id = "";
  EXPECT_THAT(WantedToRepeat(found).activity_ids, ElementsAre(scene::ActivityId(2)));
}

TEST(DraftNamesTest, KnowsTheActivityThatAnAnswerShows) {
  EXPECT_EQ(ShownActivityIdOf(scene::RecordingOf(1)), scene::ActivityId(1));
  EXPECT_EQ(ShownActivityIdOf(scene::VoidingOf(2, 1)), scene::ActivityId(1));
  EXPECT_EQ(ShownActivityIdOf(scene::RedactionOf(3, 1, {RedactedField::kText})),
            scene::ActivityId(1));
  EXPECT_EQ(ShownActivityIdOf(scene::StatingOf(4, 1, Statement::kConfirmed)), "");
  EXPECT_EQ(ShownActivityIdOf(scene::BooksOf(5, true)), "");
}

}  // namespace
}  // namespace xinqiao::ledger
