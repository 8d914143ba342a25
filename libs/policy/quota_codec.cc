#include "libs/policy/quota_codec.h"

#include <cstdint>
#include <optional>

#include "libs/policy/pack_enums.h"
#include "libs/policy/part_codec.h"

namespace xinqiao::policy {

ContactQuota DecodeContactQuota(FieldReader& reader, const std::string& path,
                                const v1::ContactQuota& quota) {
  return {
      .contact_quota_id = quota.contact_quota_id(),
      .title = quota.title(),
      .requirement_ids = DecodeStrings(quota.requirement_ids()),
      .text = quota.text(),
      .subject = DecodePosts(reader, path, quota),
      .object = reader.Enum(path + ".object", kContactObjects, quota.object()),
      .required_count = quota.required_count(),
      .max_count = quota.max_count(),
      .effective = DecodeInterval(reader, path + ".effective", quota.effective()),
      .voluntary = quota.voluntary(),
  };
}

void EncodeContactQuota(const ContactQuota& quota, v1::ContactQuota* out) {
  out->set_contact_quota_id(quota.contact_quota_id);
  out->set_title(quota.title);
  EncodeStrings(quota.requirement_ids, out->mutable_requirement_ids());
  out->set_text(quota.text);
  EncodePostSubject(quota.subject, out->mutable_subject());
  out->set_object(ToProto(kContactObjects, quota.object));
  out->set_required_count(static_cast<int32_t>(quota.required_count));
  out->set_max_count(static_cast<int32_t>(quota.max_count));
  EncodeInterval(quota.effective, out->mutable_effective());
  out->set_voluntary(quota.voluntary);
}

Cadence DecodeCadence(FieldReader& reader, const std::string& path, const v1::Cadence& cadence) {
  return {
      .cadence_id = cadence.cadence_id(),
      .title = cadence.title(),
      .requirement_ids = DecodeStrings(cadence.requirement_ids()),
      .text = cadence.text(),
      .subject = DecodePosts(reader, path, cadence),
      .metric = reader.Enum(path + ".metric", kCadenceMetrics, cadence.metric()),
      .kind_ids = DecodeStrings(cadence.kind_ids()),
      .period = DecodeWindow(reader, path + ".period", cadence.period()),
      .required_count = cadence.required_count(),
      .reach_above_percent = cadence.has_reach_above_percent()
                                 ? std::make_optional<int64_t>(cadence.reach_above_percent())
                                 : std::nullopt,
      .effective = DecodeInterval(reader, path + ".effective", cadence.effective()),
      .voluntary = cadence.voluntary(),
  };
}

void EncodeCadence(const Cadence& cadence, v1::Cadence* out) {
  out->set_cadence_id(cadence.cadence_id);
  out->set_title(cadence.title);
  EncodeStrings(cadence.requirement_ids, out->mutable_requirement_ids());
  out->set_text(cadence.text);
  EncodePostSubject(cadence.subject, out->mutable_subject());
  out->set_metric(ToProto(kCadenceMetrics, cadence.metric));
  EncodeStrings(cadence.kind_ids, out->mutable_kind_ids());
  out->set_period(EncodeWindow(cadence.period));
  out->set_required_count(static_cast<int32_t>(cadence.required_count));
  if (cadence.reach_above_percent.has_value()) {
    out->set_reach_above_percent(static_cast<int32_t>(*cadence.reach_above_percent));
  }
  EncodeInterval(cadence.effective, out->mutable_effective());
  out->set_voluntary(cadence.voluntary);
}

Ceiling DecodeCeiling(FieldReader& reader, const std::string& path, const v1::Ceiling& ceiling) {
  return {
      .ceiling_id = ceiling.ceiling_id(),
      .title = ceiling.title(),
      .requirement_ids = DecodeStrings(ceiling.requirement_ids()),
      .text = ceiling.text(),
      .covers = reader.Enums(path + ".covers", kCeilingScopes, ceiling.covers()),
      .effective = DecodeInterval(reader, path + ".effective", ceiling.effective()),
  };
}

void EncodeCeiling(const Ceiling& ceiling, v1::Ceiling* out) {
  out->set_ceiling_id(ceiling.ceiling_id);
  out->set_title(ceiling.title);
  EncodeStrings(ceiling.requirement_ids, out->mutable_requirement_ids());
  out->set_text(ceiling.text);
  EncodeEnums(kCeilingScopes, ceiling.covers, out->mutable_covers());
  EncodeInterval(ceiling.effective, out->mutable_effective());
}

TaskEmphasis DecodeTaskEmphasis(FieldReader& reader, const std::string& path,
                                const v1::TaskEmphasis& emphasis) {
  return {
      .task_emphasis_id = emphasis.task_emphasis_id(),
      .title = emphasis.title(),
      .requirement_ids = DecodeStrings(emphasis.requirement_ids()),
      .text = emphasis.text(),
      .subject = DecodePosts(reader, path, emphasis),
      .tasks = DecodeStrings(emphasis.tasks()),
  };
}

void EncodeTaskEmphasis(const TaskEmphasis& emphasis, v1::TaskEmphasis* out) {
  out->set_task_emphasis_id(emphasis.task_emphasis_id);
  out->set_title(emphasis.title);
  EncodeStrings(emphasis.requirement_ids, out->mutable_requirement_ids());
  out->set_text(emphasis.text);
  EncodePostSubject(emphasis.subject, out->mutable_subject());
  EncodeStrings(emphasis.tasks, out->mutable_tasks());
}

}  // namespace xinqiao::policy
