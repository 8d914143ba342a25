#include "services/ledger/domain/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/base/error.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::FakeClock;
using ::xinqiao::testing::IsOk;

constexpr char kActivity[] = "50000000-0000-7000-8000-000000000001";

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

TEST(AdmissionTest, YouthsDoNotWrite) {
  EXPECT_THAT(CheckMayWrite("youths/40000000-0000-7000-8000-000000000001"),
              FailsWith("NOT_A_CADRE"));
  EXPECT_TRUE(absl::IsPermissionDenied(CheckMayWrite("youths/1")));
  EXPECT_THAT(CheckMayWrite("people/40000000-0000-7000-8000-000000000001"), IsOk());
  EXPECT_THAT(CheckMayWrite(""), IsOk());
}

TEST(AdmissionTest, AnEpochIsNotAQuestionOfFacts) {
  EXPECT_THAT(CheckAdmission({.what = EpochStart{}}, {}, Day("2017-05-17")), IsOk());
}

// A talk of 17 May by the secretary and the deputy, recorded by the secretary.
class RecordingTest : public ::testing::Test {
 protected:
  absl::Status Check(const char* today) {
    return CheckAdmission({.what = Recording{.activity = {.facts = activity_}}}, facts_,
                          Day(today));
  }

  void Close(const std::string& organization_id, const char* first, const char* end) {
    facts_.books.Add(
        {.organization_id = organization_id, .period = {.first = Day(first), .end = Day(end)}});
  }

  ActivityFacts activity_ = scene::HeartTalk();
  AdmissionFacts facts_ = scene::AllKnown();
};

TEST_F(RecordingTest, TodayIsNotTheFuture) {
  EXPECT_THAT(Check("2017-05-17"), IsOk());
  EXPECT_THAT(Check("2017-05-16"), FailsWith("DAY_IN_FUTURE"));
  EXPECT_TRUE(absl::IsInvalidArgument(Check("2017-05-16")));
  EXPECT_THAT(FieldsOf(Check("2017-05-16")), ElementsAre("activity.day"));
}

TEST_F(RecordingTest, LateEntriesAreAdmittedByTheDayOfTheActivity) {
  EXPECT_THAT(Check("2017-06-15"), IsOk());  // The deputy's post has ended by then.
}

TEST_F(RecordingTest, ActorsPostsAreValidOnTheDay) {
  activity_.day = Day("2017-06-01");
  EXPECT_THAT(Check("2017-06-01"), FailsWith("POST_NOT_VALID"));
  activity_.day = Day("2017-05-31");
  EXPECT_THAT(Check("2017-06-01"), IsOk());
  activity_.day = Day("2017-02-28");
  EXPECT_EQ(Check("2017-06-01").message(),
            "activity.actors[0]: the post is not valid on 2017-02-28; "
            "activity.actors[1]: the post is not valid on 2017-02-28");
}

TEST_F(RecordingTest, AuthorsPostIsValidToday) {
  activity_.author = activity_.actors[1];
  EXPECT_THAT(Check("2017-05-31"), IsOk());
  EXPECT_THAT(Check("2017-06-01"), FailsWith("POST_NOT_VALID"));
  EXPECT_EQ(Check("2017-06-01").message(), "activity.author: the post is not valid on 2017-06-01");
}

TEST_F(RecordingTest, EveryUnknownPostIsNamed) {
  activity_.author.post_id = scene::kNobody;
  activity_.actors[1].post_id = scene::kNobody;
  EXPECT_THAT(Check("2017-05-17"), FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(FieldsOf(Check("2017-05-17")), ElementsAre("activity.author", "activity.actors[1]"));
}

TEST_F(RecordingTest, PostOfAnotherOrganizationIsUnknown) {
  activity_.actors[0].organization_id = scene::kElsewhere;
  EXPECT_THAT(Check("2017-05-17"), FailsWith("POST_UNKNOWN"));
}

TEST_F(RecordingTest, KindMustBeInTheCatalogue) {
  facts_.kind_ids = {"five_ones"};
  EXPECT_THAT(Check("2017-05-17"), FailsWith("ACTIVITY_KIND_UNKNOWN"));
}

TEST_F(RecordingTest, EveryOrganizationMustBeKnown) {
  activity_ = scene::Visit();
  activity_.collective_id = scene::kBranch;
  EXPECT_THAT(Check("2017-05-17"), IsOk());
  activity_.collective_id = scene::kNobody;
  activity_.guided_branch_id = scene::kNobody;
  activity_.visit->new_organization_ids = {scene::kBranch, scene::kNobody};
  activity_.visit->guided_organization_ids = {scene::kNobody, scene::kElsewhere};
  EXPECT_THAT(Check("2017-05-17"), FailsWith("ORGANIZATION_UNKNOWN"));
  EXPECT_THAT(
      FieldsOf(Check("2017-05-17")),
      ElementsAre("activity.guided_branch", "activity.collective",
                  "activity.visit.new_organizations[1]", "activity.visit.guided_organizations[0]"));
}

// Without it nobody could tell whose books count.
TEST_F(RecordingTest, OrganizingBodyMustBeKnown) {
  facts_.organizations.erase(scene::kCollege);
  EXPECT_THAT(Check("2017-05-17"), FailsWith("ORGANIZATION_UNKNOWN"));
  EXPECT_THAT(FieldsOf(Check("2017-05-17")), ElementsAre("parent"));
}

TEST_F(RecordingTest, ClosedBooksTakeNothing) {
  Close(scene::kUniversity, "2017-04-01", "2017-07-01");
  EXPECT_THAT(Check("2017-07-05"), FailsWith("BOOKS_CLOSED"));
  EXPECT_EQ(Check("2017-07-05").message(),
            "activity.day: organizations/20000000-0000-7000-8000-000000000005 has closed the "
            "books of 2017-04-01 to 2017-06-30; a body above it may reopen them");
  activity_.day = Day("2017-07-01");
  activity_.actors.pop_back();
  EXPECT_THAT(Check("2017-07-05"), IsOk());
}

TEST_F(RecordingTest, BooksOfOthersDoNotMatter) {
  Close(scene::kElsewhere, "2017-04-01", "2017-07-01");
  Close(scene::kBranch, "2017-04-01", "2017-07-01");
  EXPECT_THAT(Check("2017-07-05"), IsOk());
}

// An activity of the college that stands, with two youths.
class StandingTest : public ::testing::Test {
 protected:
  StandingTest() {
    standing_.activity = {.id = kActivity, .facts = scene::Visit()};
    standing_.openings = OpeningsOf(scene::Visit(), [] { return std::string(32, '\x05'); });
  }

  absl::Status Check(decltype(Draft::what) what) {
    facts_.activities[kActivity] = standing_;
    return CheckAdmission({.what = std::move(what)}, facts_, Day("2017-05-20"));
  }
  absl::Status State(Statement statement, const char* youth = scene::kYouth) {
    return Check(Stating{.organization_id = scene::kCollege,
                         .activity_id = kActivity,
                         .youth_id = youth,
                         .statement = statement});
  }
  absl::Status Redact(std::vector<RedactedField> fields, const std::string& participant = "") {
    return Check(Redaction{.organization_id = scene::kCollege,
                           .activity_id = kActivity,
                           .fields = std::move(fields),
                           .participant_id = participant});
  }

  StandingActivity standing_;
  AdmissionFacts facts_ = scene::AllKnown();
};

TEST_F(StandingTest, OnlyWhatStandsIsVoided) {
  const Voiding voiding = {.organization_id = scene::kCollege, .activity_id = kActivity};
  EXPECT_THAT(Check(voiding), IsOk());
  standing_.activity.void_time = FakeClock("2017-05-18").Now();
  EXPECT_THAT(Check(voiding), FailsWith("ACTIVITY_VOIDED"));
}

// Corrections come after the close.
TEST_F(StandingTest, ClosedBooksTakeVoidingsAndStatements) {
  facts_.books.Add({.organization_id = scene::kCollege,
                    .period = {.first = Day("2017-05-01"), .end = Day("2017-05-20")}});
  EXPECT_THAT(Check(Voiding{.organization_id = scene::kCollege, .activity_id = kActivity}), IsOk());
  EXPECT_THAT(State(Statement::kPressed), IsOk());
  EXPECT_THAT(Redact({RedactedField::kText}), IsOk());
}

TEST_F(StandingTest, UnknownAndForeignActivitiesAreNotFound) {
  for (const auto& [organization, activity] : std::vector<std::pair<const char*, const char*>>{
           {scene::kBranch, kActivity}, {scene::kCollege, scene::kNobody}}) {
    EXPECT_THAT(Check(Voiding{.organization_id = organization, .activity_id = activity}),
                FailsWith("ACTIVITY_UNKNOWN"));
    EXPECT_THAT(
        Check(Stating{
            .organization_id = organization, .activity_id = activity, .youth_id = scene::kYouth}),
        FailsWith("ACTIVITY_UNKNOWN"));
    EXPECT_THAT(Check(Redaction{.organization_id = organization,
                                .activity_id = activity,
                                .fields = {RedactedField::kText}}),
                FailsWith("ACTIVITY_UNKNOWN"));
  }
}

TEST_F(StandingTest, OnlyTheNamedSpeak) {
  EXPECT_THAT(State(Statement::kConfirmed), IsOk());
  EXPECT_THAT(State(Statement::kNotThere, scene::kOtherYouth), IsOk());
  EXPECT_THAT(State(Statement::kConfirmed, scene::kNobody), FailsWith("NOT_A_PARTICIPANT"));
  EXPECT_TRUE(absl::IsPermissionDenied(State(Statement::kConfirmed, scene::kNobody)));
  standing_.activity.facts.participant_ids = {scene::kOtherYouth};  // The other was erased.
  EXPECT_THAT(State(Statement::kConfirmed), FailsWith("NOT_A_PARTICIPANT"));
}

TEST_F(StandingTest, OnlyWhatWasSaidIsWithdrawn) {
  EXPECT_THAT(State(Statement::kWithdrawn), FailsWith("NOTHING_TO_WITHDRAW"));
  standing_.said[scene::kOtherYouth].statement = Statement::kConfirmed;
  EXPECT_THAT(State(Statement::kWithdrawn), FailsWith("NOTHING_TO_WITHDRAW"));
  for (const Statement said : {Statement::kConfirmed, Statement::kNotThere, Statement::kPressed}) {
    standing_.said[scene::kYouth].statement = said;
    EXPECT_THAT(State(Statement::kWithdrawn), IsOk());
  }
  standing_.said[scene::kYouth].statement = Statement::kWithdrawn;
  EXPECT_THAT(State(Statement::kWithdrawn), FailsWith("NOTHING_TO_WITHDRAW"));
  EXPECT_THAT(State(Statement::kConfirmed), IsOk());
}

TEST_F(StandingTest, OnlyWhatIsThereIsErased) {
  using enum RedactedField;
  for (const RedactedField field : {kText, kCircumstances, kEvidenceUris}) {
    EXPECT_THAT(Redact({field}), IsOk());
  }
  EXPECT_THAT(Redact({kParticipant}, scene::kYouth), IsOk());
  EXPECT_THAT(Redact({kParticipant}, scene::kNobody), FailsWith("NOTHING_TO_REDACT"));
  EXPECT_THAT(Redact({kVoidReason}), FailsWith("NOTHING_TO_REDACT"));
  standing_.activity.void_reason = "记错了";
  EXPECT_THAT(Redact({kVoidReason}), IsOk());

  standing_.openings = {.text = standing_.openings.text};
  standing_.activity.facts.participant_ids.clear();
  for (const RedactedField field : {kCircumstances, kEvidenceUris}) {
    EXPECT_THAT(Redact({field}), FailsWith("NOTHING_TO_REDACT"));
  }
  EXPECT_THAT(Redact({kParticipant}, scene::kYouth), FailsWith("NOTHING_TO_REDACT"));
  EXPECT_THAT(Redact({kText, kCircumstances}), IsOk());
}

// The college's books of the first quarter, by the secretary on 2 May.
class BooksChangeTest : public ::testing::Test {
 protected:
  absl::Status Check(const char* today = "2017-05-02") {
    return CheckAdmission({.what = change_}, facts_, Day(today));
  }
  void By(const char* organization_id, const char* post_id) {
    change_.author = {.organization_id = organization_id, .post_id = post_id};
  }
  void CloseThem() {
    facts_.books.Add({.organization_id = change_.organization_id, .period = change_.period});
  }

  BooksChange change_ = {
      .organization_id = scene::kCollege,
      .period = {.first = Day("2017-01-01"), .end = Day("2017-04-01")},
      .author = {.organization_id = scene::kCollege, .post_id = scene::kSecretary},
      .closed = true};
  AdmissionFacts facts_ = scene::AllKnown();
};

TEST_F(BooksChangeTest, OnlyWhatIsOverIsClosed) {
  EXPECT_THAT(Check("2017-04-01"), IsOk());
  EXPECT_THAT(Check("2017-03-31"), FailsWith("DAY_IN_FUTURE"));
  EXPECT_EQ(Check("2017-03-31").message(), "last_day: 2017-03-31 is not before today, 2017-03-31");
}

TEST_F(BooksChangeTest, AuthorIsOfTheOrganizationOrAbove) {
  EXPECT_THAT(Check(), IsOk());
  By(scene::kUniversity, scene::kOfUniversity);
  EXPECT_THAT(Check(), IsOk());
  By(scene::kLog, scene::kOfProvince);
  EXPECT_THAT(Check(), IsOk());
  By(scene::kElsewhere, scene::kOfElsewhere);
  EXPECT_THAT(Check(), FailsWith("NOT_A_SUPERIOR"));
  change_.organization_id = scene::kUniversity;
  By(scene::kCollege, scene::kSecretary);
  EXPECT_THAT(Check(), FailsWith("NOT_A_SUPERIOR"));
}

TEST_F(BooksChangeTest, AuthorsPostIsValidToday) {
  By(scene::kCollege, scene::kDeputy);
  EXPECT_THAT(Check("2017-05-31"), IsOk());
  EXPECT_THAT(Check("2017-06-01"), FailsWith("POST_NOT_VALID"));
  EXPECT_THAT(FieldsOf(Check("2017-06-01")), ElementsAre("author"));
  By(scene::kCollege, scene::kNobody);
  EXPECT_THAT(Check(), FailsWith("POST_UNKNOWN"));
  By(scene::kUniversity, scene::kSecretary);
  EXPECT_THAT(Check(), FailsWith("POST_UNKNOWN"));
}

TEST_F(BooksChangeTest, OrganizationMustBeKnown) {
  change_.organization_id = scene::kNobody;
  EXPECT_THAT(Check(), FailsWith("ORGANIZATION_UNKNOWN"));
}

TEST_F(BooksChangeTest, ClosedBooksAreNotClosedAgain) {
  CloseThem();
  EXPECT_THAT(Check(), FailsWith("BOOKS_CLOSED"));
  EXPECT_THAT(Check().message(), HasSubstr("2017-01-01 to 2017-03-31"));
  change_.period.end = Day("2017-05-01");
  EXPECT_THAT(Check(), IsOk());
}

TEST_F(BooksChangeTest, OnlyClosedBooksAreReopened) {
  change_.closed = false;
  By(scene::kUniversity, scene::kOfUniversity);
  EXPECT_THAT(Check(), FailsWith("BOOKS_NOT_CLOSED"));
  CloseThem();
  EXPECT_THAT(Check(), IsOk());
}

TEST_F(BooksChangeTest, OnlyABodyAboveReopens) {
  CloseThem();
  change_.closed = false;
  EXPECT_THAT(Check(), FailsWith("NOT_A_SUPERIOR"));
  By(scene::kElsewhere, scene::kOfElsewhere);
  EXPECT_THAT(Check(), FailsWith("NOT_A_SUPERIOR"));
  By(scene::kLog, scene::kOfProvince);
  EXPECT_THAT(Check(), IsOk());
}

}  // namespace
}  // namespace xinqiao::ledger
