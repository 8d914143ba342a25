#include "services/registry/app/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_post_store.h"
#include "tests/support/fakes/post_encoders.h"
#include "tests/support/fakes/registry_memory.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

class PeopleTest : public ::testing::Test {
 protected:
  static NewPerson Draft(const std::string& request_id) {
    return {.request_id = request_id,
            .display_name = "张知斌",
            .phone = "19900005811",
            .user_name = "zhang.zhibin"};
  }

  xinqiao::testing::RegistryMemory memory_;
  xinqiao::testing::FakePostStore store_{memory_, xinqiao::testing::PostTextEncoders()};
  xinqiao::testing::FakeClock clock_{absl::FromUnixSeconds(1491008400)};
  xinqiao::testing::FakeIds ids_;
  People people_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(PeopleTest, RegistersAPerson) {
  const auto answer = people_.CreatePerson({}, Draft("r1"));
  ASSERT_THAT(answer, IsOk());
  const std::string person_id = answer->bytes.substr(std::string("person ").size());
  EXPECT_THAT(people_.GetPerson({}, person_id), IsOkAndHolds(Person{.person_id = person_id,
                                                                    .display_name = "张知斌",
                                                                    .phone = "19900005811",
                                                                    .user_name = "zhang.zhibin",
                                                                    .create_time = clock_.Now()}));
}

TEST_F(PeopleTest, APhoneBelongsToOnePerson) {
  ASSERT_THAT(people_.CreatePerson({}, Draft("r1")), IsOk());
  EXPECT_THAT(people_.CreatePerson({}, Draft("r2")), FailsWith("PHONE_IN_USE"));
  NewPerson without = Draft("r3");
  without.phone = "";
  without.user_name = "";
  EXPECT_THAT(people_.CreatePerson({}, without), IsOk());
}

TEST_F(PeopleTest, AUserNameBelongsToOnePerson) {
  ASSERT_THAT(people_.CreatePerson({}, Draft("r1")), IsOk());
  NewPerson other = Draft("r2");
  other.phone = "";
  EXPECT_THAT(people_.CreatePerson({}, other), FailsWith("USER_NAME_IN_USE"));
}

TEST_F(PeopleTest, ARetryIsNotAnotherPersonWithThePhone) {
  const auto first = people_.CreatePerson({}, Draft("r1"));
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(people_.CreatePerson({}, Draft("r1")), IsOkAndHolds(*first));
}

TEST_F(PeopleTest, WhoIsNotRegisteredIsNotFound) {
  EXPECT_THAT(people_.GetPerson({}, "nobody"), FailsWith("PERSON_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::registry
