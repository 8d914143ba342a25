#include "services/registry/rpc/calendar_codec.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day_text.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;
using DayTexts = google::protobuf::RepeatedPtrField<std::string>;

constexpr char kYearPrefix[] = "workdayYears/";
constexpr char kTokenQuery[] = "ListWorkdayYears";
constexpr rpc::TextBounds kDocumentText = {0, 500};

bool IsYear(absl::string_view text) {
  return text.size() == 4 && text >= "1900" && text <= "2199" &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

int YearOf(Fields& fields, absl::string_view field, absl::string_view name) {
  int year = 0;
  if (!absl::ConsumePrefix(&name, kYearPrefix) || !IsYear(name) || !absl::SimpleAtoi(name, &year)) {
    fields.Add(field, "is not a name of the form workdayYears/2017");
  }
  return year;
}

std::vector<absl::CivilDay> DaysOf(Fields& fields, absl::string_view field, const DayTexts& texts) {
  std::vector<absl::CivilDay> days;
  for (int i = 0; i < texts.size(); ++i) {
    days.push_back(fields.Day(absl::StrCat(field, "[", i, "]"), texts[i]));
  }
  return days;
}

policy::DocumentReference DocumentOf(Fields& fields, const policy::v1::DocumentReference& basis) {
  const auto field = [](absl::string_view name) {
    return absl::StrCat("workday_year.legal_basis.", name);
  };
  return {.issuer = fields.Text(field("issuer"), basis.issuer(), kDocumentText),
          .number = fields.Text(field("number"), basis.number(), kDocumentText),
          .title = fields.Text(field("title"), basis.title(), kDocumentText),
          .issue_day = fields.DayIfSet(field("issue_day"), basis.issue_day())};
}

void PutDays(const std::vector<absl::CivilDay>& days, DayTexts* texts) {
  for (const absl::CivilDay day : days) *texts->Add() = DayText(day);
}

}  // namespace

absl::StatusOr<NewWorkdayYear> Decode(const v1::PublishWorkdayYearRequest& request) {
  Fields fields(errors::kDomain);
  const v1::WorkdayYear& year = request.workday_year();
  NewWorkdayYear draft{
      .request_id = fields.RequestId(request.request_id()),
      .year = {.year = YearOf(fields, "workday_year.name", year.name()),
               .holidays = DaysOf(fields, "workday_year.holidays", year.holidays()),
               .make_up_days = DaysOf(fields, "workday_year.make_up_days", year.make_up_days()),
               .provisional = year.provisional()}};
  if (year.has_legal_basis()) draft.year.legal_basis = DocumentOf(fields, year.legal_basis());
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<int> Decode(const v1::GetWorkdayYearRequest& request) {
  Fields fields(errors::kDomain);
  const int year = YearOf(fields, "name", request.name());
  RETURN_IF_ERROR(fields.status());
  return year;
}

absl::StatusOr<PageRequest> Decode(const v1::ListWorkdayYearsRequest& request) {
  Fields fields(errors::kDomain);
  PageRequest page = PageOfRequest(fields, request, kTokenQuery, IsYear);
  RETURN_IF_ERROR(fields.status());
  return page;
}

v1::WorkdayYear Encode(const WorkdayYear& year) {
  v1::WorkdayYear result;
  result.set_name(absl::StrCat(kYearPrefix, year.year));
  PutDays(year.holidays, result.mutable_holidays());
  PutDays(year.make_up_days, result.mutable_make_up_days());
  if (year.legal_basis.has_value()) {
    policy::v1::DocumentReference& basis = *result.mutable_legal_basis();
    basis.set_issuer(year.legal_basis->issuer);
    basis.set_number(year.legal_basis->number);
    basis.set_title(year.legal_basis->title);
    if (year.legal_basis->issue_day.has_value()) {
      basis.set_issue_day(DayText(*year.legal_basis->issue_day));
    }
  }
  result.set_provisional(year.provisional);
  result.set_version(year.version);
  *result.mutable_publish_time() = ToTimestamp(year.publish_time);
  return result;
}

v1::ListWorkdayYearsResponse Encode(const v1::ListWorkdayYearsRequest& /*request*/,
                                    const Page<WorkdayYear>& page) {
  v1::ListWorkdayYearsResponse result;
  for (const WorkdayYear& each : page.items) *result.add_workday_years() = Encode(each);
  result.set_next_page_token(rpc::MakePageToken(kTokenQuery, page.next_cursor));
  return result;
}

WorkdayEncoders StoreWorkdayEncoders() {
  return {.answer = [](const WorkdayYear& value) { return Encode(value).SerializeAsString(); },
          .published =
              [](const WorkdayYear& value) {
                v1::Event event;
                *event.mutable_workday_year_published() = Encode(value);
                return event.SerializeAsString();
              }};
}

}  // namespace xinqiao::registry
