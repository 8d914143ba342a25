// A message of a rule pack in which every field is set, and what newer versions add to one.

#ifndef XINQIAO_TESTS_LIBS_POLICY_WHOLE_PACK_H_
#define XINQIAO_TESTS_LIBS_POLICY_WHOLE_PACK_H_

#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/unknown_field_set.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/policy/pack_codec.h"

namespace xinqiao::policy {

// Every field of every message at least once, and no enum at its first value:
// a field that is forgotten is not there by chance.
inline constexpr char kWholePack[] = R"(
  document {
    issuer: "issuer" number: "number" title: "title" issue_day: "2017-05-17" issue_day_assumed: true
    parents {
      issuer: "parent" number: "1" title: "p" issue_day: "2017-04-01" issue_day_assumed: true
    }
    parents { issuer: "other" title: "no day" }
    addressees: "all"
    annexes { title: "annex" sha256: "00" }
    contact_block { display_name: "n" phones: "1" phones: "2" email: "e" qq_group: "q" }
  }
  scope {
    organization_kinds: ORGANIZATION_KIND_COLLEGE_COMMITTEE
    organization_levels: ORGANIZATION_LEVEL_COLLEGE
    subtrees: "organizations/01890a5d-ac96-774b-bcce-b302099a8057"
  }
  duties {
    duty_id: "d" title: "t" requirement_ids: "FIV-02" text: "x"
    subject {
      posts {
        appointment_types: APPOINTMENT_TYPE_SECONDED
        organization_kinds: ORGANIZATION_KIND_BRANCH
        organization_levels: ORGANIZATION_LEVEL_CITY
        rank_classes: RANK_CLASS_SECTION_OR_ABOVE
        leadership_only: true
        leading_body: true
        many_youth: true
        titles: "书记"
      }
    }
    kind_ids: "a.b" required_count: 5 max_count: 7 voluntary: true
    period: PERIOD_KIND_TWO_MONTHS
    effective { start_day: "2017-04-01" end_day: "2018-01-01" }
    may_also_count: "e" kind_coverage: KIND_COVERAGE_REQUIRED
  }
  duties {
    duty_id: "e" title: "t"
    subject { posts { leading_body: false many_youth: false } }
    period: PERIOD_KIND_WHOLE_INTERVAL
    effective { start_day: "2017-04-01" } kind_coverage: KIND_COVERAGE_REPORTED
  }
  schedule_items {
    schedule_item_id: "s" title: "t" text: "x" requirement_ids: "CAM-05"
    kind: SCHEDULE_ITEM_KIND_CAMPAIGN
    window { start_day: "2017-07-01" end_day: "2018-01-01" }
    subject {
      organizations {
        organization_kinds: ORGANIZATION_KIND_COUNTY_COMMITTEE
        organization_levels: ORGANIZATION_LEVEL_COUNTY
        leading_bodies_only: true
      }
    }
    duty_ids: "d" kind_ids: "a.b" forms: "f" deliverables: "g" separate_notice: true
  }
  deadlines {
    deadline_id: "l" title: "t" requirement_ids: "SYS-10" text: "x" subject { posts {} }
    due_day: "2017-04-30" measure: DEADLINE_MEASURE_YOUTH_ADOPTION shown_only: true
  }
  reports {
    report_id: "r" title: "t" requirement_ids: "RPT-01" text: "x" subject { organizations {} }
    header_fields: "h"
    columns { column_id: "c" title: "t" measure: REPORT_MEASURE_CONTACTED_YOUTHS }
    period: PERIOD_KIND_HALF_YEAR due_days: "2017-06-15"
  }
  evaluations {
    evaluation_id: "v" title: "t" requirement_ids: "ASM-02" text: "x"
    kind: EVALUATION_KIND_BULLETIN period: PERIOD_KIND_QUARTER
    bases: "b" methods: "m" measures: "n"
    cohorts {
      title: "c"
      subject { organizations { organization_kinds: ORGANIZATION_KIND_WORK_COMMITTEE } }
      organizations: "organizations/01890a5d-ac96-774b-bcce-b302099a8057"
    }
    cohorts { title: "p" subject { posts { leadership_only: true } } }
  }
  evaluations { evaluation_id: "w" title: "t" kind: EVALUATION_KIND_SPOT_CHECK }
  switches {
    kind: SWITCH_KIND_LOGIN_DUTY enabled: true
    legal_basis { issuer: "i" number: "n" title: "t" issue_day: "2017-05-17" }
    text: "x" requirement_ids: "SYS-09"
  }
  switches { kind: SWITCH_KIND_PERSON_RANKING }
  assumptions { assumption_id: "A-16" text: "x" }
  contact_quotas {
    contact_quota_id: "q" title: "t" requirement_ids: "CON-09" text: "x"
    subject { appointment_types: APPOINTMENT_TYPE_PART_TIME rank_classes: RANK_CLASS_UNSPECIFIED }
    object: CONTACT_OBJECT_YOUTH_IN_DIFFICULTY required_count: 3 max_count: 5
    effective { start_day: "2019-01-01" end_day: "2020-01-01" } voluntary: true
  }
  cadences {
    cadence_id: "f" title: "t" requirement_ids: "CDN-01" text: "x" subject {}
    metric: CADENCE_METRIC_FACE_TO_FACE kind_ids: "a.b" period: PERIOD_KIND_YEAR
    required_count: 1 reach_above_percent: 50
    effective { start_day: "2019-01-01" } voluntary: true
  }
  cadences {
    cadence_id: "g" title: "t" subject { leadership_only: true } metric: CADENCE_METRIC_TOPIC
    period: PERIOD_KIND_WHOLE_INTERVAL reach_above_percent: 0
    effective { start_day: "2019-01-01" }
  }
  ceilings {
    ceiling_id: "c" title: "t" requirement_ids: "CON-05" text: "x"
    covers: CEILING_SCOPE_FREQUENCY covers: CEILING_SCOPE_NEW_WORK
    effective { start_day: "2017-03-22" }
  }
  task_emphases {
    task_emphasis_id: "m" title: "t" requirement_ids: "CAD-04" text: "x"
    subject { titles: "团支部书记" } tasks: "增强联系黏性" tasks: "助力青年成长"
  }
  point_rules {
    point_rule_id: "p" title: "t" requirement_ids: "ASM-01" text: "x"
    event: POINT_EVENT_WISH_CONFIRMED kind_ids: "a.b" milli_points: 1000
    period: PERIOD_KIND_MONTH cap_milli_points: 5000000000
    steps { after_count: 3 percent: 50 }
    steps { after_count: 6 percent: 0 }
    multipliers { subject { leading_body: true } percent: 120 }
    effective { start_day: "2017-05-17" }
  }
  assessment_tables {
    assessment_table_id: "a" title: "t" requirement_ids: "ASM-08"
    subject { organization_levels: ORGANIZATION_LEVEL_CITY } total: 100
    items {
      assessment_item_id: "i" title: "t" requirement_ids: "ASM-14" weight: 50
      items {
        assessment_item_id: "j" title: "t" weight: 10 measure: ASSESSMENT_MEASURE_MOBILE_USE
        rule_ids: "d" rule_ids: "s" assumption_id: "A-35"
      }
    }
    bases: "系统数据" effective { start_day: "2017-03-22" }
  }
  wish_limits {
    wish_limit_id: "w" title: "t" requirement_ids: "WIS-03" step: WISH_STEP_RISE
    working_days: 10 text: "x" effective { start_day: "2017-05-17" }
  }
  wish_categories { wish_category_id: "k" title: "就业创业" requirement_ids: "WIS-09" }
  book_closings {
    book_closing_id: "b" title: "t" requirement_ids: "RPT-10" period: PERIOD_KIND_YEAR
    after_working_days: 10 effective { start_day: "2017-05-17" }
  }
  in_force { start_day: "2017-05-17" end_day: "2019-01-01" }
)";

template <typename T>
T Parsed(const char* text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

inline std::vector<std::string> FieldsOf(const std::vector<Problem>& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

// One that a newer version could have added.
inline void AddUnknownField(google::protobuf::Message& message) {
  message.GetReflection()->MutableUnknownFields(&message)->AddVarint(99, 1);
}

}  // namespace xinqiao::policy

#endif  // XINQIAO_TESTS_LIBS_POLICY_WHOLE_PACK_H_
