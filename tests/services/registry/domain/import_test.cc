#include "services/registry/domain/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// A school of 2000.
OrganizationRow School() {
  return {.place = {.ordinal = 1, .line = 2, .key = "u"},
          .organization_id = "school",
          .display_name = "泉州师范学院团委",
          .kind = OrganizationKind::kUniversityCommittee,
          .level = OrganizationLevel::kSchool,
          .parent_key = "c",
          .valid_from = Day("2000-03-01"),
          .school_code = "10399"};
}

ImportedParent City() {
  return {.organization_id = "city",
          .level = OrganizationLevel::kCity,
          .log = "province",
          .stands_from = Day("1950-01-01")};
}

TEST(PlaceRowTest, ARowBecomesAnOrganizationInTheLogOfItsParent) {
  const auto placed = PlaceRow(School(), City(), absl::UnixEpoch());
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->identity.organization_id, "school");
  EXPECT_EQ(placed->identity.log, "province");
  EXPECT_EQ(placed->version.parent_id, "city");
  EXPECT_EQ(placed->version.validity, (Period{Day("2000-03-01"), kOpenEnd}));
  EXPECT_EQ(placed->identity.codes, (std::vector<OrganizationCode>{{CodeScheme::kSchool, "10399"},
                                                                   {CodeScheme::kExternal, "u"}}));
}

TEST(PlaceRowTest, TheParentStandsBeforeAndAbove) {
  ImportedParent later = City();
  later.stands_from = Day("2000-03-02");
  EXPECT_THAT(PlaceRow(School(), later, absl::UnixEpoch()), FailsWith("PARENT_NOT_VALID"));
  later.stands_from = Day("2000-03-01");
  EXPECT_THAT(PlaceRow(School(), later, absl::UnixEpoch()), IsOk());
  ImportedParent closed = City();
  closed.stands_from.reset();
  EXPECT_THAT(PlaceRow(School(), closed, absl::UnixEpoch()), FailsWith("PARENT_NOT_VALID"));
  ImportedParent level = City();
  level.level = OrganizationLevel::kSchool;
  EXPECT_THAT(PlaceRow(School(), level, absl::UnixEpoch()), FailsWith("LEVEL_CONFLICT"));
}

TEST(PlaceRowTest, ARowWhoseParentIsMissingNeverBecomesARoot) {
  EXPECT_THAT(PlaceRow(School(), std::nullopt, absl::UnixEpoch()), FailsWith("PARENT_NOT_VALID"));
  OrganizationRow root = School();
  root.parent_key.clear();
  root.ledger_root = true;
  const auto placed = PlaceRow(root, std::nullopt, absl::UnixEpoch());
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->identity.log, "school");
}

TEST(PostOfTest, TakesTheRowAndWhatItsKeysName) {
  const PostRow row{.post_id = "post",
                    .title = "团委书记",
                    .appointment_type = AppointmentType::kSeconded,
                    .leadership = true,
                    .rank_class = RankClass::kSectionOrAbove,
                    .administrator = true,
                    .validity = {Day("2016-01-01"), kOpenEnd}};
  EXPECT_EQ(
      PostOf(
          row,
          {.organization_id = "school", .person_id = "person", .managing_organization_id = "city"},
          absl::UnixEpoch()),
      (Post{.post_id = "post",
            .organization_id = "school",
            .person_id = "person",
            .title = "团委书记",
            .appointment_type = AppointmentType::kSeconded,
            .leadership = true,
            .rank_class = RankClass::kSectionOrAbove,
            .managing_organization_id = "city",
            .administrator = true,
            .validity = {Day("2016-01-01"), kOpenEnd},
            .create_time = absl::UnixEpoch()}));
}

TEST(ImportTest, IsApplicableWhenItIsCheckedAndHasNoProblems) {
  for (const ImportState state :
       {ImportState::kReceiving, ImportState::kChecking, ImportState::kApplying,
        ImportState::kApplied, ImportState::kFailed}) {
    EXPECT_THAT(CheckApplicable({.state = state}), FailsWith("IMPORT_NOT_CHECKED"));
  }
  EXPECT_THAT(CheckApplicable({.state = ImportState::kChecked, .problem_count = 1}),
              FailsWith("IMPORT_HAS_PROBLEMS"));
  EXPECT_THAT(CheckApplicable({.state = ImportState::kChecked}), IsOk());
}

TEST(ImportTest, ProblemsSayWhatIsWrong) {
  const ImportProblem problem =
      ProblemOf(ImportTable::kPosts, 7, PlaceRow(School(), std::nullopt, {}).status());
  EXPECT_EQ(problem.line, 7);
  EXPECT_EQ(problem.reason, "PARENT_NOT_VALID");
  EXPECT_NE(problem.message, "");
  EXPECT_THAT(ProblemMessage("OTHER_CONTENT"), ::testing::HasSubstr("only creates"));
  EXPECT_NE(ProblemMessage("UNKNOWN_KEY"), ProblemMessage("DUPLICATE_KEY"));
}

}  // namespace
}  // namespace xinqiao::registry
