#include "services/registry/domain/person.h"

#include <gtest/gtest.h>

namespace xinqiao::registry {
namespace {

TEST(PersonTest, AMaskedPhoneShowsTheFirstThreeAndTheLastTwoDigits) {
  EXPECT_EQ(MaskPhone("19900005812"), "199******12");
}

TEST(PersonTest, WhatIsTooShortToMaskIsHiddenWhole) {
  EXPECT_EQ(MaskPhone(""), "");
  EXPECT_EQ(MaskPhone("12345"), "*****");
}

}  // namespace
}  // namespace xinqiao::registry
