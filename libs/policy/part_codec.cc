#include "libs/policy/part_codec.h"

#include "absl/time/civil_time.h"
#include "libs/calendar/day_text.h"

namespace xinqiao::policy {

using google::protobuf::RepeatedPtrField;

std::vector<std::string> DecodeStrings(const RepeatedPtrField<std::string>& values) {
  return {values.begin(), values.end()};
}

void EncodeStrings(const std::vector<std::string>& values, RepeatedPtrField<std::string>* out) {
  out->Assign(values.begin(), values.end());
}

Period DecodeInterval(FieldReader& reader, absl::string_view field,
                      const v1::DayInterval& interval) {
  return {
      .first = reader.Day(absl::StrCat(field, ".start_day"), interval.start_day()),
      .end = interval.end_day().empty()
                 ? kOpenEnd
                 : reader.Day(absl::StrCat(field, ".end_day"), interval.end_day()),
  };
}

void EncodeInterval(const Period& interval, v1::DayInterval* out) {
  out->set_start_day(DayText(interval.first));
  if (interval.end != kOpenEnd) out->set_end_day(DayText(interval.end));
}

std::optional<PeriodKind> DecodeWindow(FieldReader& reader, absl::string_view field,
                                       v1::PeriodKind period) {
  if (period == v1::PERIOD_KIND_WHOLE_INTERVAL) return std::nullopt;
  return reader.Enum(field, kPeriodKinds, period);
}

v1::PeriodKind EncodeWindow(const std::optional<PeriodKind>& period) {
  return period.has_value() ? ToProto(kPeriodKinds, *period) : v1::PERIOD_KIND_WHOLE_INTERVAL;
}

Subject DecodePostSubject(FieldReader& reader, absl::string_view field,
                          const v1::PostSubject& subject) {
  Subject result;
  result.of = Subject::Of::kPosts;
  result.organization_kinds = reader.Enums(absl::StrCat(field, ".organization_kinds"),
                                           kOrganizationKinds, subject.organization_kinds());
  result.organization_levels = reader.Enums(absl::StrCat(field, ".organization_levels"),
                                            kOrganizationLevels, subject.organization_levels());
  result.appointment_types = reader.Enums(absl::StrCat(field, ".appointment_types"),
                                          kAppointmentTypes, subject.appointment_types());
  result.rank_classes =
      reader.Enums(absl::StrCat(field, ".rank_classes"), kRankClasses, subject.rank_classes());
  result.leadership_only = subject.leadership_only();
  result.titles = DecodeStrings(subject.titles());
  if (subject.has_leading_body()) result.leading_body = subject.leading_body();
  if (subject.has_many_youth()) result.many_youth = subject.many_youth();
  return result;
}

void EncodePostSubject(const Subject& subject, v1::PostSubject* out) {
  EncodeEnums(kOrganizationKinds, subject.organization_kinds, out->mutable_organization_kinds());
  EncodeEnums(kOrganizationLevels, subject.organization_levels, out->mutable_organization_levels());
  EncodeEnums(kAppointmentTypes, subject.appointment_types, out->mutable_appointment_types());
  EncodeEnums(kRankClasses, subject.rank_classes, out->mutable_rank_classes());
  out->set_leadership_only(subject.leadership_only);
  EncodeStrings(subject.titles, out->mutable_titles());
  if (subject.leading_body.has_value()) out->set_leading_body(*subject.leading_body);
  if (subject.many_youth.has_value()) out->set_many_youth(*subject.many_youth);
}

Subject DecodeOrganizationSubject(FieldReader& reader, absl::string_view field,
                                  const v1::OrganizationSubject& subject) {
  Subject result;
  result.of = Subject::Of::kOrganizations;
  result.organization_kinds = reader.Enums(absl::StrCat(field, ".organization_kinds"),
                                           kOrganizationKinds, subject.organization_kinds());
  result.organization_levels = reader.Enums(absl::StrCat(field, ".organization_levels"),
                                            kOrganizationLevels, subject.organization_levels());
  result.leading_bodies_only = subject.leading_bodies_only();
  return result;
}

void EncodeOrganizationSubject(const Subject& subject, v1::OrganizationSubject* out) {
  EncodeEnums(kOrganizationKinds, subject.organization_kinds, out->mutable_organization_kinds());
  EncodeEnums(kOrganizationLevels, subject.organization_levels, out->mutable_organization_levels());
  out->set_leading_bodies_only(subject.leading_bodies_only);
}

Subject DecodeSubject(FieldReader& reader, absl::string_view field, const v1::Subject& subject) {
  switch (subject.subject_case()) {
    case v1::Subject::kPosts:
      return DecodePostSubject(reader, absl::StrCat(field, ".posts"), subject.posts());
    case v1::Subject::kOrganizations:
      return DecodeOrganizationSubject(reader, absl::StrCat(field, ".organizations"),
                                       subject.organizations());
    case v1::Subject::SUBJECT_NOT_SET:
      break;
  }
  reader.Wrong(field, "must say posts or organizations");
  return {};
}

void EncodeSubject(const Subject& subject, v1::Subject* out) {
  if (subject.of == Subject::Of::kOrganizations) {
    EncodeOrganizationSubject(subject, out->mutable_organizations());
  } else {
    EncodePostSubject(subject, out->mutable_posts());
  }
}

}  // namespace xinqiao::policy
