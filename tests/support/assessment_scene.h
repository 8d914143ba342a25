// A small university for the tests of assessment, as facts.

#ifndef XINQIAO_TESTS_SUPPORT_ASSESSMENT_SCENE_H_
#define XINQIAO_TESTS_SUPPORT_ASSESSMENT_SCENE_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/assessment/domain/facts.h"
#include "services/assessment/domain/model.h"
#include "tests/support/day.h"

namespace xinqiao::testing {

inline Period From(absl::string_view first) { return {.first = Day(first), .end = kOpenEnd}; }

// The level that organizations of `kind` have here.
inline policy::OrganizationLevel LevelOf(policy::OrganizationKind kind) {
  using policy::OrganizationKind;
  using policy::OrganizationLevel;
  switch (kind) {
    case OrganizationKind::kProvincialCommittee:
      return OrganizationLevel::kProvince;
    case OrganizationKind::kPrefectureCommittee:
      return OrganizationLevel::kCity;
    case OrganizationKind::kUniversityCommittee:
      return OrganizationLevel::kSchool;
    case OrganizationKind::kCollegeCommittee:
      return OrganizationLevel::kCollege;
    default:
      return OrganizationLevel::kBranch;
  }
}

inline assessment::OrganizationCreated NewOrganization(
    std::string id, std::string parent,
    policy::OrganizationKind kind = policy::OrganizationKind::kCollegeCommittee) {
  return {.organization_id = id,
          .parent_id = std::move(parent),
          .display_name = id + " 团委",
          .kind = kind,
          .level = LevelOf(kind),
          .leading_body = LevelOf(kind) < policy::OrganizationLevel::kSchool,
          .valid = From("2015-09-01"),
          .log = "log-1"};
}

inline assessment::PostCreated NewPost(
    std::string id, std::string organization, std::string person,
    policy::AppointmentType appointment = policy::AppointmentType::kPartTime) {
  return {.post_id = std::move(id),
          .organization_id = std::move(organization),
          .person_id = std::move(person),
          .title = "团委委员",
          .appointment_type = appointment,
          .valid = From("2016-09-01")};
}

inline assessment::LinkActivated NewLink(std::string id, std::string youth, std::string post,
                                         absl::string_view day) {
  return {.link_id = std::move(id),
          .youth_id = std::move(youth),
          .post_id = std::move(post),
          .day = Day(day)};
}

// Recorded on the day it happened.
inline assessment::ActivityRecorded NewActivity(std::string id, std::string organization,
                                                std::vector<std::string> actors, std::string kind,
                                                absl::string_view day) {
  return {.activity_id = std::move(id),
          .organization_id = std::move(organization),
          .actor_post_ids = std::move(actors),
          .kind_id = std::move(kind),
          .day = Day(day),
          .record_day = Day(day)};
}

inline assessment::ReplyGiven NewReply(std::string id, std::string appeal,
                                       assessment::AppealKind kind, std::string post,
                                       absl::string_view day, bool first) {
  return {.reply_id = std::move(id),
          .appeal_id = std::move(appeal),
          .youth_id = "youth-1",
          .kind = kind,
          .post_id = std::move(post),
          .day = Day(day),
          .first = first};
}

// S0's FIV-02 and FIV-03, in force from April to December 2017.
inline policy::RulePack FiveOnesPack() {
  policy::RulePack pack{.document = {.issuer = "校团委",
                                     .number = "〔2017〕20号",
                                     .title = "通知",
                                     .issue_day = Day("2017-05-17")}};
  const Period in_force{.first = Day("2017-04-01"), .end = Day("2018-01-01")};
  const std::vector<std::string> kinds = {"five_ones.heart_talk", "five_ones.volunteer_service"};
  pack.duties.push_back({.duty_id = "fiv_02",
                         .title = "专职、挂职每两个月不少于五次",
                         .requirement_ids = {"FIV-02"},
                         .subject = {.appointment_types = {policy::AppointmentType::kFullTime,
                                                           policy::AppointmentType::kSeconded}},
                         .kind_ids = kinds,
                         .required_count = 5,
                         .period = PeriodKind::kTwoMonths,
                         .effective = in_force});
  pack.duties.push_back({.duty_id = "fiv_03",
                         .title = "兼职每季度不少于五次",
                         .requirement_ids = {"FIV-03"},
                         .subject = {.appointment_types = {policy::AppointmentType::kPartTime}},
                         .kind_ids = kinds,
                         .required_count = 5,
                         .period = PeriodKind::kQuarter,
                         .effective = in_force});
  return pack;
}

// province > city > university > two colleges; college-1 has a branch. Person
// 1 is full-time secretary of college-1 and part-time at the university; person
// 2 is part-time in the branch; person 3 full-time in college-2.
inline std::vector<assessment::Fact> University() {
  using policy::ActivityGroup;
  using policy::AppointmentType;
  using policy::OrganizationKind;
  return {
      policy::ActivityKind{.kind_id = "five_ones.heart_talk",
                           .display_name = "谈心谈话",
                           .group = ActivityGroup::kFiveOnes},
      policy::ActivityKind{.kind_id = "five_ones.volunteer_service",
                           .display_name = "志愿服务",
                           .group = ActivityGroup::kFiveOnes},
      policy::ActivityKind{.kind_id = "education.renew_oath",
                           .display_name = "重温誓词",
                           .group = ActivityGroup::kEducationPractice},
      policy::ActivityKind{
          .kind_id = "online.voice", .display_name = "有声音", .group = ActivityGroup::kOnline},
      NewOrganization("province", "", OrganizationKind::kProvincialCommittee),
      NewOrganization("city", "province", OrganizationKind::kPrefectureCommittee),
      NewOrganization("university", "city", OrganizationKind::kUniversityCommittee),
      NewOrganization("college-1", "university"),
      NewOrganization("college-2", "university"),
      NewOrganization("branch", "college-1", OrganizationKind::kBranch),
      NewPost("post-1", "college-1", "person-1", AppointmentType::kFullTime),
      NewPost("post-1b", "university", "person-1", AppointmentType::kPartTime),
      NewPost("post-2", "branch", "person-2", AppointmentType::kPartTime),
      NewPost("post-3", "college-2", "person-3", AppointmentType::kFullTime),
  };
}

inline void ApplyAll(assessment::Model& model, const std::vector<assessment::Fact>& facts) {
  for (const assessment::Fact& fact : facts) {
    const absl::Status status = model.Apply(fact);
    EXPECT_TRUE(status.ok()) << status;
  }
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_ASSESSMENT_SCENE_H_
