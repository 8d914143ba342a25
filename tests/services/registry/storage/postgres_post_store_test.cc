#include "services/registry/storage/postgres_post_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_format.h"
#include "tests/services/registry/storage/post_store_contract.h"
#include "tests/services/registry/storage/postgres_post_stores.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

INSTANTIATE_TEST_SUITE_P(Postgres, PostStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresPostStores>(); }));

// One school and one person.
class PostRaceTest : public PostRace {
 protected:
  void SetUp() override {
    Stand(0, OrganizationKind::kBaseCommittee, OrganizationLevel::kSchool, "");
    ASSERT_THAT(stores_.posts().InsertPerson(CallOf(), WriteOf(1, 0),
                                             {.person_id = Id(2, 0), .display_name = "张知斌"},
                                             CheckPerson),
                IsOk());
  }

  // By the rule, after a while.
  absl::StatusOr<Answer> InsertPost(const Write& write, Post post) {
    post.organization_id = Id(1, 0);
    post.person_id = Id(2, 0);
    return stores_.posts().InsertPost(CallOf(), write, post, [&](const AppointmentFacts& facts) {
      WidenWindow();
      return CheckAppointment(post, facts);
    });
  }

  static Post Secretary(int number, absl::CivilDay end = kOpenEnd) {
    return {.post_id = Id(3, number),
            .title = "团委书记",
            .validity = {.first = Day("2016-03-01"), .end = end}};
  }

  std::string CountEvents(const std::string& beginning) {
    return stores_.Execute(
        "SELECT count(*) FROM outbox WHERE convert_from(payload, 'UTF8') LIKE '" + beginning +
        "%'");
  }
};

// Twelve calls carry one request id. They must agree on one post.
TEST_F(PostRaceTest, OneRequestMakesOnePost) {
  EXPECT_TRUE(
      AllTheSame(InThreads([&](int i) { return InsertPost(WriteOf(2, i), Secretary(i)); })));
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM posts"), "1");
  EXPECT_EQ(CountEvents("created post"), "1");
}

// Twelve calls appoint one person to one office, with an end, so that no index
// stands in their way.
TEST_F(PostRaceTest, APersonHoldsATitleOnceAtATime) {
  EXPECT_EQ(Accepted(InThreads([&](int i) {
                       return InsertPost(WriteOf(100 + i, 0), Secretary(i, Day("2018-01-01") + i));
                     }),
                     "POST_EXISTS"),
            1);
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM posts"), "1");
}

// Twelve calls end one post, each on another day. The first one wins.
TEST_F(PostRaceTest, APostEndsOnce) {
  ASSERT_THAT(InsertPost(WriteOf(2, 0), Secretary(0)), IsOk());
  EXPECT_EQ(Accepted(InThreads([&](int i) {
                       return stores_.posts().EndPost(
                           CallOf(), WriteOf(100 + i, 0),
                           {.organization_id = Id(1, 0), .post_id = Id(3, 0)}, [&](Post post) {
                             WidenWindow();
                             return End(std::move(post), Day("2017-05-01") + i);
                           });
                     }),
                     "POST_ENDED"),
            1);
  EXPECT_EQ(CountEvents("ended"), "1");
}

// Twelve people come with one phone or one user name, none of whom any other
// call can see yet.
TEST_F(PostRaceTest, PhonesAndUserNamesBelongToOnePerson) {
  const auto insert = [&](int request, const Person& person) {
    return stores_.posts().InsertPerson(CallOf(), WriteOf(request, 0), person,
                                        [](const PersonFacts& facts) {
                                          WidenWindow();
                                          return CheckPerson(facts);
                                        });
  };
  EXPECT_EQ(Accepted(InThreads([&](int i) {
                       return insert(100 + i, {.person_id = Id(2, 100 + i),
                                               .display_name = "李文铠",
                                               .phone = "19900001367"});
                     }),
                     "PHONE_IN_USE"),
            1);
  EXPECT_EQ(Accepted(InThreads([&](int i) {
                       return insert(200 + i, {.person_id = Id(2, 200 + i),
                                               .display_name = "李文铠",
                                               .user_name = "li.wenkai"});
                     }),
                     "USER_NAME_IN_USE"),
            1);
}

// Twelve calls carry one request id, many times over, where the effect of the
// first is what a rule refuses. A retry is answered, never judged.
TEST_F(PostRaceTest, ARetryIsNeverJudgedByWhatTheFirstCallDid) {
  for (int round = 0; round < 20; ++round) {
    EXPECT_TRUE(AllTheSame(InThreads([&](int i) {
      return stores_.posts().InsertPerson(CallOf(), WriteOf(100 + round, i),
                                          {.person_id = Id(2, 1000 + 100 * round + i),
                                           .display_name = "李文铠",
                                           .phone = absl::StrFormat("199000%05d", round),
                                           .user_name = absl::StrFormat("li.wenkai%d", round)},
                                          CheckPerson);
    })));
    EXPECT_TRUE(AllTheSame(InThreads([&](int i) {
      Post post = Secretary(1000 + 100 * round + i);
      post.title = absl::StrFormat("title %d", round);
      post.organization_id = Id(1, 0);
      post.person_id = Id(2, 0);
      return stores_.posts().InsertPost(
          CallOf(), WriteOf(200 + round, i), post,
          [&](const AppointmentFacts& facts) { return CheckAppointment(post, facts); });
    })));
    const std::string post_id = stores_.Execute(
        absl::StrFormat("SELECT post_id FROM posts WHERE title = 'title %d'", round));
    EXPECT_TRUE(AllTheSame(InThreads([&](int i) {
      return stores_.posts().EndPost(
          CallOf(), WriteOf(300 + round, i), {.organization_id = Id(1, 0), .post_id = post_id},
          [](Post post) { return End(std::move(post), Day("2017-05-01")); });
    })));
  }
}

// Somebody is appointed while a reorganization, not yet committed, closes the
// school: it waits, and hears of it.
TEST_F(PostRaceTest, NobodyIsAppointedPastAReorganization) {
  Stand(1, OrganizationKind::kPrefectureCommittee, OrganizationLevel::kCity, "");
  absl::StatusOr<Answer> answer = absl::UnknownError("not run");
  pqxx::connection connection(stores_.url());
  pqxx::work closing(connection);
  closing.exec("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.tree', 0))");
  std::thread appointing([&] { answer = InsertPost(WriteOf(2, 0), Secretary(0)); });
  WidenWindow();
  closing.exec(absl::StrFormat(
      "UPDATE organization_versions SET known_to = '2017-04-02Z' WHERE organization_id = '%s';"
      "INSERT INTO organization_versions (organization_id, level, valid_from, valid_to, "
      "  display_name, parent_id, parent_level, closed, known_from) "
      "VALUES ('%s', 5, '2015-09-01', '2017-09-01', '团委', NULL, NULL, false, '2017-04-02Z'), "
      "       ('%s', 5, '2017-09-01', NULL, '团委', '%s', 3, true, '2017-04-02Z')",
      Id(1, 0), Id(1, 0), Id(1, 0), Id(1, 1)));
  WidenWindow();
  closing.commit();
  appointing.join();
  EXPECT_THAT(answer, FailsWith("ORGANIZATION_NOT_VALID"));
}

// What the rules refuse, the database refuses, too.
TEST_F(PostRaceTest, TheDatabaseRefusesBadRows) {
  const Post post = Hold(1);
  const auto update_person = [&](const std::string& change) {
    stores_.Execute("UPDATE people SET " + change + " WHERE person_id = '" + post.person_id + "'");
  };
  const auto update_post = [&](const std::string& change) {
    stores_.Execute("UPDATE posts SET " + change + " WHERE post_id = '" + post.post_id + "'");
  };
  for (const char* change : {"user_name = 'Li'", "user_name = ''", "user_name = '1abc'",
                             "external_key = ''", "external_key = 'a b'"}) {
    EXPECT_THROW(update_person(change), pqxx::check_violation) << change;
  }
  for (const char* change : {"rank_class = 3", "rank_class = -1", "external_key = '团'"}) {
    EXPECT_THROW(update_post(change), pqxx::check_violation) << change;
  }
  EXPECT_THROW(update_post("managing_organization_id = '" + Id(1, 9) + "'"),
               pqxx::foreign_key_violation);
  EXPECT_THROW(stores_.Execute(absl::StrFormat(
                   "INSERT INTO posts (post_id, organization_id, person_id, title, "
                   "appointment_type, leadership, valid_from, create_time) "
                   "SELECT '%s', organization_id, person_id, title, appointment_type, leadership, "
                   "valid_from, create_time FROM posts WHERE post_id = '%s'",
                   Id(3, 9), post.post_id)),
               pqxx::unique_violation);
}

// What is personal is in one row of one table, and the phone in none.
TEST_F(PostRaceTest, PersonalDataStaysInPeopleAndPhonesAreSealed) {
  const Person person{.person_id = Id(2, 1),
                      .display_name = "李文铠",
                      .phone = "19900001367",
                      .user_name = "li.wenkai"};
  const Write write = WriteOf(2, 0);
  ASSERT_THAT(stores_.posts().InsertPerson(CallOf(), write, person, CheckPerson), IsOk());
  const auto rows_with = [&](const std::string& table, const std::string& text) {
    return stores_.Execute(
        absl::StrFormat("SELECT count(*) FROM %s t WHERE strpos(t::text, '%s') > 0 "
                        "OR strpos(t::text, encode(convert_to('%s', 'UTF8'), 'hex')) > 0",
                        table, text, text));
  };
  for (const std::string& text : {person.display_name, person.user_name}) {
    EXPECT_EQ(rows_with("people", text), "1") << text;
    EXPECT_EQ(rows_with("requests", text), "0") << text;
    EXPECT_EQ(rows_with("outbox", text), "0") << text;
  }
  for (const char* table : {"people", "requests", "outbox"}) {
    EXPECT_EQ(rows_with(table, person.phone), "0") << table;
  }
  // An answer given again is made from the person, and goes with the person.
  stores_.Execute("DELETE FROM people WHERE person_id = '" + person.person_id + "'");
  EXPECT_THAT(stores_.posts().InsertPerson(CallOf(), write, person, CheckPerson),
              FailsWith("PERSON_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::registry
