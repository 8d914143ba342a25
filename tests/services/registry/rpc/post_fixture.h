// People, posts and what hangs on them over a real channel, for tests of handlers.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_RPC_POST_FIXTURE_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_RPC_POST_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "libs/base/error.h"
#include "libs/calendar/day.h"
#include "libs/calendar/period.h"
#include "libs/rpc/executor.h"
#include "services/registry/rpc/guidance_codec.h"
#include "services/registry/rpc/guidance_service.h"
#include "services/registry/rpc/person_service.h"
#include "services/registry/rpc/post_codec.h"
#include "services/registry/rpc/post_service.h"
#include "services/registry/rpc/working_group_codec.h"
#include "services/registry/rpc/working_group_service.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_guidance_store.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_post_store.h"
#include "tests/support/fakes/fake_working_group_store.h"
#include "tests/support/fakes/registry_memory.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/guidance_service.grpc.pb.h"
#include "xinqiao/registry/v1/person_service.grpc.pb.h"
#include "xinqiao/registry/v1/post_service.grpc.pb.h"
#include "xinqiao/registry/v1/working_group_service.grpc.pb.h"

namespace xinqiao::registry {

inline constexpr char kCity[] = "organizations/00000000-0000-7000-9000-000000000001";
inline constexpr char kSchool[] = "organizations/00000000-0000-7000-9000-000000000002";
inline constexpr char kClass[] = "organizations/00000000-0000-7000-9000-000000000003";
inline constexpr char kNobody[] = "people/00000000-0000-7000-9000-000000000099";

inline std::vector<std::string> WrongFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

// People, posts and what hangs on them over a real in-process channel, on
// fakes. It is 17 May 2017. A city, a school and a class stand.
class PostServicesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Stand(kCity, OrganizationKind::kPrefectureCommittee, "");
    Stand(kSchool, OrganizationKind::kUniversityCommittee, kCity);
    Stand(kClass, OrganizationKind::kBranch, kSchool);
  }

  static std::string IdIn(const std::string& name) {
    return name.empty() ? "" : name.substr(std::string("organizations/").size());
  }

  void Stand(const std::string& name, OrganizationKind kind, const std::string& parent) {
    memory_.organizations[IdIn(name)] = {
        .identity = {.organization_id = IdIn(name), .kind = kind},
        .versions = {{.validity = {.first = xinqiao::testing::Day("2015-09-01"), .end = kOpenEnd},
                      .parent_id = IdIn(parent)}}};
  }

  std::string RequestId() { return absl::StrFormat("00000000-0000-4000-9000-%012d", ++requests_); }

  template <typename Service, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::*method)(grpc::ClientContext*,
                                                                const Request&, Response*),
                                const Request& request) {
    Service stub(server_.channel());
    return server_.Call(stub, method, request);
  }

  absl::StatusOr<v1::Person> Create(const v1::CreatePersonRequest& request) {
    return Call(&v1::PersonService::Stub::CreatePerson, request);
  }
  absl::StatusOr<v1::Post> Create(const v1::CreatePostRequest& request) {
    return Call(&v1::PostService::Stub::CreatePost, request);
  }
  absl::StatusOr<v1::WorkingGroup> Create(const v1::CreateWorkingGroupRequest& request) {
    return Call(&v1::WorkingGroupService::Stub::CreateWorkingGroup, request);
  }
  absl::StatusOr<v1::GuidanceLink> Create(const v1::CreateGuidanceLinkRequest& request) {
    return Call(&v1::GuidanceService::Stub::CreateGuidanceLink, request);
  }

  v1::CreatePersonRequest PersonRequest() {
    v1::CreatePersonRequest request;
    request.set_request_id(RequestId());
    request.mutable_person()->set_display_name("张知斌");
    request.mutable_person()->set_phone("19900005811");
    request.mutable_person()->set_user_name("zhang.zhibin");
    return request;
  }

  v1::CreatePostRequest PostRequest(const std::string& parent, const std::string& person) {
    v1::CreatePostRequest request;
    request.set_request_id(RequestId());
    request.set_parent(parent);
    request.mutable_post()->set_person(person);
    request.mutable_post()->set_title("团委书记");
    request.mutable_post()->set_appointment_type(v1::APPOINTMENT_TYPE_FULL_TIME);
    request.mutable_post()->set_valid_from("2016-03-01");
    return request;
  }

  // Of somebody new.
  std::string Post(const std::string& parent) {
    v1::CreatePersonRequest person;
    person.set_request_id(RequestId());
    person.mutable_person()->set_display_name("李文铠");
    const auto post = Create(PostRequest(parent, Create(person)->name()));
    EXPECT_THAT(post, xinqiao::testing::IsOk());
    return post->name();
  }

  v1::CreateWorkingGroupRequest GroupRequest(const std::string& leader) {
    v1::CreateWorkingGroupRequest request;
    request.set_request_id(RequestId());
    request.set_parent(kCity);
    request.mutable_working_group()->set_display_name("“1+100”工作小组");
    request.mutable_working_group()->set_leader(leader);
    request.mutable_working_group()->set_valid_from("2017-04-01");
    return request;
  }

  v1::CreateGuidanceLinkRequest GuidanceRequest(const std::string& parent) {
    v1::CreateGuidanceLinkRequest request;
    request.set_request_id(RequestId());
    request.set_parent(parent);
    request.mutable_guidance_link()->set_valid_from("2017-04-01");
    return request;
  }

  v1::Event LastEvent() {
    v1::Event event;
    EXPECT_TRUE(event.ParseFromString(memory_.events.back()));
    return event;
  }

  int requests_ = 0;
  xinqiao::testing::RegistryMemory memory_;
  xinqiao::testing::FakePostStore post_store_{memory_, StorePostEncoders()};
  xinqiao::testing::FakeWorkingGroupStore group_store_{memory_, StoreWorkingGroupEncoders()};
  xinqiao::testing::FakeGuidanceStore guidance_store_{memory_, StoreGuidanceEncoders()};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 5, 17, 9, 0, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  People people_{{.store = post_store_, .clock = clock_, .ids = ids_}};
  Posts posts_{{.store = post_store_, .clock = clock_, .ids = ids_}};
  WorkingGroups groups_{{.store = group_store_, .clock = clock_, .ids = ids_}};
  Guidance guidance_{{.store = guidance_store_, .clock = clock_, .ids = ids_}};
  rpc::Executor executor_{2, 100};
  PersonService person_service_{people_, executor_};
  PostService post_service_{posts_, executor_};
  WorkingGroupService group_service_{groups_, executor_};
  GuidanceService guidance_service_{guidance_, executor_};
  xinqiao::testing::RpcServer server_{
      {&person_service_, &post_service_, &group_service_, &guidance_service_}};
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_RPC_POST_FIXTURE_H_
