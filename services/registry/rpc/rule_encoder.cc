#include "services/registry/rpc/rule_encoder.h"

#include <google/protobuf/io/coded_stream.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/calendar/day_text.h"
#include "libs/policy/pack_codec.h"
#include "services/registry/rpc/policy_enums.h"
#include "xinqiao/registry/v1/policy_service.pb.h"

namespace xinqiao::registry {
namespace {

using google::protobuf::RepeatedPtrField;
using google::protobuf::io::CodedOutputStream;
using policy::RuleType;

// What stands before the bytes of a message in another: they can be put together
// because none of it depends on what comes around it.
constexpr uint32_t Tag(int field) { return static_cast<uint32_t>(field) << 3 | 2; }
constexpr uint32_t kDay = Tag(v1::EffectiveRules::kDayFieldNumber);
constexpr uint32_t kRules = Tag(v1::EffectiveRules::kRulesFieldNumber);
constexpr uint32_t kSource = Tag(v1::EffectiveRule::kSourceFieldNumber);
constexpr uint32_t kOverrides = Tag(v1::EffectiveRule::kOverridesFieldNumber);

size_t SizeOf(uint32_t tag, size_t size) {
  return CodedOutputStream::VarintSize32(tag) +
         CodedOutputStream::VarintSize32(static_cast<uint32_t>(size)) + size;
}

void AppendHead(std::string& out, uint32_t tag, size_t size) {
  uint8_t head[10];
  uint8_t* end = CodedOutputStream::WriteVarint32ToArray(tag, head);
  end = CodedOutputStream::WriteVarint32ToArray(static_cast<uint32_t>(size), end);
  out.append(reinterpret_cast<const char*>(head), static_cast<size_t>(end - head));
}

void Append(std::string& out, uint32_t tag, absl::string_view bytes) {
  AppendHead(out, tag, bytes.size());
  out.append(bytes.data(), bytes.size());
}

// The bytes of a v1::EffectiveRule, of those of its source and of the rest.
EncodedRule Join(absl::string_view source, absl::string_view rest) {
  EncodedRule joined;
  AppendHead(joined.bytes, kSource, source.size());
  joined.source_begin = joined.bytes.size();
  joined.source_end = joined.source_begin + source.size();
  joined.bytes.append(source.data(), source.size());
  joined.bytes.append(rest.data(), rest.size());
  return joined;
}

// Adds the rules of one list after the other.
class Encoding {
 public:
  Encoding(const FeedPack& pack, policy::OrganizationLevel level) : pack_(pack) {
    source_.set_rule_pack(
        absl::StrCat("organizations/", pack.organization_id, "/rulePacks/", pack.rule_pack_id));
    source_.set_version(pack.version);
    source_.set_issuer(pack.rules.document.issuer);
    source_.set_document_number(pack.rules.document.number);
    source_.set_level(ProtoLevel(level));
  }

  template <typename Rule>
  void Add(RuleType type, const RepeatedPtrField<Rule>& rules,
           Rule* (v1::EffectiveRule::*mutable_rule)()) {
    std::vector<EncodedRule>& encoded = rules_[static_cast<size_t>(type)];
    for (const Rule& rule : rules) {
      source_.set_field(pack_.FieldOf({.type = type, .index = encoded.size()}));
      v1::EffectiveRule effective;
      *(effective.*mutable_rule)() = rule;
      encoded.push_back(Join(source_.SerializeAsString(), effective.SerializeAsString()));
    }
  }

  EncodedRules Take() { return std::move(rules_); }

 private:
  const FeedPack& pack_;
  v1::RuleSource source_;
  EncodedRules rules_;
};

size_t SizeOf(const Reach& reach, const policy::EffectiveRule& each) {
  size_t size = reach.Encoded(each.rule).bytes.size();
  for (const policy::RuleRef& overridden : each.overrides) {
    size += SizeOf(kOverrides, reach.Encoded(overridden).source().size());
  }
  return size;
}

}  // namespace

EncodedRules EncodeRules(const FeedPack& pack, policy::OrganizationLevel level) {
  using Rule = v1::EffectiveRule;
  const policy::v1::RulePack rules = policy::EncodeRulePack(pack.rules);
  Encoding encoding(pack, level);
  encoding.Add(RuleType::kDuty, rules.duties(), &Rule::mutable_duty);
  encoding.Add(RuleType::kContactQuota, rules.contact_quotas(), &Rule::mutable_contact_quota);
  encoding.Add(RuleType::kCadence, rules.cadences(), &Rule::mutable_cadence);
  encoding.Add(RuleType::kDeadline, rules.deadlines(), &Rule::mutable_deadline);
  encoding.Add(RuleType::kScheduleItem, rules.schedule_items(), &Rule::mutable_schedule_item);
  encoding.Add(RuleType::kReport, rules.reports(), &Rule::mutable_report);
  encoding.Add(RuleType::kTaskEmphasis, rules.task_emphases(), &Rule::mutable_task_emphasis);
  encoding.Add(RuleType::kPointRule, rules.point_rules(), &Rule::mutable_point_rule);
  encoding.Add(RuleType::kAssessmentTable, rules.assessment_tables(),
               &Rule::mutable_assessment_table);
  encoding.Add(RuleType::kEvaluation, rules.evaluations(), &Rule::mutable_evaluation);
  encoding.Add(RuleType::kCeiling, rules.ceilings(), &Rule::mutable_ceiling);
  encoding.Add(RuleType::kWishLimit, rules.wish_limits(), &Rule::mutable_wish_limit);
  encoding.Add(RuleType::kWishCategory, rules.wish_categories(), &Rule::mutable_wish_category);
  encoding.Add(RuleType::kBookClosing, rules.book_closings(), &Rule::mutable_book_closing);
  encoding.Add(RuleType::kSwitch, rules.switches(), &Rule::mutable_switch_);
  encoding.Add(RuleType::kAssumption, rules.assumptions(), &Rule::mutable_assumption);
  return encoding.Take();
}

std::string EncodeEffectiveRules(const RulesInForce& found) {
  const std::string day = DayText(found.day);
  size_t size = SizeOf(kDay, day.size());
  absl::InlinedVector<size_t, 64> sizes;
  for (const policy::EffectiveRule& each : found.rules) {
    sizes.push_back(SizeOf(found.reach, each));
    size += SizeOf(kRules, sizes.back());
  }
  std::string out;
  out.reserve(size);
  Append(out, kDay, day);
  for (size_t i = 0; i < sizes.size(); ++i) {
    const policy::EffectiveRule& each = found.rules[i];
    AppendHead(out, kRules, sizes[i]);
    out.append(found.reach.Encoded(each.rule).bytes);
    for (const policy::RuleRef& overridden : each.overrides) {
      Append(out, kOverrides, found.reach.Encoded(overridden).source());
    }
  }
  return out;
}

}  // namespace xinqiao::registry
