#include "services/registry/domain/organization_code.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xinqiao::registry {
namespace {

struct Case {
  CodeScheme scheme;
  std::string code;
  std::string problem;  // A part of it; "" if the code is one.
};

void Check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    const CheckedCode checked = CheckCode(each.scheme, each.code);
    if (each.problem.empty()) {
      EXPECT_EQ(checked.problem, "") << each.code;
    } else {
      EXPECT_NE(checked.problem.find(each.problem), std::string::npos)
          << "'" << each.code << "': " << checked.problem;
    }
  }
}

TEST(OrganizationCodeTest, ADivisionIsSixDigitsOfAProvince) {
  Check({
      {CodeScheme::kDivision, "610000", ""},  // Shaanxi.
      {CodeScheme::kDivision, "610100", ""},  // Xi'an.
      {CodeScheme::kDivision, "610113", ""},  // Yanta.
      {CodeScheme::kDivision, "659001", ""},  // Shihezi, a county without a city of its own.
      {CodeScheme::kDivision, "710000", ""},
      {CodeScheme::kDivision, "820000", ""},
      {CodeScheme::kDivision, "160000", "no province"},
      {CodeScheme::kDivision, "000000", "no province"},
      {CodeScheme::kDivision, "990101", "no province"},
      {CodeScheme::kDivision, "610013", "without a city"},
      {CodeScheme::kDivision, "", "six digits"},
      {CodeScheme::kDivision, "61011", "six digits"},
      {CodeScheme::kDivision, "6101131", "six digits"},
      {CodeScheme::kDivision, "61011a", "six digits"},
      {CodeScheme::kDivision, " 61011", "six digits"},
      {CodeScheme::kDivision, "６１", "six digits"},  // Six bytes of full-width digits.
  });
}

TEST(OrganizationCodeTest, ASchoolHasFiveDigitsOrTen) {
  Check({
      {CodeScheme::kSchool, "10698", ""},
      {CodeScheme::kSchool, "4161010698", ""},
      {CodeScheme::kSchool, "", "five or ten"},
      {CodeScheme::kSchool, "1069", "five or ten"},
      {CodeScheme::kSchool, "106980", "five or ten"},
      {CodeScheme::kSchool, "1069A", "five or ten"},
  });
}

// The codes are published ones, of large companies and of GB 32100's own text.
TEST(OrganizationCodeTest, ACreditCodeEndsInItsCheckDigit) {
  Check({
      {CodeScheme::kCredit, "91110000600037341L", ""},
      {CodeScheme::kCredit, "91350100M000100Y43", ""},
      {CodeScheme::kCredit, "9144030071526726XG", ""},
      {CodeScheme::kCredit, "91110000802100433B", ""},
      {CodeScheme::kCredit, "91110000600037341M", "wrong check digit"},
      {CodeScheme::kCredit, "91110000600037431L", "wrong check digit"},  // Two digits swapped.
      {CodeScheme::kCredit, "91350100M000100Y44", "wrong check digit"},
      {CodeScheme::kCredit, "9111000060003734IL", "does not have"},  // I for 1.
      {CodeScheme::kCredit, "9111000060003734１L", "18 characters"},
      {CodeScheme::kCredit, "91110000600037341", "18 characters"},
      {CodeScheme::kCredit, "", "18 characters"},
  });
}

TEST(OrganizationCodeTest, ASingleWrongCharacterNeverPasses) {
  const std::string right = "91350100M000100Y43";
  for (size_t i = 0; i + 1 < right.size(); ++i) {
    for (const char c : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
      std::string wrong = right;
      wrong[i] = c;
      EXPECT_EQ(CheckCode(CodeScheme::kCredit, wrong).problem.empty(), wrong == right) << wrong;
    }
  }
}

TEST(OrganizationCodeTest, LettersOfACreditCodeAreKeptInUpperCase) {
  const CheckedCode checked = CheckCode(CodeScheme::kCredit, "91350100m000100y43");
  EXPECT_EQ(checked.problem, "");
  EXPECT_EQ(checked.code, "91350100M000100Y43");
}

TEST(OrganizationCodeTest, TheCheckCharacterIsComputedOverTheOthers) {
  EXPECT_EQ(CreditCheckCharacter("91350100M000100Y4"), '3');
  EXPECT_EQ(CreditCheckCharacter("91110000600037341"), 'L');
  EXPECT_EQ(CreditCheckCharacter("9111000060003734O"), 0);
  EXPECT_EQ(CreditCheckCharacter("9111000060003734z"), 0);
}

TEST(OrganizationCodeTest, AnExternalKeyIsPlainAndKeptAsItIs) {
  Check({
      {CodeScheme::kExternal, "a", ""},
      {CodeScheme::kExternal, "Sn.61_01-x", ""},
      {CodeScheme::kExternal, std::string(64, '7'), ""},
      {CodeScheme::kExternal, std::string(65, '7'), "1 to 64"},
      {CodeScheme::kExternal, "", "1 to 64"},
      {CodeScheme::kExternal, "a b", "1 to 64"},
      {CodeScheme::kExternal, "a/b", "1 to 64"},
      {CodeScheme::kExternal, "团", "1 to 64"},
      {CodeScheme::kExternal, std::string("a\0b", 3), "1 to 64"},
  });
  EXPECT_EQ(CheckCode(CodeScheme::kExternal, "aB").code, "aB");
}

}  // namespace
}  // namespace xinqiao::registry
