#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "libs/base/error.h"
#include "libs/calendar/day.h"
#include "libs/rpc/executor.h"
#include "services/registry/rpc/codec.h"
#include "services/registry/rpc/organization_service.h"
#include "services/registry/rpc/person_service.h"
#include "services/registry/rpc/policy_service.h"
#include "services/registry/rpc/post_service.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_registry_store.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/organization_service.grpc.pb.h"
#include "xinqiao/registry/v1/person_service.grpc.pb.h"
#include "xinqiao/registry/v1/policy_service.grpc.pb.h"
#include "xinqiao/registry/v1/post_service.grpc.pb.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

std::vector<std::string> WrongFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

// The whole of registry but its feed, over a real in-process channel, on a fake
// store. It is 17 May 2017.
class RegistryServicesTest : public ::testing::Test {
 protected:
  std::string RequestId() { return absl::StrFormat("00000000-0000-4000-9000-%012d", ++requests_); }

  v1::CreateOrganizationRequest OrganizationRequest(v1::OrganizationLevel level,
                                                    const std::string& parent) {
    v1::CreateOrganizationRequest request;
    request.set_request_id(RequestId());
    request.mutable_organization()->set_display_name("共青团泉州师范学院委员会");
    request.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_UNIVERSITY_COMMITTEE);
    request.mutable_organization()->set_level(level);
    request.mutable_organization()->set_parent(parent);
    request.mutable_organization()->set_valid_from("2015-09-01");
    return request;
  }

  absl::StatusOr<v1::Organization> Create(const v1::CreateOrganizationRequest& request) {
    return server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::CreateOrganization,
                        request);
  }

  absl::StatusOr<v1::Person> Create(const v1::CreatePersonRequest& request) {
    return server_.Call(*people_stub_, &v1::PersonService::Stub::CreatePerson, request);
  }

  absl::StatusOr<v1::Post> Create(const v1::CreatePostRequest& request) {
    return server_.Call(*posts_stub_, &v1::PostService::Stub::CreatePost, request);
  }

  absl::StatusOr<v1::PublishRulePackResponse> Publish(const v1::PublishRulePackRequest& request) {
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::PublishRulePack, request);
  }

  v1::CreatePersonRequest PersonRequest() {
    v1::CreatePersonRequest request;
    request.set_request_id(RequestId());
    request.mutable_person()->set_display_name("张知斌");
    request.mutable_person()->set_phone("19900005811");
    return request;
  }

  v1::CreatePostRequest PostRequest(const std::string& parent, const std::string& person) {
    v1::CreatePostRequest request;
    request.set_request_id(RequestId());
    request.set_parent(parent);
    request.mutable_post()->set_person(person);
    request.mutable_post()->set_title("团委书记");
    request.mutable_post()->set_appointment_type(v1::APPOINTMENT_TYPE_FULL_TIME);
    request.mutable_post()->set_leadership(true);
    request.mutable_post()->set_valid_from("2016-03-01");
    return request;
  }

  v1::CreateActivityKindRequest KindRequest(const std::string& id) {
    v1::CreateActivityKindRequest request;
    request.set_request_id(RequestId());
    request.set_activity_kind_id(id);
    request.mutable_activity_kind()->set_display_name("谈心谈话");
    request.mutable_activity_kind()->set_group(policy::v1::ACTIVITY_GROUP_FIVE_ONES);
    request.mutable_activity_kind()->add_requirement_ids("FIV-01");
    return request;
  }

  v1::PublishRulePackRequest PackRequest(const std::string& parent) {
    v1::PublishRulePackRequest request;
    request.set_request_id(RequestId());
    request.set_parent(parent);
    policy::v1::Document& document = *request.mutable_rule_pack()->mutable_document();
    document.set_issuer("共青团泉州师范学院委员会");
    document.set_number("团泉师院委〔2017〕20号");
    document.set_title("通知");
    document.set_issue_day("2017-05-17");
    document.mutable_contact_block()->set_display_name("某老师");
    policy::v1::Duty& duty = *request.mutable_rule_pack()->add_duties();
    duty.set_duty_id("fiv_02");
    duty.set_title("五个一");
    duty.add_requirement_ids("FIV-02");
    duty.mutable_subject()->mutable_posts();
    duty.add_kind_ids("five_ones.heart_talk");
    duty.set_required_count(5);
    duty.set_period(policy::v1::PERIOD_KIND_TWO_MONTHS);
    duty.mutable_effective()->set_start_day("2017-04-01");
    duty.set_kind_coverage(policy::v1::KIND_COVERAGE_REPORTED);
    return request;
  }

  std::string School() {
    const auto school = Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_SCHOOL, ""));
    EXPECT_THAT(school, IsOk());
    return school->name();
  }

  v1::Event LastEvent() {
    v1::Event event;
    EXPECT_TRUE(event.ParseFromString(store_.events().back()));
    return event;
  }

  int requests_ = 0;
  xinqiao::testing::FakeRegistryStore store_{{.organizations = StoreOrganizationEncoders(),
                                              .posts = StorePostEncoders(),
                                              .policies = StorePolicyEncoders()}};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 5, 17, 9, 0, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  Organizations organizations_{{.store = store_, .clock = clock_, .ids = ids_}};
  People people_{{.store = store_, .clock = clock_, .ids = ids_}};
  Posts posts_{{.store = store_, .clock = clock_, .ids = ids_}};
  Policies policies_{{.store = store_, .clock = clock_, .ids = ids_}};
  rpc::Executor executor_{2, 100};
  OrganizationService organization_service_{organizations_, executor_};
  PersonService person_service_{people_, executor_};
  PostService post_service_{posts_, executor_};
  PolicyService policy_service_{policies_, executor_};
  xinqiao::testing::RpcServer server_{
      {&organization_service_, &person_service_, &post_service_, &policy_service_}};
  std::unique_ptr<v1::OrganizationService::Stub> organizations_stub_ =
      v1::OrganizationService::NewStub(server_.channel());
  std::unique_ptr<v1::PersonService::Stub> people_stub_ =
      v1::PersonService::NewStub(server_.channel());
  std::unique_ptr<v1::PostService::Stub> posts_stub_ = v1::PostService::NewStub(server_.channel());
  std::unique_ptr<v1::PolicyService::Stub> policies_stub_ =
      v1::PolicyService::NewStub(server_.channel());
};

TEST_F(RegistryServicesTest, CreatesGetsAndListsOrganizations) {
  const auto school = Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_SCHOOL, ""));
  ASSERT_THAT(school, IsOk());
  EXPECT_THAT(school->name(), StartsWith("organizations/"));
  EXPECT_EQ(school->valid_to(), "");
  EXPECT_EQ(school->create_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(LastEvent().organization_created().SerializeAsString(), school->SerializeAsString());
  const auto college = Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_COLLEGE, school->name()));
  ASSERT_THAT(college, IsOk());
  EXPECT_EQ(college->parent(), school->name());

  v1::GetOrganizationRequest get;
  get.set_name(college->name());
  get.set_as_of("2015-09-01");
  const auto got =
      server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::GetOrganization, get);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->SerializeAsString(), college->SerializeAsString());
  get.set_as_of("2015-08-31");
  EXPECT_THAT(
      server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::GetOrganization, get),
      FailsWith("ORGANIZATION_NOT_FOUND"));

  v1::ListOrganizationsRequest list;
  list.set_page_size(1);
  const auto first =
      server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::ListOrganizations, list);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->organizations(), SizeIs(1));
  list.set_page_token(first->next_page_token());
  const auto second =
      server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::ListOrganizations, list);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->organizations(), SizeIs(1));
  EXPECT_EQ(second->organizations(0).name(), college->name());
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(RegistryServicesTest, EveryWrongFieldIsNamedAtOnce) {
  v1::CreateOrganizationRequest request;
  request.mutable_organization()->set_display_name(std::string("a\0b", 3));
  request.mutable_organization()->set_parent("organizations/1");
  request.mutable_organization()->set_level(static_cast<v1::OrganizationLevel>(8));
  request.mutable_organization()->set_valid_from("2017-4-1");
  const auto result = Create(request);
  EXPECT_THAT(result, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(WrongFields(result.status()),
              ElementsAre("request_id", "organization.display_name", "organization.kind",
                          "organization.level", "organization.parent", "organization.valid_from"));
  EXPECT_THAT(store_.events(), IsEmpty());
}

TEST_F(RegistryServicesTest, ReasonsSurviveTheTrip) {
  const std::string school = School();
  EXPECT_THAT(Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_SCHOOL, school)),
              FailsWith("LEVEL_CONFLICT"));
  EXPECT_THAT(Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_BRANCH,
                                         "organizations/00000000-0000-7000-8000-999999999999")),
              FailsWith("PARENT_NOT_VALID"));
}

TEST_F(RegistryServicesTest, ATokenOfAnotherQueryIsRefused) {
  const std::string school = School();
  School();
  v1::ListOrganizationsRequest list;
  list.set_page_size(1);
  const auto page =
      server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::ListOrganizations, list);
  ASSERT_THAT(page, IsOk());
  list.set_as_of("2017-05-01");
  list.set_page_token(page->next_page_token());
  EXPECT_THAT(WrongFields(server_
                              .Call(*organizations_stub_,
                                    &v1::OrganizationService::Stub::ListOrganizations, list)
                              .status()),
              ElementsAre("page_token"));
  v1::ListPostsRequest posts;
  posts.set_parent(school);
  posts.set_page_token(page->next_page_token());
  EXPECT_THAT(
      WrongFields(server_.Call(*posts_stub_, &v1::PostService::Stub::ListPosts, posts).status()),
      ElementsAre("page_token"));
}

TEST_F(RegistryServicesTest, APhoneIsMaskedInEveryAnswer) {
  const v1::CreatePersonRequest request = PersonRequest();
  const auto person = Create(request);
  ASSERT_THAT(person, IsOk());
  EXPECT_EQ(person->phone(), "199******11");
  v1::GetPersonRequest get;
  get.set_name(person->name());
  const auto got = server_.Call(*people_stub_, &v1::PersonService::Stub::GetPerson, get);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->SerializeAsString(), person->SerializeAsString());
  EXPECT_EQ(Create(request)->SerializeAsString(), person->SerializeAsString());
  EXPECT_THAT(Create(PersonRequest()), FailsWith("PHONE_IN_USE"));
}

TEST_F(RegistryServicesTest, APostIsFilledAndEnded) {
  const std::string school = School();
  const auto person = Create(PersonRequest());
  ASSERT_THAT(person, IsOk());
  const auto post = Create(PostRequest(school, person->name()));
  ASSERT_THAT(post, IsOk());
  EXPECT_THAT(post->name(), StartsWith(absl::StrCat(school, "/posts/")));
  EXPECT_EQ(LastEvent().post_created().SerializeAsString(), post->SerializeAsString());
  EXPECT_THAT(store_.events().back(), Not(HasSubstr("张知斌")));

  v1::EndPostRequest end;
  end.set_request_id(RequestId());
  end.set_name(post->name());
  end.set_valid_to("2017-05-20");
  const auto ended = server_.Call(*posts_stub_, &v1::PostService::Stub::EndPost, end);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->valid_to(), "2017-05-20");
  EXPECT_EQ(LastEvent().post_ended().SerializeAsString(), ended->SerializeAsString());
  end.set_request_id(RequestId());
  EXPECT_THAT(server_.Call(*posts_stub_, &v1::PostService::Stub::EndPost, end),
              FailsWith("POST_ENDED"));

  v1::GetPostRequest get;
  get.set_name(post->name());
  EXPECT_EQ(server_.Call(*posts_stub_, &v1::PostService::Stub::GetPost, get)->valid_to(),
            "2017-05-20");
  v1::ListPostsRequest list;
  list.set_parent(school);
  EXPECT_THAT(server_.Call(*posts_stub_, &v1::PostService::Stub::ListPosts, list)->posts(),
              SizeIs(1));
}

TEST_F(RegistryServicesTest, APostEndsAfterItBegins) {
  v1::CreatePostRequest request =
      PostRequest(School(), "people/00000000-0000-7000-8000-000000000099");
  request.mutable_post()->set_valid_to("2016-03-01");
  EXPECT_THAT(WrongFields(Create(request).status()), ElementsAre("post.valid_to"));
  request.mutable_post()->set_valid_to("2016-03-02");
  EXPECT_THAT(Create(request), FailsWith("PERSON_UNKNOWN"));
}

TEST_F(RegistryServicesTest, KindsEnterTheCatalogueUnderTheIdOfTheCaller) {
  const auto create = [&](const v1::CreateActivityKindRequest& request) {
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::CreateActivityKind, request);
  };
  const auto kind = create(KindRequest("five_ones.heart_talk"));
  ASSERT_THAT(kind, IsOk());
  EXPECT_EQ(kind->name(), "activityKinds/five_ones.heart_talk");
  EXPECT_EQ(LastEvent().activity_kind_created().SerializeAsString(), kind->SerializeAsString());
  EXPECT_THAT(create(KindRequest("five_ones.heart_talk")), FailsWith("ACTIVITY_KIND_EXISTS"));

  v1::CreateActivityKindRequest wrong = KindRequest("Heart Talk");
  wrong.mutable_activity_kind()->clear_display_name();
  wrong.mutable_activity_kind()->clear_group();
  EXPECT_THAT(WrongFields(create(wrong).status()),
              ElementsAre("activity_kind.group", "activity_kind.display_name", "activity_kind_id"));

  EXPECT_THAT(server_
                  .Call(*policies_stub_, &v1::PolicyService::Stub::ListActivityKinds,
                        v1::ListActivityKindsRequest())
                  ->activity_kinds(),
              SizeIs(1));
}

TEST_F(RegistryServicesTest, OnlyGetShowsTheContactBlockOfAPack) {
  const std::string school = School();
  ASSERT_THAT(server_.Call(*policies_stub_, &v1::PolicyService::Stub::CreateActivityKind,
                           KindRequest("five_ones.heart_talk")),
              IsOk());
  const v1::PublishRulePackRequest request = PackRequest(school);
  const auto published = Publish(request);
  ASSERT_THAT(published, IsOk());
  EXPECT_THAT(published->rule_pack().name(), StartsWith(absl::StrCat(school, "/rulePacks/")));
  EXPECT_EQ(published->rule_pack().version(), 1);
  EXPECT_THAT(published->warnings(), ElementsAre(HasSubstr("A-45")));
  EXPECT_FALSE(published->rule_pack().document().has_contact_block());
  EXPECT_EQ(LastEvent().rule_pack_published().SerializeAsString(),
            published->rule_pack().SerializeAsString());

  v1::ListRulePacksRequest list;
  list.set_parent(school);
  const auto listed = server_.Call(*policies_stub_, &v1::PolicyService::Stub::ListRulePacks, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->rule_packs(), SizeIs(1));
  EXPECT_EQ(listed->rule_packs(0).SerializeAsString(), published->rule_pack().SerializeAsString());

  v1::GetRulePackRequest get;
  get.set_name(published->rule_pack().name());
  auto got = server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetRulePack, get);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->document().contact_block().display_name(), "某老师");
  got->clear_name();
  got->clear_version();
  got->clear_publish_time();
  EXPECT_EQ(got->SerializeAsString(), request.rule_pack().SerializeAsString());
}

TEST_F(RegistryServicesTest, AnUnreadablePackNamesEveryField) {
  v1::PublishRulePackRequest request = PackRequest(School());
  request.mutable_rule_pack()->mutable_document()->set_issue_day("17 May");
  request.mutable_rule_pack()->mutable_duties(0)->clear_period();
  EXPECT_THAT(WrongFields(Publish(request).status()),
              ElementsAre("rule_pack.document.issue_day", "rule_pack.duties[0].period"));
}

// Trailers have 8 KiB: what does not fit is counted.
TEST_F(RegistryServicesTest, AThousandViolationsFitIntoAnAnswer) {
  v1::PublishRulePackRequest request = PackRequest(School());
  for (int i = 0; i < 1000; ++i) {
    request.mutable_rule_pack()->mutable_duties(0)->add_kind_ids(absl::StrCat("未知", i));
  }
  const auto result = Publish(request);
  EXPECT_THAT(result, FailsWith("INVALID_FIELDS"));
  const std::vector<FieldViolation> violations = Violations(result.status());
  ASSERT_THAT(violations, Not(IsEmpty()));
  EXPECT_EQ(violations.front().field, "rule_pack.duties[0].kind_ids[0]");
  EXPECT_EQ(violations.back().description,
            absl::StrCat("and ", 1001 - (violations.size() - 1), " more"));
}

}  // namespace
}  // namespace xinqiao::registry
