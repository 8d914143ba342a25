#include "services/registry/rpc/organization_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/services/registry/rpc/registry_fixture.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

using Stub = v1::OrganizationService::Stub;

class OrganizationServiceTest : public RegistryServicesTest {};

TEST_F(OrganizationServiceTest, CreatesGetsAndListsOrganizations) {
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

TEST_F(OrganizationServiceTest, RootsAreListedByThemselves) {
  const std::string school = School();
  ASSERT_THAT(Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_COLLEGE, school)), IsOk());
  const auto answer = [this](const v1::ListOrganizationsRequest& request) {
    return server_.Call(*organizations_stub_, &v1::OrganizationService::Stub::ListOrganizations,
                        request);
  };
  v1::ListOrganizationsRequest list;
  list.set_roots_only(true);
  const auto roots = answer(list);
  ASSERT_THAT(roots, IsOk());
  ASSERT_THAT(roots->organizations(), SizeIs(1));
  EXPECT_EQ(roots->organizations(0).name(), school);
  list.set_parent(school);
  EXPECT_THAT(WrongFields(answer(list).status()), ElementsAre("roots_only"));
}

TEST_F(OrganizationServiceTest, EveryWrongFieldIsNamedAtOnce) {
  v1::CreateOrganizationRequest request;
  request.mutable_organization()->set_display_name(std::string("a\0b", 3));
  request.mutable_organization()->set_parent("organizations/1");
  request.mutable_organization()->set_level(static_cast<v1::OrganizationLevel>(9));
  request.mutable_organization()->set_valid_from("2017-4-1");
  const auto result = Create(request);
  EXPECT_THAT(result, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(WrongFields(result.status()),
              ElementsAre("request_id", "organization.display_name", "organization.kind",
                          "organization.level", "organization.parent", "organization.valid_from"));
  EXPECT_THAT(store_.events(), IsEmpty());
}

TEST_F(OrganizationServiceTest, ReasonsSurviveTheTrip) {
  const std::string school = School();
  EXPECT_THAT(Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_SCHOOL, school)),
              FailsWith("LEVEL_CONFLICT"));
  EXPECT_THAT(Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_BRANCH,
                                         "organizations/00000000-0000-7000-8000-999999999999")),
              FailsWith("PARENT_NOT_VALID"));
}

TEST_F(OrganizationServiceTest, ATokenOfAnotherQueryIsRefused) {
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
}

TEST_F(OrganizationServiceTest, WrongCodesAreNamedWithTheirFault) {
  v1::CreateOrganizationRequest request = OrganizationRequest(v1::ORGANIZATION_LEVEL_SCHOOL, "");
  const auto add = [&request](v1::CodeScheme scheme, const char* code) {
    v1::OrganizationCode& added = *request.mutable_organization()->add_codes();
    added.set_scheme(scheme);
    added.set_code(code);
  };
  add(v1::CODE_SCHEME_DIVISION, "990000");
  add(v1::CODE_SCHEME_SCHOOL, "123");
  add(v1::CODE_SCHEME_CREDIT, "91110000600037341X");
  add(v1::CODE_SCHEME_SCHOOL, "10399");
  add(v1::CODE_SCHEME_UNSPECIFIED, "1");
  EXPECT_THAT(WrongFields(Create(request).status()),
              ElementsAre("organization.codes[0].code", "organization.codes[1].code",
                          "organization.codes[2].code", "organization.codes[3].scheme",
                          "organization.codes[4].scheme"));
  EXPECT_THAT(store_.events(), IsEmpty());
}

TEST_F(OrganizationServiceTest, ACodeFindsItsOrganization) {
  v1::CreateOrganizationRequest request = OrganizationRequest(v1::ORGANIZATION_LEVEL_SCHOOL, "");
  v1::OrganizationCode& code = *request.mutable_organization()->add_codes();
  code.set_scheme(v1::CODE_SCHEME_SCHOOL);
  code.set_code("10399");
  const auto created = Create(request);
  ASSERT_THAT(created, IsOk());
  v1::LookupOrganizationRequest lookup;
  *lookup.mutable_code() = code;
  const auto found = server_.Call(*organizations_stub_, &Stub::LookupOrganization, lookup);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->SerializeAsString(), created->SerializeAsString());
  request.set_request_id(RequestId());
  EXPECT_THAT(Create(request), FailsWith("CODE_IN_USE"));
}

TEST_F(OrganizationServiceTest, ListsAncestorsAndDescendants) {
  const std::string school = School();
  const std::string college = Created(v1::ORGANIZATION_LEVEL_COLLEGE, school);
  const std::string branch = Created(v1::ORGANIZATION_LEVEL_BRANCH, college);
  const std::string other = Created(v1::ORGANIZATION_LEVEL_COLLEGE, school);
  v1::ListAncestorsRequest above;
  above.set_name(branch);
  const auto ancestors = server_.Call(*organizations_stub_, &Stub::ListAncestors, above);
  ASSERT_THAT(ancestors, IsOk());
  ASSERT_THAT(ancestors->organizations(), SizeIs(2));
  EXPECT_EQ(ancestors->organizations(0).name(), college);
  EXPECT_EQ(ancestors->organizations(1).name(), school);

  v1::ListDescendantsRequest below;
  below.set_name(school);
  below.set_page_size(2);
  const auto first = server_.Call(*organizations_stub_, &Stub::ListDescendants, below);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->organizations(), SizeIs(2));
  EXPECT_EQ(first->organizations(0).name(), college);
  EXPECT_EQ(first->organizations(1).name(), branch);
  below.set_page_token(first->next_page_token());
  const auto second = server_.Call(*organizations_stub_, &Stub::ListDescendants, below);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->organizations(), SizeIs(1));
  EXPECT_EQ(second->organizations(0).name(), other);
  EXPECT_EQ(second->next_page_token(), "");
  below.add_levels(v1::ORGANIZATION_LEVEL_BRANCH);
  EXPECT_THAT(
      WrongFields(server_.Call(*organizations_stub_, &Stub::ListDescendants, below).status()),
      ElementsAre("page_token"));
  below.clear_page_token();
  const auto branches = server_.Call(*organizations_stub_, &Stub::ListDescendants, below);
  ASSERT_THAT(branches, IsOk());
  ASSERT_THAT(branches->organizations(), SizeIs(1));
  EXPECT_EQ(branches->organizations(0).name(), branch);
  below.add_kinds(static_cast<v1::OrganizationKind>(99));
  below.set_depth_max(-1);
  EXPECT_THAT(
      WrongFields(server_.Call(*organizations_stub_, &Stub::ListDescendants, below).status()),
      ElementsAre("depth_max", "kinds[0]"));
}

TEST_F(OrganizationServiceTest, ListsTheVersionsOfAnOrganization) {
  const auto school = Create(OrganizationRequest(v1::ORGANIZATION_LEVEL_SCHOOL, ""));
  ASSERT_THAT(school, IsOk());
  v1::CreateReorganizationRequest rename;
  rename.set_request_id(RequestId());
  rename.mutable_reorganization()->set_title("更名");
  rename.mutable_reorganization()->set_effective_day("2017-09-01");
  v1::OrganizationChange& change = *rename.mutable_reorganization()->add_changes();
  change.mutable_rename()->set_organization(school->name());
  change.mutable_rename()->set_display_name("共青团泉州师范大学委员会");
  const auto reorganized = server_.Call(
      *reorganizations_stub_, &v1::ReorganizationService::Stub::CreateReorganization, rename);
  ASSERT_THAT(reorganized, IsOk());

  v1::ListOrganizationVersionsRequest list;
  list.set_name(school->name());
  list.set_page_size(1);
  const auto first = server_.Call(*organizations_stub_, &Stub::ListOrganizationVersions, list);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->versions(), SizeIs(1));
  EXPECT_EQ(first->versions(0).display_name(), school->display_name());
  EXPECT_EQ(first->versions(0).valid_from(), "2015-09-01");
  EXPECT_EQ(first->versions(0).valid_to(), "2017-09-01");
  EXPECT_EQ(first->versions(0).reorganization(), "");
  list.set_page_token(first->next_page_token());
  const auto second = server_.Call(*organizations_stub_, &Stub::ListOrganizationVersions, list);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->versions(), SizeIs(1));
  EXPECT_EQ(second->versions(0).display_name(), "共青团泉州师范大学委员会");
  EXPECT_EQ(second->versions(0).parent(), "");
  EXPECT_FALSE(second->versions(0).closed());
  EXPECT_EQ(second->versions(0).valid_from(), "2017-09-01");
  EXPECT_EQ(second->versions(0).valid_to(), "");
  EXPECT_EQ(second->versions(0).reorganization(), reorganized->name());
  EXPECT_EQ(second->next_page_token(), "");

  list.set_name(School());
  list.set_min_position(-1);
  EXPECT_THAT(
      WrongFields(
          server_.Call(*organizations_stub_, &Stub::ListOrganizationVersions, list).status()),
      ElementsAre("min_position", "page_token"));
  list.clear_page_token();
  list.set_min_position(8);
  EXPECT_THAT(server_.Call(*organizations_stub_, &Stub::ListOrganizationVersions, list),
              FailsWith("NOT_CAUGHT_UP"));
  list.set_name("organizations/00000000-0000-7000-8000-999999999999");
  list.set_min_position(7);
  EXPECT_THAT(server_.Call(*organizations_stub_, &Stub::ListOrganizationVersions, list),
              FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(OrganizationServiceTest, FindsByPartOfAName) {
  const std::string school = School();
  v1::CreateOrganizationRequest request =
      OrganizationRequest(v1::ORGANIZATION_LEVEL_COLLEGE, school);
  request.mutable_organization()->set_display_name("文学与传播学院团委");
  const auto college = Create(request);
  ASSERT_THAT(college, IsOk());
  v1::SearchOrganizationsRequest search;
  search.set_scope(school);
  search.set_query("传播");
  const auto found = server_.Call(*organizations_stub_, &Stub::SearchOrganizations, search);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(found->organizations(), SizeIs(1));
  EXPECT_EQ(found->organizations(0).name(), college->name());
  search.set_query("");
  EXPECT_THAT(
      WrongFields(server_.Call(*organizations_stub_, &Stub::SearchOrganizations, search).status()),
      ElementsAre("query"));
}

TEST_F(OrganizationServiceTest, ABatchIsWholeOrNamesWhoIsMissing) {
  const std::string school = School();
  v1::BatchGetOrganizationsRequest batch;
  EXPECT_THAT(
      WrongFields(server_.Call(*organizations_stub_, &Stub::BatchGetOrganizations, batch).status()),
      ElementsAre("names"));
  batch.add_names(school);
  batch.add_names(school);
  const auto found = server_.Call(*organizations_stub_, &Stub::BatchGetOrganizations, batch);
  ASSERT_THAT(found, IsOk());
  EXPECT_THAT(found->organizations(), SizeIs(2));
  batch.add_names("organizations/00000000-0000-7000-8000-999999999999");
  EXPECT_THAT(server_.Call(*organizations_stub_, &Stub::BatchGetOrganizations, batch),
              FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(OrganizationServiceTest, AReaderWaitsForItsPosition) {
  v1::GetOrganizationRequest get;
  get.set_name(School());
  get.set_min_position(7);
  EXPECT_THAT(server_.Call(*organizations_stub_, &Stub::GetOrganization, get), IsOk());
  get.set_min_position(8);
  EXPECT_THAT(server_.Call(*organizations_stub_, &Stub::GetOrganization, get),
              FailsWith("NOT_CAUGHT_UP"));
  get.set_min_position(-1);
  get.mutable_known_at()->set_nanos(-1);
  EXPECT_THAT(WrongFields(server_.Call(*organizations_stub_, &Stub::GetOrganization, get).status()),
              ElementsAre("min_position", "known_at"));
}

TEST_F(OrganizationServiceTest, ManyYouthAndLinksBesideTheTree) {
  const std::string school = School();
  const std::string other = School();
  v1::SetManyYouthRequest set;
  set.set_request_id(RequestId());
  set.set_name(school);
  set.mutable_many_youth()->set_many(true);
  set.mutable_many_youth()->set_reason("团员一千余人");
  set.mutable_many_youth()->set_from_day("2017-04-01");
  const auto flagged = server_.Call(*organizations_stub_, &Stub::SetManyYouth, set);
  ASSERT_THAT(flagged, IsOk());
  EXPECT_TRUE(flagged->many_youth().many());
  EXPECT_EQ(LastEvent().many_youth_set().organization(), school);

  v1::CreateSecondaryLinkRequest create;
  create.set_request_id(RequestId());
  create.set_parent(school);
  create.mutable_secondary_link()->set_related(school);
  create.mutable_secondary_link()->set_type(v1::SECONDARY_LINK_TYPE_TERRITORIAL);
  create.mutable_secondary_link()->set_valid_from("2017-04-01");
  EXPECT_THAT(
      WrongFields(server_.Call(*organizations_stub_, &Stub::CreateSecondaryLink, create).status()),
      ElementsAre("secondary_link.related"));
  create.mutable_secondary_link()->set_related(other);
  const auto link = server_.Call(*organizations_stub_, &Stub::CreateSecondaryLink, create);
  ASSERT_THAT(link, IsOk());
  EXPECT_THAT(link->name(), StartsWith(school + "/secondaryLinks/"));
  v1::EndSecondaryLinkRequest end;
  end.set_request_id(RequestId());
  end.set_name(link->name());
  end.set_valid_to("2017-05-01");
  ASSERT_THAT(server_.Call(*organizations_stub_, &Stub::EndSecondaryLink, end), IsOk());
  v1::ListSecondaryLinksRequest list;
  list.set_parent(school);
  const auto links = server_.Call(*organizations_stub_, &Stub::ListSecondaryLinks, list);
  ASSERT_THAT(links, IsOk());
  ASSERT_THAT(links->secondary_links(), SizeIs(1));
  EXPECT_EQ(links->secondary_links(0).valid_to(), "2017-05-01");
}

}  // namespace
}  // namespace xinqiao::registry
