// Measures how fast assessment answers from its read model.
//
//   self_check             GetSelfCheckTable of one college of the university
//   self_check_university  the same of the university, with all below it
//   noop                   the baseline: a call of the same server that does nothing
//
// The server is a process of its own with assessment's ReportService. Its model
// holds one university of 200 colleges with 20 posts each, 25 active links a
// post and 50 activities a post, a quarter of which are in the quarter asked
// about. 16 calls are in flight over 4 connections on loopback. Cases and
// baseline take turns, so that a busy machine slows both.

#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/feed/positions.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "services/assessment/app/assessment.h"
#include "services/assessment/rpc/assessment_services.h"
#include "tests/bench/load.h"
#include "tests/bench/noop_service.h"
#include "tests/bench/process.h"
#include "tests/bench/report.h"
#include "xinqiao/assessment/v1/report_service.pb.h"

namespace xinqiao::bench {
namespace {

using assessment::Fact;

constexpr int kColleges = 200;
constexpr int kPostsPerCollege = 20;
constexpr int kLinksPerPost = 25;
constexpr int kActivitiesPerPost = 50;
constexpr int kInFlight = 16;

constexpr absl::CivilDay kFirstDay(2016, 9, 1);
constexpr char kAsOf[] = "2017-06-15";
constexpr std::array<const char*, 4> kKinds = {
    "five_ones.heart_talk", "five_ones.volunteer_service", "education.renew_oath", "online.voice"};
constexpr std::array<policy::ActivityGroup, 4> kGroups = {
    policy::ActivityGroup::kFiveOnes, policy::ActivityGroup::kFiveOnes,
    policy::ActivityGroup::kEducationPractice, policy::ActivityGroup::kOnline};

// A UUID that tells what it is the id of.
std::string Id(int what, int number) {
  return absl::StrCat("0000000", what, "-0000-7000-8000-", absl::Dec(number, absl::kZeroPad12));
}
std::string UniversityId() { return Id(1, 0); }
std::string CollegeId(int college) { return Id(2, college); }

Fact Organization(const std::string& id, const std::string& parent, policy::OrganizationKind kind) {
  return assessment::OrganizationCreated{.organization_id = id,
                                         .parent_id = parent,
                                         .display_name = "团委",
                                         .kind = kind,
                                         .valid = {.first = kFirstDay, .end = kOpenEnd},
                                         .log = UniversityId()};
}

// The facts of one post: the post, its links and its activities.
void AddPost(int college, int post, std::vector<Fact>& facts) {
  const std::string post_id = Id(3, post);
  facts.push_back(assessment::PostCreated{.post_id = post_id,
                                          .organization_id = CollegeId(college),
                                          .person_id = Id(4, post),
                                          .title = "团委委员",
                                          .appointment_type = policy::AppointmentType::kPartTime,
                                          .valid = {.first = kFirstDay, .end = kOpenEnd}});
  for (int i = 0; i < kLinksPerPost; ++i) {
    const int link = post * kLinksPerPost + i;
    // Every tenth youth has a second contact.
    const int youth = i % 10 == 9 ? link - 1 : link;
    facts.push_back(assessment::LinkActivated{.link_id = Id(5, link),
                                              .youth_id = Id(6, youth),
                                              .post_id = post_id,
                                              .day = kFirstDay + i});
  }
  for (int i = 0; i < kActivitiesPerPost; ++i) {
    const absl::CivilDay day = kFirstDay + 300 * i / kActivitiesPerPost;
    facts.push_back(
        assessment::ActivityRecorded{.activity_id = Id(7, post * kActivitiesPerPost + i),
                                     .organization_id = CollegeId(college),
                                     .actor_post_ids = {post_id},
                                     .kind_id = kKinds[static_cast<size_t>(i) % kKinds.size()],
                                     .day = day,
                                     .record_day = day});
  }
}

std::vector<Fact> University() {
  std::vector<Fact> facts;
  for (size_t i = 0; i < kKinds.size(); ++i) {
    facts.push_back(
        policy::ActivityKind{.kind_id = kKinds[i], .display_name = kKinds[i], .group = kGroups[i]});
  }
  facts.push_back(Organization(UniversityId(), "", policy::OrganizationKind::kUniversityCommittee));
  for (int college = 0; college < kColleges; ++college) {
    facts.push_back(Organization(CollegeId(college), UniversityId(),
                                 policy::OrganizationKind::kCollegeCommittee));
    for (int i = 0; i < kPostsPerCollege; ++i) {
      AddPost(college, college * kPostsPerCollege + i, facts);
    }
  }
  return facts;
}

absl::Status Serve(const std::string& address, const std::string& metrics_address) {
  rpc::BlockStopSignals();
  const SystemClock clock;
  assessment::Assessment assessment(clock);
  RETURN_IF_ERROR(assessment.Apply(
      University(), {.source = "registry", .log = "registry", .epoch = Id(8, 0), .position = 1}));
  rpc::Executor executor(8, 1024);
  const feed::Positions positions;
  assessment::ReportService reports(
      {.assessment = assessment, .positions = positions, .executor = executor});
  NoopService noop(executor);
  return rpc::Serve({.listen_address = address, .metrics_address = metrics_address},
                    {&reports, &noop});
}

Load SelfCheck(const std::string& target, const std::string& organization_id) {
  assessment::v1::GetSelfCheckTableRequest request;
  request.set_organization(absl::StrCat("organizations/", organization_id));
  request.set_as_of(kAsOf);
  return {.target = target,
          .method = "/xinqiao.assessment.v1.ReportService/GetSelfCheckTable",
          .in_flight = kInFlight,
          .next_request = [bytes = request.SerializeAsString()] { return bytes; }};
}

Load Noop(const std::string& target) {
  return {.target = target, .method = kNoopMethod, .in_flight = kInFlight, .next_request = [] {
            return std::string();
          }};
}

absl::Status Measure(const Options& options) {
  const std::string address = FreeAddress();
  ASSIGN_OR_RETURN(const auto server, Process::Fork([&address] {
                     const absl::Status status = Serve(address, FreeAddress());
                     if (!status.ok()) std::cerr << "bench_assessment: " << status << "\n";
                     return status.ok() ? EXIT_SUCCESS : EXIT_FAILURE;
                   }));
  RETURN_IF_ERROR(server->WaitUntilServing(address));

  const Span span = {.warm_up = absl::Seconds(1), .duration = absl::Seconds(options.quick ? 2 : 5)};
  const int rounds = options.quick ? 2 : 4;
  Measurement college;
  Measurement university;
  Measurement noop;
  for (int round = 0; round < rounds; ++round) {
    for (const auto& [load, total] :
         {std::pair{SelfCheck(address, CollegeId(kColleges / 2)), &college},
          std::pair{SelfCheck(address, UniversityId()), &university},
          std::pair{Noop(address), &noop}}) {
      ASSIGN_OR_RETURN(const Measurement measured, Run(load, span));
      total->Add(measured);
    }
  }
  Print(ResultOf("assessment", "noop", noop));
  for (const auto& [name, measurement] :
       {std::pair{"self_check", &college}, std::pair{"self_check_university", &university}}) {
    Result result = ResultOf("assessment", name, *measurement);
    result.baseline = noop.per_second();
    Print(result);
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace xinqiao::bench

int main(int argc, char** argv) {
  return xinqiao::bench::Main(argc, argv, xinqiao::bench::Measure);
}
