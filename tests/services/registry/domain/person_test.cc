#include "services/registry/domain/person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

TEST(PersonTest, AUserNameIsShortLowerCaseAndBeginsWithALetter) {
  for (const char* name : {"abc", "zhang.san", "li_wen-kai2", "a00"}) {
    EXPECT_TRUE(IsUserName(name)) << name;
  }
  for (const char* name : {"", "ab", "Abc", "1abc", ".abc", "a b", "张知斌", "a\tbc", "abc@d"}) {
    EXPECT_FALSE(IsUserName(name)) << name;
  }
  EXPECT_TRUE(IsUserName(std::string(64, 'a')));
  EXPECT_FALSE(IsUserName(std::string(65, 'a')));
  EXPECT_FALSE(IsUserName(std::string("ab\0c", 4)));
}

TEST(PersonTest, PhonesAndUserNamesBelongToOnePerson) {
  EXPECT_THAT(CheckPerson({}), IsOk());
  EXPECT_THAT(CheckPerson({.phone_in_use = true}), FailsWith("PHONE_IN_USE"));
  EXPECT_THAT(CheckPerson({.user_name_in_use = true}), FailsWith("USER_NAME_IN_USE"));
}

}  // namespace
}  // namespace xinqiao::registry
