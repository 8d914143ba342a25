// What registry's stores do, as tests. Instantiate per implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/registry/app/organization_store.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/app/post_store.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/registry_encoders.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {

// The stores of one implementation, on one empty memory or database.
class RegistryStores {
 public:
  virtual ~RegistryStores() = default;
  virtual OrganizationStore& organizations() = 0;
  virtual PostStore& posts() = 0;
  virtual PolicyStore& policies() = 0;
  // In the order of the writes.
  virtual std::vector<std::string> Events() = 0;
};

// It is 1 April 2017. Everything is registered under new ids.
class RegistryStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<RegistryStores>()>> {
 protected:
  static Call CallOf(char digest = 'a') { return {.request_digest = std::string(32, digest)}; }

  Write NewWrite() {
    return {.request_id = ids_.NewId(), .change_id = ids_.NewId(), .time = kTime};
  }

  Organization NewOrganization(const std::string& parent_id = "") {
    const std::string id = ids_.NewId();
    return {.organization_id = id,
            .display_name = "organization of " + id,
            .kind = OrganizationKind::kCollegeCommittee,
            .level = parent_id.empty() ? OrganizationLevel::kSchool : OrganizationLevel::kCollege,
            .parent_id = parent_id,
            .validity = {.first = xinqiao::testing::Day("2015-09-01"), .end = kOpenEnd},
            .log = "",
            .create_time = kTime};
  }

  Person NewPerson(const std::string& phone = "") {
    return {
        .person_id = ids_.NewId(), .display_name = "张知斌", .phone = phone, .create_time = kTime};
  }

  Post NewPost(const std::string& organization_id, const std::string& person_id) {
    return {.post_id = ids_.NewId(),
            .organization_id = organization_id,
            .person_id = person_id,
            .title = "团委书记",
            .appointment_type = AppointmentType::kSeconded,
            .leadership = true,
            .validity = {.first = xinqiao::testing::Day("2016-03-01"), .end = kOpenEnd},
            .create_time = kTime};
  }

  PublishedRulePack NewRulePack(const std::string& organization_id) {
    return {.rule_pack_id = ids_.NewId(),
            .organization_id = organization_id,
            .document_number = "团泉师院委〔2017〕20号",
            .publish_time = kTime,
            .content = std::string("\0bytes", 6)};
  }

  // Each inserts and returns its argument.
  Organization Insert(Organization organization) {
    EXPECT_THAT(stores_->organizations().InsertOrganization(
                    CallOf(), NewWrite(), organization,
                    [&](const std::optional<Organization>&) { return organization; }),
                xinqiao::testing::IsOk());
    return organization;
  }
  Person Insert(Person person) {
    EXPECT_THAT(stores_->posts().InsertPerson(CallOf(), NewWrite(), person,
                                              [](bool) { return absl::OkStatus(); }),
                xinqiao::testing::IsOk());
    return person;
  }
  Post Insert(Post post) {
    EXPECT_THAT(
        stores_->posts().InsertPost(CallOf(), NewWrite(), post,
                                    [](const AppointmentFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return post;
  }
  policy::ActivityKind Insert(policy::ActivityKind kind) {
    EXPECT_THAT(stores_->policies().InsertActivityKind(CallOf(), NewWrite(), kind,
                                                       [](bool) { return absl::OkStatus(); }),
                xinqiao::testing::IsOk());
    return kind;
  }
  absl::StatusOr<Answer> Publish(const PublishedRulePack& rule_pack) {
    return stores_->policies().InsertRulePack(
        CallOf(), NewWrite(), rule_pack, xinqiao::testing::Day("2017-04-01"),
        [](const PublicationFacts&) { return std::vector<std::string>{"late"}; });
  }

  static constexpr absl::Time kTime = absl::FromUnixMicros(1491008400000001);
  xinqiao::testing::FakeIds ids_;
  std::unique_ptr<RegistryStores> stores_ = GetParam()();
};

TEST_P(RegistryStoreContract, PlaceSeesTheParentOfTheFirstDay) {
  const Organization parent = Insert(NewOrganization());
  Organization child = NewOrganization(parent.organization_id);
  const auto place = [&](const std::optional<Organization>& seen) -> absl::StatusOr<Organization> {
    EXPECT_EQ(seen, parent);
    child.log = "log";
    return child;
  };
  EXPECT_THAT(stores_->organizations().InsertOrganization(CallOf(), NewWrite(), child, place),
              xinqiao::testing::IsOkAndHolds(
                  Answer{absl::StrCat("organization ", child.display_name, " in log")}));
  EXPECT_THAT(stores_->organizations().FindOrganization(CallOf(), child.organization_id,
                                                        child.validity.first),
              xinqiao::testing::IsOkAndHolds(child));
}

TEST_P(RegistryStoreContract, PlaceSeesNoParentBeforeItsFirstDay) {
  const Organization parent = Insert(NewOrganization());
  Organization child = NewOrganization(parent.organization_id);
  child.validity.first = parent.validity.first - 1;
  const auto refuse = [](const std::optional<Organization>& seen) -> absl::StatusOr<Organization> {
    EXPECT_EQ(seen, std::nullopt);
    return absl::FailedPreconditionError("no parent");
  };
  EXPECT_EQ(
      stores_->organizations().InsertOrganization(CallOf(), NewWrite(), child, refuse).status(),
      absl::FailedPreconditionError("no parent"));
}

TEST_P(RegistryStoreContract, AnOrganizationStandsFromItsFirstDayOn) {
  const Organization root = Insert(NewOrganization());
  const absl::CivilDay day = root.validity.first;
  EXPECT_THAT(stores_->organizations().FindOrganization(CallOf(), root.organization_id, day - 1),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(stores_->organizations().FindOrganization(CallOf(), root.organization_id, day),
              xinqiao::testing::IsOkAndHolds(root));
  EXPECT_THAT(stores_->organizations().FindOrganization(CallOf(), ids_.NewId(), day),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
}

TEST_P(RegistryStoreContract, OrganizationsAreListedByIdInRanges) {
  const Organization root = Insert(NewOrganization());
  const Organization first = Insert(NewOrganization(root.organization_id));
  const Organization second = Insert(NewOrganization(root.organization_id));
  Organization later = NewOrganization(root.organization_id);
  later.validity.first = xinqiao::testing::Day("2017-04-02");
  Insert(later);
  const auto list = [&](const std::string& parent_id, const std::string& after_id, int limit) {
    return *stores_->organizations().ListOrganizations(
        CallOf(), {.parent_id = parent_id,
                   .day = xinqiao::testing::Day("2017-04-01"),
                   .range = {.after_id = after_id, .limit = limit}});
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(list("", "", 10), ElementsAre(root, first, second));
  EXPECT_THAT(list("", "", 2), ElementsAre(root, first));
  EXPECT_THAT(list("", first.organization_id, 2), ElementsAre(second));
  EXPECT_THAT(list(root.organization_id, "", 10), ElementsAre(first, second));
}

TEST_P(RegistryStoreContract, ARefusedOrganizationLeavesNothing) {
  const Organization organization = NewOrganization();
  const Write write = NewWrite();
  const auto refuse = [](const std::optional<Organization>&) -> absl::StatusOr<Organization> {
    return absl::FailedPreconditionError("no");
  };
  // Were the first one kept, the second would not be asked.
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(
        stores_->organizations().InsertOrganization(CallOf(), write, organization, refuse).status(),
        absl::FailedPreconditionError("no"));
  }
  EXPECT_THAT(stores_->Events(), ::testing::IsEmpty());
}

TEST_P(RegistryStoreContract, ARepeatedRequestGetsTheFirstAnswerWithoutAsking) {
  const Organization organization = NewOrganization();
  const Write write = NewWrite();
  const auto accept = [&](const std::optional<Organization>&) -> absl::StatusOr<Organization> {
    return organization;
  };
  const auto first =
      stores_->organizations().InsertOrganization(CallOf(), write, organization, accept);
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  const auto never = [](const std::optional<Organization>&) -> absl::StatusOr<Organization> {
    return absl::InternalError("asked");
  };
  EXPECT_THAT(
      stores_->organizations().InsertOrganization(CallOf(), write, NewOrganization(), never),
      xinqiao::testing::IsOkAndHolds(*first));
  EXPECT_THAT(stores_->Events(), ::testing::SizeIs(1));
}

TEST_P(RegistryStoreContract, AnotherRequestUnderTheSameIdIsRefused) {
  const Person person = NewPerson();
  const Write write = NewWrite();
  const auto accept = [](bool) { return absl::OkStatus(); };
  ASSERT_THAT(stores_->posts().InsertPerson(CallOf('a'), write, person, accept),
              xinqiao::testing::IsOk());
  EXPECT_THAT(stores_->posts().InsertPerson(CallOf('b'), write, person, accept),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(RegistryStoreContract, PeopleReadBackAndAreInNoEvent) {
  const Person with = Insert(NewPerson("19900005811"));
  const Person without = Insert(NewPerson());
  EXPECT_THAT(stores_->posts().FindPerson(CallOf(), with.person_id),
              xinqiao::testing::IsOkAndHolds(with));
  EXPECT_THAT(stores_->posts().FindPerson(CallOf(), without.person_id),
              xinqiao::testing::IsOkAndHolds(without));
  EXPECT_THAT(stores_->posts().FindPerson(CallOf(), ids_.NewId()),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(stores_->Events(), ::testing::IsEmpty());
}

TEST_P(RegistryStoreContract, ARepeatedRequestForAPersonGetsTheSameAnswer) {
  const Person person = NewPerson("19900005811");
  const Write write = NewWrite();
  const auto accept = [](bool) { return absl::OkStatus(); };
  const Answer answer{.bytes = "person " + person.person_id};
  EXPECT_THAT(stores_->posts().InsertPerson(CallOf(), write, person, accept),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->posts().InsertPerson(CallOf(), write, NewPerson("19900005811"), accept),
              xinqiao::testing::IsOkAndHolds(answer));
}

TEST_P(RegistryStoreContract, AdmitSeesWhetherThePhoneIsInUse) {
  Insert(NewPerson("19900005811"));
  Insert(NewPerson());
  const auto in_use = [&](const std::string& phone) {
    bool seen = false;
    const auto look = [&](bool phone_in_use) -> absl::Status {
      seen = phone_in_use;
      return absl::AlreadyExistsError("looked");
    };
    EXPECT_EQ(stores_->posts().InsertPerson(CallOf(), NewWrite(), NewPerson(phone), look).status(),
              absl::AlreadyExistsError("looked"));
    return seen;
  };
  EXPECT_TRUE(in_use("19900005811"));
  EXPECT_FALSE(in_use("19900005812"));
  EXPECT_FALSE(in_use(""));
}

TEST_P(RegistryStoreContract, AdmitSeesWhatAnAppointmentDependsOn) {
  const Organization organization = Insert(NewOrganization());
  const Person person = Insert(NewPerson());
  const auto facts_of = [&](const Post& post) {
    AppointmentFacts seen;
    const auto look = [&](const AppointmentFacts& facts) -> absl::Status {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(stores_->posts().InsertPost(CallOf(), NewWrite(), post, look).status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  };
  Post post = NewPost(organization.organization_id, person.person_id);
  EXPECT_TRUE(facts_of(post).organization_stands);
  EXPECT_TRUE(facts_of(post).person_known);
  post.validity.first = organization.validity.first - 1;
  EXPECT_FALSE(facts_of(post).organization_stands);
  EXPECT_FALSE(facts_of(NewPost(ids_.NewId(), person.person_id)).organization_stands);
  EXPECT_FALSE(facts_of(NewPost(organization.organization_id, ids_.NewId())).person_known);
}

TEST_P(RegistryStoreContract, PostsReadBackInTheirOrganization) {
  const Organization organization = Insert(NewOrganization());
  const Organization other = Insert(NewOrganization());
  const Person person = Insert(NewPerson());
  const Post open = Insert(NewPost(organization.organization_id, person.person_id));
  Post closed = NewPost(organization.organization_id, person.person_id);
  closed.validity.end = xinqiao::testing::Day("2017-05-20");
  Insert(closed);
  Insert(NewPost(other.organization_id, person.person_id));
  EXPECT_THAT(stores_->posts().FindPost(CallOf(), {.organization_id = organization.organization_id,
                                                   .post_id = closed.post_id}),
              xinqiao::testing::IsOkAndHolds(closed));
  EXPECT_THAT(stores_->posts().FindPost(
                  CallOf(), {.organization_id = other.organization_id, .post_id = closed.post_id}),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
  const auto list = [&](const std::string& after_id, int limit) {
    return *stores_->posts().ListPosts(CallOf(), organization.organization_id,
                                       {.after_id = after_id, .limit = limit});
  };
  EXPECT_THAT(list("", 10), ::testing::ElementsAre(open, closed));
  EXPECT_THAT(list("", 1), ::testing::ElementsAre(open));
  EXPECT_THAT(list(open.post_id, 10), ::testing::ElementsAre(closed));
}

TEST_P(RegistryStoreContract, EndingAPostKeepsItsEndAndTellsIt) {
  const Organization organization = Insert(NewOrganization());
  const Post post = Insert(NewPost(organization.organization_id, Insert(NewPerson()).person_id));
  const PostKey key{.organization_id = post.organization_id, .post_id = post.post_id};
  Post ended = post;
  ended.validity.end = xinqiao::testing::Day("2017-05-20");
  const auto end = [&](Post seen) -> absl::StatusOr<Post> {
    EXPECT_EQ(seen, post);
    return ended;
  };
  const Write write = NewWrite();
  const Answer answer{.bytes = "post 团委书记 [2016-03-01, 2017-05-20)"};
  EXPECT_THAT(stores_->posts().EndPost(CallOf(), write, key, end),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->posts().EndPost(CallOf(), write, key, end),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->posts().FindPost(CallOf(), key), xinqiao::testing::IsOkAndHolds(ended));
  EXPECT_EQ(stores_->Events().back(), "ended post 团委书记 [2016-03-01, 2017-05-20)");
}

TEST_P(RegistryStoreContract, APostThatIsNotThereCannotEnd) {
  const auto never = [](Post) -> absl::StatusOr<Post> { return absl::InternalError("asked"); };
  EXPECT_THAT(
      stores_->posts().EndPost(CallOf(), NewWrite(),
                               {.organization_id = ids_.NewId(), .post_id = ids_.NewId()}, never),
      xinqiao::testing::FailsWith("POST_NOT_FOUND"));
}

TEST_P(RegistryStoreContract, KindsAreListedById) {
  const policy::ActivityKind online = Insert({.kind_id = "online.voice",
                                              .display_name = "青年之声",
                                              .group = policy::ActivityGroup::kOnline,
                                              .requirement_ids = {"CDN-04", "ORG-11"}});
  const policy::ActivityKind talk = Insert({.kind_id = "five_ones.heart_talk",
                                            .display_name = "谈心谈话",
                                            .group = policy::ActivityGroup::kFiveOnes});
  EXPECT_THAT(*stores_->policies().ListActivityKinds(CallOf(), {.limit = 10}),
              ::testing::ElementsAre(talk, online));
  EXPECT_THAT(*stores_->policies().ListActivityKinds(
                  CallOf(), {.after_id = "five_ones.heart_talk", .limit = 10}),
              ::testing::ElementsAre(online));
  EXPECT_THAT(*stores_->policies().ListActivityKinds(CallOf(), {.limit = 1}),
              ::testing::ElementsAre(talk));
}

TEST_P(RegistryStoreContract, AdmitSeesWhetherTheKindIsThere) {
  const policy::ActivityKind kind = Insert({.kind_id = "online.voice", .display_name = "青年之声"});
  const auto refuse = [](bool id_in_use) {
    return id_in_use ? absl::AlreadyExistsError("there") : absl::OkStatus();
  };
  EXPECT_EQ(stores_->policies().InsertActivityKind(CallOf(), NewWrite(), kind, refuse).status(),
            absl::AlreadyExistsError("there"));
}

TEST_P(RegistryStoreContract, ReviewSeesThePublisherAndTheCatalogue) {
  const Organization organization = Insert(NewOrganization());
  Insert(policy::ActivityKind{.kind_id = "online.voice", .display_name = "青年之声"});
  const auto review_on = [&](absl::CivilDay day) {
    PublicationFacts seen;
    const auto look =
        [&](const PublicationFacts& facts) -> absl::StatusOr<std::vector<std::string>> {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(stores_->policies()
                  .InsertRulePack(CallOf(), NewWrite(), NewRulePack(organization.organization_id),
                                  day, look)
                  .status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  };
  EXPECT_TRUE(review_on(organization.validity.first).organization_stands);
  EXPECT_FALSE(review_on(organization.validity.first - 1).organization_stands);
  EXPECT_THAT(review_on(organization.validity.first).kind_ids,
              ::testing::UnorderedElementsAre("online.voice"));
}

TEST_P(RegistryStoreContract, APackIsTheNextVersionOfItsDocument) {
  const Organization organization = Insert(NewOrganization());
  const Organization other = Insert(NewOrganization());
  EXPECT_THAT(Publish(NewRulePack(organization.organization_id)),
              xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  EXPECT_THAT(Publish(NewRulePack(organization.organization_id)),
              xinqiao::testing::IsOkAndHolds(Answer{"version 2 with late"}));
  EXPECT_THAT(Publish(NewRulePack(other.organization_id)),
              xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  PublishedRulePack another = NewRulePack(organization.organization_id);
  another.document_number = "团泉师院委〔2017〕21号";
  EXPECT_THAT(Publish(another), xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  EXPECT_EQ(stores_->Events().back(), "published 1");
}

TEST_P(RegistryStoreContract, PacksReadBackInTheirOrganization) {
  const Organization organization = Insert(NewOrganization());
  const Organization other = Insert(NewOrganization());
  PublishedRulePack first = NewRulePack(organization.organization_id);
  PublishedRulePack second = NewRulePack(organization.organization_id);
  ASSERT_THAT(Publish(first), xinqiao::testing::IsOk());
  ASSERT_THAT(Publish(second), xinqiao::testing::IsOk());
  first.version = 1;
  second.version = 2;
  EXPECT_THAT(
      stores_->policies().FindRulePack(CallOf(), {.organization_id = organization.organization_id,
                                                  .rule_pack_id = second.rule_pack_id}),
      xinqiao::testing::IsOkAndHolds(second));
  EXPECT_THAT(stores_->policies().FindRulePack(CallOf(), {.organization_id = other.organization_id,
                                                          .rule_pack_id = second.rule_pack_id}),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(
      *stores_->policies().ListRulePacks(CallOf(), organization.organization_id, {.limit = 10}),
      ::testing::ElementsAre(first, second));
  EXPECT_THAT(*stores_->policies().ListRulePacks(CallOf(), organization.organization_id,
                                                 {.after_id = first.rule_pack_id, .limit = 10}),
              ::testing::ElementsAre(second));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORE_CONTRACT_H_
