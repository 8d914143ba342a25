// The rule packs that ship, and their rules as lines to compare with a table.

#ifndef XINQIAO_TESTS_LIBS_POLICY_SHIPPED_PACK_H_
#define XINQIAO_TESTS_LIBS_POLICY_SHIPPED_PACK_H_

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/rule_pack.h"
#include "libs/policy/validate.h"

namespace xinqiao::policy {

inline constexpr char kS0[] = "s0-qznu-2017-20.textproto";
inline constexpr char kS1[] = "s1-xjvc-2019-34.textproto";
inline constexpr char kS2[] = "s2-shaanxi-2017-19.textproto";
inline constexpr char kS3[] = "s3-yulin-2016-23.textproto";

template <typename Message>
Message Load(const std::string& file) {
  const std::string path = "services/registry/packs/" + file;
  std::ifstream in(path);
  EXPECT_TRUE(in.good()) << path;
  std::stringstream text;
  text << in.rdbuf();
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text.str(), &message)) << file;
  return message;
}

inline std::vector<ActivityKind> ShippedKinds() {
  const auto decoded =
      DecodeActivityKinds(Load<v1::ActivityKindCatalogue>("activity_kinds.textproto"));
  EXPECT_THAT(decoded.problems, ::testing::IsEmpty());
  return decoded.value;
}

inline RulePack Shipped(const std::string& file) {
  const auto decoded = DecodeRulePack(Load<v1::RulePack>(file));
  for (const Problem& problem : decoded.problems) {
    ADD_FAILURE() << file << " " << problem.field << ": " << problem.reason;
  }
  return decoded.value;
}

// What there is to say about the pack on the day of its document: the fields
// that are warned about. A problem fails the test.
inline std::vector<std::string> WarnedFields(const RulePack& pack) {
  absl::flat_hash_set<std::string> kind_ids;
  for (const ActivityKind& kind : ShippedKinds()) kind_ids.insert(kind.kind_id);
  const Findings findings = Validate(pack, kind_ids, pack.document.issue_day);
  for (const Problem& problem : findings.problems) {
    ADD_FAILURE() << problem.field << ": " << problem.reason;
  }
  std::vector<std::string> fields;
  for (const Problem& warning : findings.warnings) fields.push_back(warning.field);
  return fields;
}

inline std::string Text(const std::optional<PeriodKind>& period) {
  constexpr const char* kNames[] = {"day",     "week",      "month", "two months",
                                    "quarter", "half-year", "year"};
  return period.has_value() ? kNames[static_cast<int>(*period)] : "whole";
}

// Such as "posts part-time city county leading-body".
inline std::string Text(const Subject& subject) {
  std::string text = subject.of == Subject::Of::kPosts ? "posts" : "organizations";
  for (const AppointmentType type : subject.appointment_types) {
    absl::StrAppend(&text, type == AppointmentType::kFullTime   ? " full-time"
                           : type == AppointmentType::kSeconded ? " seconded"
                                                                : " part-time");
  }
  for (const OrganizationKind kind : subject.organization_kinds) {
    absl::StrAppend(&text, kind == OrganizationKind::kCollegeCommittee      ? " college-committee"
                           : kind == OrganizationKind::kUniversityCommittee ? " school-committee"
                           : kind == OrganizationKind::kDepartment          ? " department"
                                                                            : " other");
  }
  constexpr const char* kLevels[] = {"nation", "province", "city",   "county",
                                     "school", "college",  "branch", "outside"};
  for (const OrganizationLevel level : subject.organization_levels) {
    absl::StrAppend(&text, " ", kLevels[static_cast<int>(level)]);
  }
  for (const RankClass rank : subject.rank_classes) {
    absl::StrAppend(&text, " rank-", static_cast<int>(rank));
  }
  if (subject.leadership_only) absl::StrAppend(&text, " leadership");
  if (!subject.titles.empty()) absl::StrAppend(&text, " ", absl::StrJoin(subject.titles, "/"));
  if (subject.leading_bodies_only) absl::StrAppend(&text, " leading-bodies");
  if (subject.leading_body.has_value()) {
    absl::StrAppend(&text, *subject.leading_body ? " leading-body" : " no-leading-body");
  }
  if (subject.many_youth.has_value()) {
    absl::StrAppend(&text, *subject.many_youth ? " many-youth" : " few-youth");
  }
  return text;
}

// "5", or "3-5" for a range.
inline std::string Figure(int64_t required, int64_t max) {
  return max == 0 ? absl::StrCat(required) : absl::StrCat(required, "-", max);
}

inline std::vector<std::string> DutyLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const Duty& duty : pack.duties) {
    lines.push_back(absl::StrCat(duty.duty_id, ": ", Text(duty.subject), ": ",
                                 Figure(duty.required_count, duty.max_count), " of ",
                                 duty.kind_ids.size(), " kinds per ", Text(duty.period), " in ",
                                 ToString(duty.effective)));
    EXPECT_EQ(duty.kind_coverage, KindCoverage::kReported) << duty.duty_id;
    EXPECT_FALSE(duty.voluntary) << duty.duty_id;
  }
  return lines;
}

constexpr const char* kContactObjects[] = {"youths",
                                           "branches",
                                           "clubs",
                                           "youths in difficulty",
                                           "base committees",
                                           "chat groups",
                                           "chat group members",
                                           "real-name accounts",
                                           "youth social organizations",
                                           "volunteer organizations"};

inline std::vector<std::string> QuotaLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const ContactQuota& quota : pack.contact_quotas) {
    lines.push_back(absl::StrCat(quota.contact_quota_id, ": ", Text(quota.subject), ": ",
                                 Figure(quota.required_count, quota.max_count), " ",
                                 kContactObjects[static_cast<int>(quota.object)], " in ",
                                 ToString(quota.effective)));
    EXPECT_FALSE(quota.voluntary) << quota.contact_quota_id;
  }
  return lines;
}

inline std::vector<std::string> CadenceLines(const RulePack& pack) {
  constexpr const char* kMetrics[] = {"voice",        "interaction", "topic",   "online activity",
                                      "offline work", "talk",        "base day"};
  std::vector<std::string> lines;
  for (const Cadence& cadence : pack.cadences) {
    const std::string share =
        cadence.reach_above_percent.has_value()
            ? absl::StrCat(" with more than ", *cadence.reach_above_percent, "%")
            : "";
    lines.push_back(absl::StrCat(cadence.cadence_id, ": ", Text(cadence.subject), ": ",
                                 kMetrics[static_cast<int>(cadence.metric)], " ",
                                 cadence.required_count, share, " per ", Text(cadence.period),
                                 " in ", ToString(cadence.effective)));
    EXPECT_FALSE(cadence.voluntary) << cadence.cadence_id;
  }
  return lines;
}

inline std::vector<std::string> ScheduleLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const ScheduleItem& item : pack.schedule_items) {
    lines.push_back(absl::StrCat(item.schedule_item_id, ": ", Text(item.subject), ": ",
                                 item.kind_ids.size(), " kinds in ", ToString(item.window),
                                 item.separate_notice ? ", separate notice" : ""));
  }
  return lines;
}

inline std::vector<std::string> DeadlineLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const Deadline& deadline : pack.deadlines) {
    lines.push_back(absl::StrCat(deadline.deadline_id, ": ", Text(deadline.subject), ": ",
                                 absl::FormatCivilTime(deadline.due_day),
                                 deadline.shown_only ? ", shown only" : ""));
  }
  return lines;
}

inline std::vector<std::string> ReportLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const ReportDefinition& report : pack.reports) {
    const std::string days =
        absl::StrJoin(report.due_days, " ", [](std::string* out, absl::CivilDay day) {
          absl::StrAppend(out, absl::FormatCivilTime(day));
        });
    lines.push_back(absl::StrCat(report.report_id, ": ", Text(report.subject), ": per ",
                                 Text(report.period), " by ", days));
  }
  return lines;
}

// With the numbers of bases, methods, measures and cohorts.
inline std::vector<std::string> EvaluationLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const Evaluation& evaluation : pack.evaluations) {
    lines.push_back(absl::StrCat(evaluation.evaluation_id, ": ",
                                 evaluation.period.has_value() ? Text(evaluation.period) : "unsaid",
                                 " ", evaluation.bases.size(), "/", evaluation.methods.size(), "/",
                                 evaluation.measures.size(), "/", evaluation.cohorts.size()));
  }
  return lines;
}

inline std::vector<std::string> PointLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const PointRule& rule : pack.point_rules) {
    std::string line =
        absl::StrCat(rule.point_rule_id, ": ", rule.milli_points, " of ", rule.kind_ids.size(),
                     " kinds per ", Text(rule.period), " up to ", rule.cap_milli_points);
    for (const DiminishingStep& step : rule.steps) {
      absl::StrAppend(&line, ", after ", step.after_count, " ", step.percent, "%");
    }
    for (const Multiplier& multiplier : rule.multipliers) {
      absl::StrAppend(&line, "; ", Text(multiplier.subject), " ", multiplier.percent, "%");
    }
    lines.push_back(line);
  }
  return lines;
}

// Limits of wishes in their order, and the closing of books.
inline std::vector<std::string> ServiceLines(const RulePack& pack) {
  std::vector<std::string> lines;
  for (const WishLimit& limit : pack.wish_limits) {
    lines.push_back(absl::StrCat(limit.wish_limit_id, ": ", limit.working_days));
    EXPECT_EQ(limit.text, "") << limit.wish_limit_id;  // No notice names a limit.
  }
  for (const BookClosing& closing : pack.book_closings) {
    lines.push_back(
        absl::StrCat("books of a ", Text(closing.period), ": ", closing.after_working_days));
  }
  return lines;
}

inline std::vector<std::string> AssumptionIds(const RulePack& pack) {
  std::vector<std::string> ids;
  for (const Assumption& assumption : pack.assumptions) ids.push_back(assumption.assumption_id);
  return ids;
}

// What is on. Each names the document of the pack as its order.
inline std::vector<SwitchKind> SwitchedOn(const RulePack& pack) {
  std::vector<SwitchKind> on;
  for (const Switch& item : pack.switches) {
    if (!item.enabled) continue;
    on.push_back(item.kind);
    EXPECT_TRUE(item.legal_basis.has_value());
    if (!item.legal_basis.has_value()) continue;
    EXPECT_EQ(item.legal_basis->issuer, pack.document.issuer);
    EXPECT_EQ(item.legal_basis->number, pack.document.number);
    EXPECT_EQ(item.legal_basis->issue_day, pack.document.issue_day);
    EXPECT_EQ(item.legal_basis->issue_day_assumed, pack.document.issue_day_assumed);
  }
  return on;
}

}  // namespace xinqiao::policy

#endif  // XINQIAO_TESTS_LIBS_POLICY_SHIPPED_PACK_H_
