#include "services/registry/rpc/reorganization_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/services/registry/rpc/registry_fixture.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

using Stub = v1::ReorganizationService::Stub;

// A school with two colleges, of which the first has a branch.
class ReorganizationServiceTest : public RegistryServicesTest {
 protected:
  v1::CreateReorganizationRequest Request(const std::string& day) {
    v1::CreateReorganizationRequest request;
    request.set_request_id(RequestId());
    request.mutable_reorganization()->set_title("关于学院调整的通知");
    request.mutable_reorganization()->set_effective_day(day);
    return request;
  }

  // Closes college 1 into college 2.
  v1::CreateReorganizationRequest Merger(const std::string& day) {
    v1::CreateReorganizationRequest request = Request(day);
    auto& merge = *request.mutable_reorganization()->add_changes()->mutable_merge();
    merge.add_organizations(college_1_);
    merge.set_into(college_2_);
    return request;
  }

  absl::StatusOr<v1::Reorganization> Apply(const v1::CreateReorganizationRequest& request,
                                           const std::string& principal = "") {
    return server_.Call(*reorganizations_stub_, &Stub::CreateReorganization, request, principal);
  }

  absl::StatusOr<v1::Organization> Get(const std::string& name, const std::string& day) {
    v1::GetOrganizationRequest get;
    get.set_name(name);
    get.set_as_of(day);
    return server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::GetOrganization, get);
  }

  absl::StatusOr<v1::Reorganization> Cancel(const std::string& name,
                                            const std::string& principal = "") {
    v1::CancelReorganizationRequest request;
    request.set_request_id(RequestId());
    request.set_name(name);
    request.set_reason("暂缓");
    return server_.Call(*reorganizations_stub_, &Stub::CancelReorganization, request, principal);
  }

  const std::string school_ = School();
  const std::string college_1_ = Created(v1::ORGANIZATION_LEVEL_COLLEGE, school_);
  const std::string college_2_ = Created(v1::ORGANIZATION_LEVEL_COLLEGE, school_);
  const std::string branch_ = Created(v1::ORGANIZATION_LEVEL_BRANCH, college_1_);
};

TEST_F(ReorganizationServiceTest, AMergerTakesEffectOnItsDay) {
  const v1::CreateReorganizationRequest request = Merger("2017-06-01");
  const auto applied = Apply(request);
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->state(), v1::Reorganization::STATE_APPLIED);
  EXPECT_EQ(Get(branch_, "2017-05-31")->parent(), college_1_);
  EXPECT_EQ(Get(branch_, "2017-06-01")->parent(), college_2_);
  const auto closed = Get(college_1_, "2017-06-01");
  ASSERT_THAT(closed, IsOk());
  EXPECT_TRUE(closed->closed());
  EXPECT_EQ(closed->parent(), college_2_);
  EXPECT_EQ(closed->reorganization(), applied->name());
  const auto again = Apply(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), applied->SerializeAsString());

  v1::GetReorganizationRequest get;
  get.set_name(applied->name());
  const auto found = server_.Call(*reorganizations_stub_, &Stub::GetReorganization, get);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->SerializeAsString(), applied->SerializeAsString());
  const auto listed = server_.Call(*reorganizations_stub_, &Stub::ListReorganizations,
                                   v1::ListReorganizationsRequest());
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(listed->reorganizations(), SizeIs(1));
}

TEST_F(ReorganizationServiceTest, APreviewCountsAndChangesNothing) {
  const size_t events = store_.events().size();
  v1::CreateReorganizationRequest request = Merger("2017-06-01");
  request.clear_request_id();
  request.set_validate_only(true);
  const auto preview = Apply(request);
  ASSERT_THAT(preview, IsOk());
  EXPECT_EQ(preview->name(), "");
  EXPECT_EQ(preview->state(), v1::Reorganization::STATE_PREVIEW);
  EXPECT_EQ(preview->preview().organizations_changed(), 2);
  EXPECT_EQ(preview->preview().organizations_affected(), 2);
  ASSERT_THAT(preview->preview().totals(), SizeIs(2));
  int64_t sum = 0;
  for (const auto& total : preview->preview().totals()) sum += total.organizations();
  EXPECT_EQ(sum, 1);  // College 2 gains college 1 and the branch; college 1 loses the branch.
  EXPECT_THAT(preview->preview().conflicts(), IsEmpty());
  EXPECT_EQ(store_.events().size(), events);
  EXPECT_EQ(Get(branch_, "2017-06-01")->parent(), college_1_);
}

TEST_F(ReorganizationServiceTest, EveryConflictIsNamedWithItsChange) {
  v1::CreateReorganizationRequest request = Request("2017-06-01");
  auto& move = *request.mutable_reorganization()->add_changes()->mutable_move();
  move.set_organization(college_1_);
  move.set_parent(branch_);
  auto& close = *request.mutable_reorganization()->add_changes()->mutable_close();
  close.set_organization(college_1_);
  close.set_successor(college_2_);
  const auto refused = Apply(request);
  EXPECT_THAT(refused, FailsWith("REORGANIZATION_CONFLICT"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("changes[0]"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("changes[1]"));
  request.set_validate_only(true);
  const auto preview = Apply(request);
  ASSERT_THAT(preview, IsOk());
  ASSERT_THAT(preview->preview().conflicts(), SizeIs(2));
  EXPECT_EQ(preview->preview().conflicts(0).reason(), "LEVEL_CONFLICT");
  EXPECT_EQ(preview->preview().conflicts(1).change_index(), 1);
  EXPECT_EQ(preview->preview().conflicts(1).reason(), "HAS_CHILDREN");
}

TEST_F(ReorganizationServiceTest, ANewOrganizationIsReferredToByItsKey) {
  v1::CreateReorganizationRequest request = Request("2017-06-01");
  auto& create = *request.mutable_reorganization()->add_changes()->mutable_create();
  create.set_key("new_college");
  create.mutable_organization()->set_display_name("新学院团委");
  create.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_COLLEGE_COMMITTEE);
  create.mutable_organization()->set_level(v1::ORGANIZATION_LEVEL_COLLEGE);
  create.mutable_organization()->set_parent(school_);
  auto& split = *request.mutable_reorganization()->add_changes()->mutable_split();
  split.set_organization(college_1_);
  split.add_parts()->set_organization("new/new_college");
  split.mutable_parts(0)->add_children(branch_);
  split.add_parts()->set_organization(college_2_);
  const auto applied = Apply(request);
  ASSERT_THAT(applied, IsOk());
  ASSERT_THAT(applied->created_organizations(), SizeIs(1));
  EXPECT_EQ(Get(branch_, "2017-06-01")->parent(), applied->created_organizations(0));
  EXPECT_EQ(Get(college_1_, "2017-06-01")->parent(), school_);  // A leaf under its last parent.
}

TEST_F(ReorganizationServiceTest, EveryWrongFieldIsNamedAtOnce) {
  v1::CreateReorganizationRequest request;
  EXPECT_THAT(WrongFields(Apply(request).status()),
              ElementsAre("reorganization.effective_day", "request_id", "reorganization.title",
                          "reorganization.changes"));
  request = Request("2017-06-01");
  request.mutable_reorganization()->add_changes();
  auto& move = *request.mutable_reorganization()->add_changes()->mutable_move();
  move.set_organization("new/nobody");
  move.set_parent("people/1");
  auto& create = *request.mutable_reorganization()->add_changes()->mutable_create();
  create.set_key("A");
  create.mutable_organization()->set_display_name("新");
  EXPECT_THAT(
      WrongFields(Apply(request).status()),
      ElementsAre("reorganization.changes[0]", "reorganization.changes[1].move.organization",
                  "reorganization.changes[1].move.parent",
                  "reorganization.changes[2].create.organization.kind",
                  "reorganization.changes[2].create.organization.level",
                  "reorganization.changes[2].create.key"));
}

TEST_F(ReorganizationServiceTest, OnlyWhatHasNotTakenEffectIsTakenBack) {
  const auto applied = Apply(Merger("2017-06-01"));
  ASSERT_THAT(applied, IsOk());
  const auto cancelled = Cancel(applied->name());
  ASSERT_THAT(cancelled, IsOk());
  EXPECT_EQ(cancelled->state(), v1::Reorganization::STATE_CANCELLED);
  EXPECT_EQ(Get(branch_, "2017-06-01")->parent(), college_1_);
  EXPECT_FALSE(Get(college_1_, "2017-06-01")->closed());
  EXPECT_THAT(Cancel(applied->name()), FailsWith("REORGANIZATION_CANCELLED"));
  EXPECT_THAT(Cancel("reorganizations/00000000-0000-7000-8000-999999999999"),
              FailsWith("REORGANIZATION_NOT_FOUND"));
  const auto today = Apply(Merger("2017-05-17"));
  ASSERT_THAT(today, IsOk());
  EXPECT_THAT(Cancel(today->name()), FailsWith("REORGANIZATION_IN_EFFECT"));
}

TEST_F(ReorganizationServiceTest, WhoAdministersNeitherSideIsRefused) {
  const std::string principal = "people/00000000-0000-7000-8000-000000000077";
  EXPECT_THAT(Apply(Merger("2017-06-01"), principal), FailsWith("OUT_OF_SCOPE"));
  EXPECT_EQ(Get(branch_, "2017-06-01")->parent(), college_1_);
  v1::CreateReorganizationRequest request = Merger("2017-06-01");
  request.set_validate_only(true);
  const auto preview = Apply(request, principal);
  ASSERT_THAT(preview, IsOk());
  ASSERT_FALSE(preview->preview().conflicts().empty());
  EXPECT_EQ(preview->preview().conflicts(0).reason(), "OUT_OF_SCOPE");
}

TEST_F(ReorganizationServiceTest, WhoAdministersNeitherSideTakesNothingBack) {
  const auto applied = Apply(Merger("2017-06-01"));
  ASSERT_THAT(applied, IsOk());
  EXPECT_THAT(Cancel(applied->name(), "people/00000000-0000-7000-8000-000000000077"),
              FailsWith("OUT_OF_SCOPE"));
  EXPECT_EQ(Get(branch_, "2017-06-01")->parent(), college_2_);
}

}  // namespace
}  // namespace xinqiao::registry
