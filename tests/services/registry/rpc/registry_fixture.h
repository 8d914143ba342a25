// Organizations, reorganizations and policy over a real in-process channel, on a
// fake store and a tree that follows it at once.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_RPC_REGISTRY_FIXTURE_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_RPC_REGISTRY_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "libs/base/error.h"
#include "libs/calendar/day.h"
#include "libs/rpc/executor.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/policy_book.h"
#include "services/registry/app/rule_reads.h"
#include "services/registry/rpc/organization_event_codec.h"
#include "services/registry/rpc/organization_service.h"
#include "services/registry/rpc/policy_codec.h"
#include "services/registry/rpc/policy_service.h"
#include "services/registry/rpc/post_codec.h"
#include "services/registry/rpc/publication_codec.h"
#include "services/registry/rpc/reorganization_codec.h"
#include "services/registry/rpc/reorganization_service.h"
#include "services/registry/rpc/rule_encoder.h"
#include "tests/support/fakes/book_feed.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_registry_store.h"
#include "tests/support/fakes/tree_feed.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/organization_service.grpc.pb.h"
#include "xinqiao/registry/v1/policy_service.grpc.pb.h"
#include "xinqiao/registry/v1/reorganization_service.grpc.pb.h"

namespace xinqiao::registry {

inline std::vector<std::string> WrongFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

// It is 17 May 2017.
class RegistryServicesTest : public ::testing::Test {
 protected:
  std::string RequestId() { return absl::StrFormat("00000000-0000-4000-9000-%012d", ++requests_); }

  // `level` and a kind that has it, under `parent` ("" for a root), from 1
  // September 2015.
  v1::CreateOrganizationRequest OrganizationRequest(v1::OrganizationLevel level,
                                                    const std::string& parent) {
    v1::CreateOrganizationRequest request;
    request.set_request_id(RequestId());
    request.mutable_organization()->set_display_name("共青团泉州师范学院委员会");
    request.mutable_organization()->set_kind(
        level == v1::ORGANIZATION_LEVEL_BRANCH    ? v1::ORGANIZATION_KIND_BRANCH
        : level == v1::ORGANIZATION_LEVEL_COLLEGE ? v1::ORGANIZATION_KIND_COLLEGE_COMMITTEE
                                                  : v1::ORGANIZATION_KIND_UNIVERSITY_COMMITTEE);
    request.mutable_organization()->set_level(level);
    request.mutable_organization()->set_parent(parent);
    request.mutable_organization()->set_valid_from("2015-09-01");
    return request;
  }

  absl::StatusOr<v1::Organization> Create(const v1::CreateOrganizationRequest& request) {
    return server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::CreateOrganization,
                        request);
  }

  // The name of a new organization.
  std::string Created(v1::OrganizationLevel level, const std::string& parent) {
    const auto created = Create(OrganizationRequest(level, parent));
    EXPECT_THAT(created, xinqiao::testing::IsOk());
    return created.ok() ? created->name() : "";
  }

  std::string School() { return Created(v1::ORGANIZATION_LEVEL_SCHOOL, ""); }

  v1::Event LastEvent() {
    v1::Event event;
    EXPECT_TRUE(event.ParseFromString(store_.events().back()));
    return event;
  }

  int requests_ = 0;
  OrganizationTree tree_;
  PolicyBook book_{tree_, EncodeRules};
  xinqiao::testing::FakeRegistryStore store_{xinqiao::testing::FeedBook(
      xinqiao::testing::FeedTree({.organizations = StoreOrganizationEncoders(),
                                  .reorganizations = StoreReorganizationEncoders(),
                                  .posts = StorePostEncoders(),
                                  .policies = StorePolicyEncoders()},
                                 tree_),
      book_)};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 5, 17, 9, 0, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  Organizations organizations_{
      {.store = store_,
       .tree = tree_,
       .wait_for_position = [](int64_t position, absl::Time) { return position <= 7; },
       .clock = clock_,
       .ids = ids_}};
  Reorganizations reorganizations_{{.store = store_,
                                    .policy_store = store_,
                                    .tree = tree_,
                                    .encode_content = ReorganizationContent,
                                    .encode_preview = ReorganizationPreviewAnswer,
                                    .clock = clock_,
                                    .ids = ids_}};
  Policies policies_{{.store = store_,
                      .tree = tree_,
                      .book = book_,
                      .contents = ContentsOfRulePacks(),
                      .calendar = [](const Call&) { return WorkdayCalendar(); },
                      .clock = clock_,
                      .ids = ids_}};
  RuleReads rule_reads_{
      {.tree = tree_,
       .book = book_,
       .wait_for_position = [](int64_t position, absl::Time) { return position <= 7; },
       .clock = clock_}};
  rpc::Executor executor_{2, 100};
  OrganizationService organization_service_{organizations_, executor_};
  ReorganizationService reorganization_service_{reorganizations_, executor_};
  PolicyService policy_service_{policies_, rule_reads_, executor_};
  xinqiao::testing::RpcServer server_{
      {&organization_service_, &reorganization_service_, &policy_service_}};
  std::unique_ptr<v1::OrganizationService::Stub> organizations_stub_ =
      v1::OrganizationService::NewStub(server_.channel());
  std::unique_ptr<v1::ReorganizationService::Stub> reorganizations_stub_ =
      v1::ReorganizationService::NewStub(server_.channel());
  std::unique_ptr<v1::PolicyService::Stub> policies_stub_ =
      v1::PolicyService::NewStub(server_.channel());
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_RPC_REGISTRY_FIXTURE_H_
