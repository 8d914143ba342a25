#include "services/assessment/domain/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/assessment_scene.h"

namespace xinqiao::assessment {
namespace {

using ::xinqiao::testing::ApplyAll;
using ::xinqiao::testing::NewActivity;
using ::xinqiao::testing::University;

TEST(VerdictTest, CountedFactsComeFirstAndEachGroupIsById) {
  Model model;
  ApplyAll(model, University());
  for (const char* id : {"c", "a", "d", "b"}) {
    ApplyAll(model, {NewActivity(id, "branch", {"post-2"}, "online.voice", "2017-05-01")});
  }
  std::vector<Examined> facts = {
      {.index = 0, .verdict = Verdict::kVoided},
      {.index = 1, .verdict = Verdict::kOutsideWindow},
      {.index = 2},
      {.index = 3},
  };
  SortForReading(model, facts);
  std::string order;
  for (const Examined& examined : facts) order += IdOf(model, examined);
  EXPECT_EQ(order, "bdac");
}

TEST(VerdictTest, EveryReasonHasItsOwnText) {
  std::set<std::string> texts;
  for (int i = 0; i <= static_cast<int>(Verdict::kSameYouth); ++i) {
    texts.insert(std::string(ToText(static_cast<Verdict>(i))));
  }
  EXPECT_EQ(texts.size(), static_cast<size_t>(Verdict::kSameYouth) + 1);
  EXPECT_EQ(ToText(Verdict::kCounted), "");
}

}  // namespace
}  // namespace xinqiao::assessment
