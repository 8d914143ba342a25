#include "libs/policy/points_codec.h"

#include <cstdint>
#include <optional>

#include "libs/policy/pack_enums.h"
#include "libs/policy/part_codec.h"

namespace xinqiao::policy {
namespace {

DiminishingStep DecodeStep(FieldReader&, const std::string&, const v1::DiminishingStep& step) {
  return {.after_count = step.after_count(), .percent = step.percent()};
}

void EncodeStep(const DiminishingStep& step, v1::DiminishingStep* out) {
  out->set_after_count(static_cast<int32_t>(step.after_count));
  out->set_percent(static_cast<int32_t>(step.percent));
}

Multiplier DecodeMultiplier(FieldReader& reader, const std::string& path,
                            const v1::Multiplier& multiplier) {
  return {.subject = DecodePosts(reader, path, multiplier), .percent = multiplier.percent()};
}

void EncodeMultiplier(const Multiplier& multiplier, v1::Multiplier* out) {
  EncodePostSubject(multiplier.subject, out->mutable_subject());
  out->set_percent(static_cast<int32_t>(multiplier.percent));
}

// Reads items at any depth; how deep they may go is for Validate().
AssessmentItem DecodeItem(FieldReader& reader, const std::string& path,
                          const v1::AssessmentItem& item) {
  return {
      .assessment_item_id = item.assessment_item_id(),
      .title = item.title(),
      .requirement_ids = DecodeStrings(item.requirement_ids()),
      .weight = item.weight(),
      .measure = item.measure() == v1::ASSESSMENT_MEASURE_UNSPECIFIED
                     ? std::nullopt
                     : std::make_optional(
                           reader.Enum(path + ".measure", kAssessmentMeasures, item.measure())),
      .rule_ids = DecodeStrings(item.rule_ids()),
      .items = DecodeEach(reader, path + ".items", item.items(), &DecodeItem),
      .assumption_id = item.assumption_id(),
  };
}

void EncodeItem(const AssessmentItem& item, v1::AssessmentItem* out) {
  out->set_assessment_item_id(item.assessment_item_id);
  out->set_title(item.title);
  EncodeStrings(item.requirement_ids, out->mutable_requirement_ids());
  out->set_weight(static_cast<int32_t>(item.weight));
  if (item.measure.has_value()) out->set_measure(ToProto(kAssessmentMeasures, *item.measure));
  EncodeStrings(item.rule_ids, out->mutable_rule_ids());
  EncodeEach(item.items, &EncodeItem, out->mutable_items());
  out->set_assumption_id(item.assumption_id);
}

}  // namespace

PointRule DecodePointRule(FieldReader& reader, const std::string& path, const v1::PointRule& rule) {
  return {
      .point_rule_id = rule.point_rule_id(),
      .title = rule.title(),
      .requirement_ids = DecodeStrings(rule.requirement_ids()),
      .text = rule.text(),
      .event = reader.Enum(path + ".event", kPointEvents, rule.event()),
      .kind_ids = DecodeStrings(rule.kind_ids()),
      .milli_points = rule.milli_points(),
      .period = DecodeWindow(reader, path + ".period", rule.period()),
      .cap_milli_points = rule.cap_milli_points(),
      .steps = DecodeEach(reader, path + ".steps", rule.steps(), &DecodeStep),
      .multipliers =
          DecodeEach(reader, path + ".multipliers", rule.multipliers(), &DecodeMultiplier),
      .effective = DecodeInterval(reader, path + ".effective", rule.effective()),
  };
}

void EncodePointRule(const PointRule& rule, v1::PointRule* out) {
  out->set_point_rule_id(rule.point_rule_id);
  out->set_title(rule.title);
  EncodeStrings(rule.requirement_ids, out->mutable_requirement_ids());
  out->set_text(rule.text);
  out->set_event(ToProto(kPointEvents, rule.event));
  EncodeStrings(rule.kind_ids, out->mutable_kind_ids());
  out->set_milli_points(rule.milli_points);
  out->set_period(EncodeWindow(rule.period));
  out->set_cap_milli_points(rule.cap_milli_points);
  EncodeEach(rule.steps, &EncodeStep, out->mutable_steps());
  EncodeEach(rule.multipliers, &EncodeMultiplier, out->mutable_multipliers());
  EncodeInterval(rule.effective, out->mutable_effective());
}

AssessmentTable DecodeAssessmentTable(FieldReader& reader, const std::string& path,
                                      const v1::AssessmentTable& table) {
  return {
      .assessment_table_id = table.assessment_table_id(),
      .title = table.title(),
      .requirement_ids = DecodeStrings(table.requirement_ids()),
      .subject = DecodeOrganizations(reader, path, table),
      .total = table.total(),
      .items = DecodeEach(reader, path + ".items", table.items(), &DecodeItem),
      .bases = DecodeStrings(table.bases()),
      .effective = DecodeInterval(reader, path + ".effective", table.effective()),
  };
}

void EncodeAssessmentTable(const AssessmentTable& table, v1::AssessmentTable* out) {
  out->set_assessment_table_id(table.assessment_table_id);
  out->set_title(table.title);
  EncodeStrings(table.requirement_ids, out->mutable_requirement_ids());
  EncodeOrganizationSubject(table.subject, out->mutable_subject());
  out->set_total(static_cast<int32_t>(table.total));
  EncodeEach(table.items, &EncodeItem, out->mutable_items());
  EncodeStrings(table.bases, out->mutable_bases());
  EncodeInterval(table.effective, out->mutable_effective());
}

}  // namespace xinqiao::policy
