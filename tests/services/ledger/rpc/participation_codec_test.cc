#include "services/ledger/rpc/participation_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "services/ledger/rpc/entry_codec.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::IsOk;

std::string Name() {
  return absl::StrCat(scene::CollegeName(), "/activities/", scene::kNobody, "/participations/",
                      scene::kYouth);
}

TEST(ParticipationCodecTest, StatementIsRead) {
  v1::StateParticipationRequest request;
  EXPECT_THAT(FieldsOf(Decode(request).status()),
              UnorderedElementsAre("name", "statement", "request_id"));
  request.set_name(Name());
  request.set_request_id(scene::RequestId(1));
  request.set_statement(static_cast<v1::ParticipationStatement>(5));
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("statement"));
  request.set_statement(v1::PARTICIPATION_STATEMENT_WITHDRAWN);
  const auto decoded = Decode(request);
  ASSERT_THAT(decoded, IsOk());
  EXPECT_EQ(decoded->organization_id, scene::kCollege);
  EXPECT_EQ(decoded->activity_id, scene::kNobody);
  EXPECT_EQ(decoded->youth_id, scene::kYouth);
  EXPECT_EQ(decoded->statement, Statement::kWithdrawn);
}

TEST(ParticipationCodecTest, NothingWasSaidYet) {
  v1::GetParticipationRequest request;
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("name"));
  request.set_name(Name());
  EXPECT_EQ(Decode(request)->youth_id, scene::kYouth);
  const v1::Participation nothing = Encode(Name(), Participation());
  EXPECT_EQ(nothing.name(), Name());
  EXPECT_EQ(nothing.statement(), v1::PARTICIPATION_STATEMENT_UNSPECIFIED);
  EXPECT_FALSE(nothing.has_state_time());
}

TEST(ParticipationCodecTest, AnswerTellsWhatTheEntryHolds) {
  const Draft draft{.record_time = absl::FromUnixSeconds(1495080000),
                    .what = Stating{.organization_id = scene::kCollege,
                                    .activity_id = scene::kNobody,
                                    .youth_id = scene::kYouth,
                                    .statement = Statement::kNotThere,
                                    .salt = std::string(32, '\x05')}};
  const v1::RecordedParticipation recorded =
      EncodeStated(Name(), {.receipt = {.position = 4, .entry = EncodeEntry(draft, {})}});
  EXPECT_EQ(recorded.participation().name(), Name());
  EXPECT_EQ(recorded.participation().statement(), v1::PARTICIPATION_STATEMENT_NOT_THERE);
  EXPECT_EQ(recorded.participation().state_time().seconds(), 1495080000);
  EXPECT_EQ(recorded.receipt().position(), 4);
}

}  // namespace
}  // namespace xinqiao::ledger
