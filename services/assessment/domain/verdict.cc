#include "services/assessment/domain/verdict.h"

#include <algorithm>
#include <tuple>

namespace xinqiao::assessment {

absl::string_view ToText(Verdict verdict) {
  switch (verdict) {
    case Verdict::kCounted:
      return "";
    case Verdict::kRecordedLater:
      return "RECORDED_LATER";
    case Verdict::kVoided:
      return "VOIDED";
    case Verdict::kOtherKind:
      return "OTHER_KIND";
    case Verdict::kOutsideWindow:
      return "OUTSIDE_WINDOW";
    case Verdict::kNotInForce:
      return "NOT_IN_FORCE";
    case Verdict::kNotFirstReply:
      return "NOT_FIRST_REPLY";
    case Verdict::kPostNotValid:
      return "POST_NOT_VALID";
    case Verdict::kLinkNotActive:
      return "LINK_NOT_ACTIVE";
    case Verdict::kSamePerson:
      return "SAME_PERSON";
    case Verdict::kSameYouth:
      return "SAME_YOUTH";
  }
  return "";
}

const std::string& IdOf(const Model& model, const Examined& examined) {
  switch (examined.of) {
    case Examined::Of::kPost:
      return model.post(examined.index).fact.post_id;
    case Examined::Of::kLink:
      return model.link(examined.index).fact.link_id;
    case Examined::Of::kActivity:
      return model.activity(examined.index).fact.activity_id;
    case Examined::Of::kReply:
      break;
  }
  return model.reply(examined.index).fact.reply_id;
}

void SortForReading(const Model& model, std::vector<Examined>& facts) {
  std::sort(facts.begin(), facts.end(), [&](const Examined& a, const Examined& b) {
    return std::make_tuple(a.verdict != Verdict::kCounted, std::cref(IdOf(model, a))) <
           std::make_tuple(b.verdict != Verdict::kCounted, std::cref(IdOf(model, b)));
  });
}

}  // namespace xinqiao::assessment
