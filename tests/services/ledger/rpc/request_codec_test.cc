#include "services/ledger/rpc/request_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/rpc/page_token.h"
#include "libs/rpc/request_digest.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using scene::CreateRequest;
using scene::FieldsOf;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kPerson[] = "people/80000000-0000-7000-8000-000000000001";

std::string ActivityName() {
  return absl::StrCat(scene::CollegeName(), "/activities/", scene::kNobody);
}

TEST(RequestCodecTest, CreateReadsTheDraft) {
  const auto draft = Decode(CreateRequest(7));
  ASSERT_THAT(draft, IsOk());
  EXPECT_EQ(draft->request_id, scene::RequestId(7));
  EXPECT_EQ(draft->facts, scene::HeartTalk());
  EXPECT_THAT(FieldsOf(Decode(v1::CreateActivityRequest()).status()),
              UnorderedElementsAre("parent", "activity", "request_id"));
}

// A row that is sent again by itself is the same request.
TEST(RequestCodecTest, RowHasTheDigestOfASingleCall) {
  const std::string digest = rpc::RequestDigest("/xinqiao.ledger.v1.LedgerService/CreateActivity",
                                                kPerson, CreateRequest(1));
  v1::BatchCreateActivitiesRequest batch;
  batch.set_parent(scene::CollegeName());
  *batch.add_requests() = CreateRequest(1);
  *batch.add_requests() = CreateRequest(1);
  batch.mutable_requests(1)->clear_parent();
  const auto rows = Decode(kPerson, batch);
  ASSERT_THAT(rows, IsOk());
  ASSERT_THAT(*rows, SizeIs(2));
  for (const auto& row : *rows) {
    ASSERT_THAT(row, IsOk());
    EXPECT_EQ(row->digest, digest);
    EXPECT_EQ(row->draft.facts, scene::HeartTalk());
  }
  v1::ImportActivitiesRequest import;
  *import.add_requests() = CreateRequest(1);
  EXPECT_EQ(Decode(kPerson, import)->at(0)->digest, digest);
  EXPECT_NE(Decode("people/other", import)->at(0)->digest, digest);
}

TEST(RequestCodecTest, EveryRowHasItsOwnViolations) {
  v1::BatchCreateActivitiesRequest batch;
  batch.set_parent("organizations/-");
  for (int n = 0; n < 4; ++n) *batch.add_requests() = CreateRequest(n);
  batch.mutable_requests(1)->mutable_activity()->set_text(std::string(8001, 'x'));
  batch.mutable_requests(1)->clear_request_id();
  batch.mutable_requests(3)->clear_parent();
  const auto rows = Decode(kPerson, batch);
  ASSERT_THAT(rows, IsOk());
  EXPECT_THAT(rows->at(0), IsOk());
  EXPECT_THAT(FieldsOf(rows->at(1).status()), UnorderedElementsAre("request_id", "activity.text"));
  EXPECT_THAT(rows->at(2), IsOk());
  EXPECT_THAT(FieldsOf(rows->at(3).status()), ElementsAre("parent"));
}

TEST(RequestCodecTest, RowOfAnotherParentIsRefused) {
  v1::BatchCreateActivitiesRequest batch;
  batch.set_parent(absl::StrCat("organizations/", scene::kBranch));
  *batch.add_requests() = CreateRequest(1);
  batch.mutable_requests(0)->mutable_activity()->clear_text();
  EXPECT_THAT(FieldsOf(Decode(kPerson, batch)->at(0).status()),
              UnorderedElementsAre("parent", "activity.text"));
}

TEST(RequestCodecTest, BatchesHaveBounds) {
  v1::BatchCreateActivitiesRequest batch;
  EXPECT_THAT(FieldsOf(Decode(kPerson, batch).status()),
              UnorderedElementsAre("parent", "requests"));
  batch.set_parent(scene::CollegeName());
  for (int n = 0; n < 501; ++n) batch.add_requests();
  EXPECT_THAT(FieldsOf(Decode(kPerson, batch).status()), ElementsAre("requests"));
  batch.mutable_requests()->RemoveLast();
  EXPECT_THAT(*Decode(kPerson, batch), SizeIs(500));
  batch.clear_requests();
  for (int n = 0; n < 150; ++n) {
    *batch.add_requests() = CreateRequest(n);
    batch.mutable_requests(n)->mutable_activity()->set_text(std::string(8000, 'x'));
  }
  EXPECT_THAT(FieldsOf(Decode(kPerson, batch).status()), ElementsAre("requests"));
  v1::ImportActivitiesRequest import;
  *import.mutable_requests() = batch.requests();
  EXPECT_THAT(FieldsOf(Decode(kPerson, import).status()), ElementsAre("requests"));
}

TEST(RequestCodecTest, ListReadsEveryFilter) {
  v1::ListActivitiesRequest request;
  request.set_parent("organizations/-");
  request.set_actor(scene::PostNameOf(scene::kCollege, scene::kSecretary));
  request.set_participant(absl::StrCat("youths/", scene::kYouth));
  request.set_kind(absl::StrCat("activityKinds/", scene::kKind));
  request.set_campaign("service_month");
  request.set_first_day("2017-05-01");
  request.set_last_day("2017-05-31");
  request.set_page_size(5000);
  request.set_page_token(rpc::MakePageToken(QueryOf(request), scene::kNobody));
  const auto query = Decode(request);
  ASSERT_THAT(query, IsOk());
  EXPECT_EQ(query->organization_id, "");
  EXPECT_EQ(query->actor_post_id, scene::kSecretary);
  EXPECT_EQ(query->participant_id, scene::kYouth);
  EXPECT_EQ(query->kind_id, scene::kKind);
  EXPECT_EQ(query->campaign, "service_month");
  EXPECT_EQ(query->first_day, xinqiao::testing::Day("2017-05-01"));
  EXPECT_EQ(query->last_day, xinqiao::testing::Day("2017-05-31"));
  EXPECT_EQ(query->before_id, scene::kNobody);
  EXPECT_EQ(query->limit, 1000);
  // A token belongs to its filters.
  request.set_last_day("2017-05-30");
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("page_token"));
}

TEST(RequestCodecTest, ListOfAnyOrganizationWantsAFilterThatBoundsIt) {
  v1::ListActivitiesRequest request;
  request.set_parent("organizations/-");
  request.set_kind(absl::StrCat("activityKinds/", scene::kKind));
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("parent"));
  request.set_campaign("service_month");
  EXPECT_THAT(Decode(request), IsOk());
}

TEST(RequestCodecTest, BadListsAreRefused) {
  v1::ListActivitiesRequest request;
  request.set_parent("organizations/1");
  request.set_actor("posts/1");
  request.set_participant("people/1");
  request.set_kind("kinds/1");
  request.set_campaign("A");
  request.set_first_day("yesterday");
  request.set_last_day("2017-02-29");
  request.set_page_size(-1);
  request.set_page_token("no token");
  EXPECT_THAT(FieldsOf(Decode(request).status()),
              UnorderedElementsAre("parent", "actor", "participant", "kind", "campaign",
                                   "first_day", "last_day", "page_size", "page_token"));
  request = {};
  request.set_parent(scene::CollegeName());
  request.set_first_day("2017-05-02");
  request.set_last_day("2017-05-01");
  request.set_page_token(rpc::MakePageToken(QueryOf(request), "no id"));
  EXPECT_THAT(FieldsOf(Decode(request).status()), UnorderedElementsAre("last_day", "page_token"));
}

TEST(RequestCodecTest, VoidAndGetReadTheName) {
  v1::VoidActivityRequest request;
  EXPECT_THAT(FieldsOf(Decode(request).status()),
              UnorderedElementsAre("name", "reason", "request_id"));
  request.set_name(ActivityName());
  request.set_reason("重复录入");
  request.set_request_id(scene::RequestId(1));
  const auto decoded = Decode(request);
  ASSERT_THAT(decoded, IsOk());
  EXPECT_EQ(decoded->organization_id, scene::kCollege);
  EXPECT_EQ(decoded->activity_id, scene::kNobody);
  EXPECT_EQ(decoded->reason, "重复录入");
  request.set_reason(std::string(1001, 'x'));
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("reason"));
  v1::GetActivityRequest get;
  EXPECT_THAT(Decode(get), FailsWith("INVALID_FIELDS"));
  get.set_name(ActivityName());
  EXPECT_EQ(Decode(get)->activity_id, scene::kNobody);
}

TEST(RequestCodecTest, RedactReadsWhatIsToGo) {
  v1::RedactActivityRequest request;
  EXPECT_THAT(FieldsOf(Decode(request).status()),
              UnorderedElementsAre("name", "fields", "request_id"));
  request.set_name(ActivityName());
  request.set_request_id(scene::RequestId(1));
  request.add_fields(v1::REDACTED_FIELD_PARTICIPANT);
  request.add_fields(v1::REDACTED_FIELD_TEXT);
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("participant"));
  request.set_participant(absl::StrCat("youths/", scene::kYouth));
  const auto decoded = Decode(request);
  ASSERT_THAT(decoded, IsOk());
  EXPECT_THAT(decoded->redaction.fields,
              ElementsAre(RedactedField::kText, RedactedField::kParticipant));
  EXPECT_EQ(decoded->redaction.participant_id, scene::kYouth);

  request.set_fields(0, v1::REDACTED_FIELD_TEXT);
  EXPECT_THAT(FieldsOf(Decode(request).status()), UnorderedElementsAre("fields[1]", "participant"));
  request.clear_participant();
  request.set_fields(1, v1::REDACTED_FIELD_UNSPECIFIED);
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("fields[1]"));
  for (int i = 0; i < 4; ++i) request.add_fields(v1::REDACTED_FIELD_TEXT);
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("fields"));
}

}  // namespace
}  // namespace xinqiao::ledger
