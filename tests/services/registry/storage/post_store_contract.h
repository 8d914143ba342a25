// What a store of people and posts does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POST_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POST_STORE_CONTRACT_H_

#include <optional>
#include <string>

#include "tests/services/registry/storage/post_stores.h"

namespace xinqiao::registry {

class PostStoreContract : public PostStoresTest {
 protected:
  AppointmentFacts FactsOf(const Post& post) {
    AppointmentFacts seen;
    const auto look = [&](const AppointmentFacts& facts) -> absl::Status {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(stores_->posts().InsertPost(CallOf(), NewWrite(), post, look).status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  }
};

TEST_P(PostStoreContract, PeopleReadBackAndAreInNoEvent) {
  const Person with = Insert(NewPerson("19900005811", "zhang.zhibin"));
  const Person without = Insert(NewPerson());
  EXPECT_THAT(stores_->posts().FindPerson(CallOf(), with.person_id),
              xinqiao::testing::IsOkAndHolds(with));
  EXPECT_THAT(stores_->posts().FindPerson(CallOf(), without.person_id),
              xinqiao::testing::IsOkAndHolds(without));
  EXPECT_THAT(stores_->posts().FindPerson(CallOf(), ids_.NewId()),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(stores_->Events(), ::testing::IsEmpty());
}

TEST_P(PostStoreContract, ARepeatedRequestForAPersonGetsTheSameAnswer) {
  const Person person = NewPerson("19900005811");
  const Write write = NewWrite();
  const auto accept = [](const PersonFacts&) { return absl::OkStatus(); };
  const Answer answer{.bytes = "person " + person.person_id};
  EXPECT_THAT(stores_->posts().InsertPerson(CallOf(), write, person, accept),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->posts().InsertPerson(CallOf(), write, NewPerson("19900005811"), accept),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->posts().InsertPerson(CallOf('b'), write, person, accept),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(PostStoreContract, AdmitSeesWhetherPhoneAndUserNameAreInUse) {
  Insert(NewPerson("19900005811", "zhang.zhibin"));
  Insert(NewPerson());
  const auto facts_of = [&](const std::string& phone, const std::string& user_name) {
    PersonFacts seen;
    const auto look = [&](const PersonFacts& facts) -> absl::Status {
      seen = facts;
      return absl::AlreadyExistsError("looked");
    };
    EXPECT_EQ(stores_->posts()
                  .InsertPerson(CallOf(), NewWrite(), NewPerson(phone, user_name), look)
                  .status(),
              absl::AlreadyExistsError("looked"));
    return seen;
  };
  EXPECT_TRUE(facts_of("19900005811", "").phone_in_use);
  EXPECT_FALSE(facts_of("19900005811", "").user_name_in_use);
  EXPECT_TRUE(facts_of("19900005812", "zhang.zhibin").user_name_in_use);
  EXPECT_FALSE(facts_of("19900005812", "zhang.zhibin").phone_in_use);
  EXPECT_FALSE(facts_of("", "").phone_in_use);
  EXPECT_FALSE(facts_of("", "").user_name_in_use);
}

TEST_P(PostStoreContract, AdmitSeesWhatAnAppointmentDependsOn) {
  const std::string organization_id = NewOrganization();
  const Person person = Insert(NewPerson());
  Post post = NewPost(organization_id, person.person_id);
  EXPECT_TRUE(FactsOf(post).organization_stands);
  EXPECT_TRUE(FactsOf(post).managing_stands);
  EXPECT_TRUE(FactsOf(post).person_known);
  EXPECT_FALSE(FactsOf(post).same_exists);
  post.validity.first = xinqiao::testing::Day("2015-08-31");
  EXPECT_FALSE(FactsOf(post).organization_stands);
  EXPECT_FALSE(FactsOf(NewPost(ids_.NewId(), person.person_id)).organization_stands);
  EXPECT_FALSE(FactsOf(NewPost(organization_id, ids_.NewId())).person_known);
}

TEST_P(PostStoreContract, AnOrganizationStandsUntilTheDayItCloses) {
  const std::string standing = NewOrganization();
  const std::string closing = NewOrganization(standing, xinqiao::testing::Day("2017-09-01"));
  const Person person = Insert(NewPerson());
  Post post = NewPost(closing, person.person_id);
  EXPECT_FALSE(FactsOf(post).organization_stands);
  post.validity.end = xinqiao::testing::Day("2017-09-01");
  EXPECT_TRUE(FactsOf(post).organization_stands);
  post.validity.end = xinqiao::testing::Day("2017-09-02");
  EXPECT_FALSE(FactsOf(post).organization_stands);

  Post managed = NewPost(standing, person.person_id);
  managed.managing_organization_id = closing;
  EXPECT_FALSE(FactsOf(managed).managing_stands);
  EXPECT_TRUE(FactsOf(managed).organization_stands);
  managed.validity.end = xinqiao::testing::Day("2017-09-01");
  EXPECT_TRUE(FactsOf(managed).managing_stands);
  managed.managing_organization_id = ids_.NewId();
  EXPECT_FALSE(FactsOf(managed).managing_stands);
}

TEST_P(PostStoreContract, AdmitSeesTheSameTitleOfThePersonThereOnADayOfThePost) {
  const std::string organization_id = NewOrganization();
  const std::string other_id = NewOrganization();
  const Person person = Insert(NewPerson());
  Post first = NewPost(organization_id, person.person_id);
  first.validity.end = xinqiao::testing::Day("2017-01-01");
  Insert(first);

  Post again = NewPost(organization_id, person.person_id);
  again.validity.first = xinqiao::testing::Day("2016-12-31");
  EXPECT_TRUE(FactsOf(again).same_exists);
  again.validity.first = xinqiao::testing::Day("2017-01-01");
  EXPECT_FALSE(FactsOf(again).same_exists);
  again.validity = first.validity;
  again.title = "组织部部长";
  EXPECT_FALSE(FactsOf(again).same_exists);
  Post elsewhere = NewPost(other_id, person.person_id);
  EXPECT_FALSE(FactsOf(elsewhere).same_exists);
  Post of_another = NewPost(organization_id, Insert(NewPerson()).person_id);
  EXPECT_FALSE(FactsOf(of_another).same_exists);
}

TEST_P(PostStoreContract, PostsReadBackInTheirOrganization) {
  const std::string organization_id = NewOrganization();
  const std::string other_id = NewOrganization();
  const Person person = Insert(NewPerson());
  const Post open = Insert(NewPost(organization_id, person.person_id));
  Post closed = NewPost(organization_id, person.person_id);
  closed.title = "组织部部长";
  closed.appointment_type = AppointmentType::kPartTime;
  closed.leadership = false;
  closed.rank_class = RankClass::kSectionOrAbove;
  closed.managing_organization_id = other_id;
  closed.administrator = true;
  closed.validity.end = xinqiao::testing::Day("2017-05-20");
  Insert(closed);
  Insert(NewPost(other_id, person.person_id));
  EXPECT_THAT(stores_->posts().FindPost(
                  CallOf(), {.organization_id = organization_id, .post_id = closed.post_id}),
              xinqiao::testing::IsOkAndHolds(closed));
  EXPECT_THAT(
      stores_->posts().FindPost(CallOf(), {.organization_id = other_id, .post_id = closed.post_id}),
      xinqiao::testing::IsOkAndHolds(std::nullopt));
  const auto list = [&](const std::string& after_id, int limit) {
    return *stores_->posts().ListPosts(CallOf(), organization_id,
                                       {.after_id = after_id, .limit = limit});
  };
  EXPECT_THAT(list("", 10), ::testing::ElementsAre(open, closed));
  EXPECT_THAT(list("", 1), ::testing::ElementsAre(open));
  EXPECT_THAT(list(open.post_id, 10), ::testing::ElementsAre(closed));
  EXPECT_EQ(stores_->Events().front(), "created post 团委书记 [2016-03-01, 9999-12-31)");
}

TEST_P(PostStoreContract, ARepeatedRequestForAPostIsNotJudgedByTheFirst) {
  const Post post = NewPost(NewOrganization(), Insert(NewPerson()).person_id);
  const Write write = NewWrite();
  const auto admit = [](const AppointmentFacts& facts) {
    return facts.same_exists ? absl::AlreadyExistsError("judged") : absl::OkStatus();
  };
  const auto first = stores_->posts().InsertPost(CallOf(), write, post, admit);
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  Post again = post;
  again.post_id = ids_.NewId();
  EXPECT_THAT(stores_->posts().InsertPost(CallOf(), write, again, admit),
              xinqiao::testing::IsOkAndHolds(*first));
  EXPECT_THAT(stores_->Events(), ::testing::SizeIs(1));
}

TEST_P(PostStoreContract, EndingAPostKeepsItsEndAndTellsIt) {
  const Post post = InsertPostIn(NewOrganization());
  Post ended = post;
  ended.validity.end = xinqiao::testing::Day("2017-05-20");
  const auto end = [&](Post seen) -> absl::StatusOr<Post> {
    EXPECT_EQ(seen, post);
    return ended;
  };
  const Write write = NewWrite();
  const Answer answer{.bytes = "post 团委书记 [2016-03-01, 2017-05-20)"};
  EXPECT_THAT(stores_->posts().EndPost(CallOf(), write, KeyOf(post), end),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->posts().EndPost(CallOf(), write, KeyOf(post), end),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->posts().FindPost(CallOf(), KeyOf(post)),
              xinqiao::testing::IsOkAndHolds(ended));
  EXPECT_EQ(stores_->Events().back(), "ended post 团委书记 [2016-03-01, 2017-05-20)");
}

TEST_P(PostStoreContract, APostThatIsNotThereCannotEnd) {
  const auto never = [](Post) -> absl::StatusOr<Post> { return absl::InternalError("asked"); };
  EXPECT_THAT(
      stores_->posts().EndPost(CallOf(), NewWrite(),
                               {.organization_id = ids_.NewId(), .post_id = ids_.NewId()}, never),
      xinqiao::testing::FailsWith("POST_NOT_FOUND"));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POST_STORE_CONTRACT_H_
