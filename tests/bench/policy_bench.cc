// Measures how registry answers which rules bind whom, and how long a publication
// takes.
//
//   effective  GetEffectiveRules of posts of branches, 16 calls in flight over 4
//              connections; each is bound by 24 rules of 4 packs
//   noop       its baseline: a call that does nothing, of a server beside it
//   publish    seconds of PublishRulePack over the whole province, each taking
//              the place of the one before: the median of several
//   publish_wild  the same of a pack that tells many classes of posts apart, and
//              forbids new work below it: every pack of the province is compared
//   rss        MB: resident memory of the server with all of it, after the above
//
// The server is bin/registry_server on a database of its own with a province of
// 400,000 organizations, 380,000 posts and 3,000 packs of 12 rules: of the
// province, its cities and counties, and of three schools in four.

#include <google/protobuf/text_format.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/bench/load.h"
#include "tests/bench/noop_service.h"
#include "tests/bench/process.h"
#include "tests/bench/registry_province.h"
#include "tests/bench/registry_server.h"
#include "tests/bench/report.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/policy_service.grpc.pb.h"

namespace xinqiao::bench {
namespace {

using Province = RegistryProvince;
using policy::v1::RulePack;

constexpr int kInFlight = 16;
constexpr int kPacks = 3000;
constexpr int kPacksOfCounty = 748;  // Of its schools.
constexpr char kDay[] = "2017-06-15";
constexpr char kKind[] = "five_ones.heart_talk";
constexpr char kGetEffectiveRules[] = "/xinqiao.registry.v1.PolicyService/GetEffectiveRules";

static_assert(1 + Province::kCities * (2 + kPacksOfCounty) >= kPacks);

// What every pack says.
constexpr char kRules[] = R"(
  document { issuer: "共青团某委员会" number: "团委〔2017〕1号" issue_day: "2017-01-05"
    title: "关于进一步做好“1+100”团干部直接联系青年工作的通知" }
  duties {
    duty_id: "five_ones" title: "五个一" requirement_ids: "FIV-02"
    text: "专职团干部、挂职团干部每2个月至少开展5次活动" subject { posts {} }
    kind_ids: "five_ones.heart_talk" required_count: 5 period: PERIOD_KIND_TWO_MONTHS
    effective { start_day: "2017-01-01" } kind_coverage: KIND_COVERAGE_REPORTED
  }
  contact_quotas {
    contact_quota_id: "youths" title: "联系青年" requirement_ids: "CON-01"
    text: "每名团干部经常性联系不少于100名不同领域的团员青年" subject {}
    object: CONTACT_OBJECT_YOUTH required_count: 100 effective { start_day: "2017-01-01" }
  }
  contact_quotas {
    contact_quota_id: "branch" title: "联系团支部" requirement_ids: "CON-04"
    text: "联系1个团支部" subject {}
    object: CONTACT_OBJECT_BRANCH required_count: 1 effective { start_day: "2017-01-01" }
  }
  cadences {
    cadence_id: "voice" title: "有声音" requirement_ids: "CDN-01" text: "每周有声音" subject {}
    metric: CADENCE_METRIC_VOICE kind_ids: "five_ones.heart_talk" period: PERIOD_KIND_ISO_WEEK
    required_count: 1 effective { start_day: "2017-01-01" }
  }
  cadences {
    cadence_id: "topic" title: "有话题" requirement_ids: "CDN-01" text: "每月有话题" subject {}
    metric: CADENCE_METRIC_TOPIC kind_ids: "five_ones.heart_talk" period: PERIOD_KIND_MONTH
    required_count: 1 effective { start_day: "2017-01-01" }
  }
  task_emphases {
    task_emphasis_id: "emphasis" title: "工作重点" requirement_ids: "CAD-04"
    text: "重点做好建立联系渠道、关切青年诉求、加强思想引导" subject {}
    tasks: ["建立联系渠道", "关切青年诉求", "加强思想引导"]
  }
  switches {
    kind: SWITCH_KIND_ORGANIZATION_RANKING enabled: true requirement_ids: "ASM-02"
    text: "对各级团组织“1+100”工作情况实行日常排名、季度通报制度"
    legal_basis { issuer: "共青团某委员会" number: "团委〔2017〕1号" issue_day: "2017-01-05" }
  }
  switches { kind: SWITCH_KIND_PERSON_RANKING }
  wish_limits {
    wish_limit_id: "reply" title: "答复时限" requirement_ids: "WIS-03"
    step: WISH_STEP_QUESTION_REPLY working_days: 7 effective { start_day: "2017-01-01" }
  }
  wish_categories {
    wish_category_id: "employment" title: "就业创业" requirement_ids: "WIS-09"
  }
  book_closings {
    book_closing_id: "quarter" title: "季度结账" requirement_ids: "RPT-02"
    period: PERIOD_KIND_QUARTER after_working_days: 10 effective { start_day: "2017-01-01" }
  }
  assumptions { assumption_id: "A-16" text: "任意五次符合条件的活动都计数；五类是否齐全另外统计" }
)";

RulePack Rules() {
  RulePack rules;
  if (!google::protobuf::TextFormat::ParseFromString(kRules, &rules)) std::abort();
  return rules;
}

// The packs of the province, its cities and counties, and of schools.
std::vector<registry::v1::Event> Packs() {
  // Each with the number of its step from the root.
  std::vector<std::pair<std::string, int>> publishers = {{Province::Root(), 0}};
  for (int i = 0; i < Province::kCities; ++i) publishers.emplace_back(Province::City(i), 1);
  for (int i = 0; i < Province::kCities; ++i) publishers.emplace_back(Province::County(i), 2);
  for (int school = 0; school < kPacksOfCounty; ++school) {
    for (int i = 0; i < Province::kCities; ++i) {
      publishers.emplace_back(Province::School(i, school), 3);
    }
  }
  publishers.resize(kPacks);
  std::vector<registry::v1::Event> events;
  for (const auto& [publisher, step] : publishers) {
    RulePack& pack = *events.emplace_back().mutable_rule_pack_published();
    pack = Rules();
    // Four rules of every level stand beside those above; the others take their
    // place.
    pack.mutable_duties(0)->set_duty_id(absl::StrCat("five_ones_", step));
    pack.mutable_task_emphases(0)->set_task_emphasis_id(absl::StrCat("emphasis_", step));
    pack.mutable_wish_categories(0)->set_wish_category_id(absl::StrCat("employment_", step));
    pack.mutable_assumptions(0)->set_assumption_id(absl::StrCat("A-1", step));
    pack.set_name(absl::StrCat(publisher, "/rulePacks/00000005-0000-7000-8000-",
                               absl::Dec(events.size(), absl::kZeroPad12)));
    pack.set_version(1);
    pack.set_publisher("people/1");
  }
  return events;
}

absl::Status ServeNoop(const std::string& address, const std::string& metrics_address) {
  rpc::BlockStopSignals();
  rpc::Executor executor(8, 1024);
  NoopService noop(executor);
  return rpc::Serve({.listen_address = address, .metrics_address = metrics_address}, {&noop});
}

// Asks for one post after another, of schools that have a pack.
std::string NextRequest() {
  static std::atomic<uint32_t> asked = 0;
  // Steps that lie far apart, so that no two calls share a cache line.
  const auto at = static_cast<int>((asked++ * 7919U) % (3U * 740U * 99U));
  registry::v1::GetEffectiveRulesRequest request;
  request.set_target(Province::PostOfBranch(at / 99 / 740, at / 99 % 740, at % 99));
  request.set_day(kDay);
  return request.SerializeAsString();
}

absl::Status CheckAnswer(registry::v1::PolicyService::Stub& stub) {
  registry::v1::GetEffectiveRulesRequest request;
  if (!request.ParseFromString(NextRequest())) return absl::InternalError("no request");
  registry::v1::EffectiveRules response;
  grpc::ClientContext context;
  RETURN_IF_ERROR(rpc::FromGrpcStatus(stub.GetEffectiveRules(&context, request, &response)));
  if (response.rules_size() != 24) return absl::InternalError("want the 24 rules of four packs");
  return absl::OkStatus();
}

absl::Status MeasureEffective(const std::string& target, const std::string& noop_target,
                              const Options& options) {
  const Span span = {.warm_up = absl::Milliseconds(500),
                     .duration = absl::Seconds(options.quick ? 1 : 5)};
  const Load load = {.target = target,
                     .method = kGetEffectiveRules,
                     .in_flight = kInFlight,
                     .next_request = NextRequest};
  const Load noop = {
      .target = noop_target, .method = kNoopMethod, .in_flight = kInFlight, .next_request = [] {
        return std::string();
      }};
  Measurement answers;
  Measurement nothing;
  for (int round = 0; round < (options.quick ? 2 : 4); ++round) {
    ASSIGN_OR_RETURN(const Measurement answered, Run(load, span));
    answers.Add(answered);
    ASSIGN_OR_RETURN(const Measurement idle, Run(noop, span));
    nothing.Add(idle);
  }
  Print(ResultOf("policy", "noop", nothing));
  Result result = ResultOf("policy", "effective", answers);
  result.baseline = nothing.per_second();
  Print(result);
  return absl::OkStatus();
}

absl::Status CreateKind(registry::v1::PolicyService::Stub& stub, IdGenerator& ids) {
  registry::v1::CreateActivityKindRequest request;
  request.set_request_id(ids.NewId());
  request.set_activity_kind_id(kKind);
  request.mutable_activity_kind()->set_display_name("谈心谈话");
  request.mutable_activity_kind()->set_group(policy::v1::ACTIVITY_GROUP_FIVE_ONES);
  request.mutable_activity_kind()->add_requirement_ids("FIV-01");
  policy::v1::ActivityKind response;
  grpc::ClientContext context;
  return rpc::FromGrpcStatus(stub.CreateActivityKind(&context, request, &response));
}

// Rules() with 16 duties and 16 quotas more, of subjects that cut across each
// other, and a ceiling that covers new work.
RulePack WildRules() {
  RulePack rules = Rules();
  policy::v1::Ceiling& ceiling = *rules.add_ceilings();
  ceiling.set_ceiling_id("no_new_work");
  ceiling.set_title("不得层层加码");
  ceiling.add_requirement_ids("CON-05");
  ceiling.add_covers(policy::v1::CEILING_SCOPE_NEW_WORK);
  ceiling.mutable_effective()->set_start_day("2017-01-01");
  for (int i = 0; i < 16; ++i) {
    policy::v1::PostSubject subject;
    for (int k = 0; k < 4; ++k) {
      subject.add_organization_kinds(
          static_cast<policy::v1::OrganizationKind>(1 + (5 * i + 3 * k) % 16));
    }
    if (i % 2 == 0) {
      subject.add_organization_levels(static_cast<policy::v1::OrganizationLevel>(2 + i % 6));
      subject.add_organization_levels(policy::v1::ORGANIZATION_LEVEL_BRANCH);
    }
    if (i % 3 == 0) {
      subject.add_appointment_types(static_cast<policy::v1::AppointmentType>(1 + i / 3 % 3));
    }
    if (i % 4 == 1) subject.add_titles(absl::StrCat("第", i, "书记"));
    if (i % 5 == 2) subject.set_many_youth(i % 2 == 0);
    policy::v1::Duty& duty = *rules.add_duties();
    duty = rules.duties(0);
    duty.set_duty_id(absl::StrCat("wild_", i));
    *duty.mutable_subject()->mutable_posts() = subject;
    duty.set_required_count(1 + i % 5);
    for (int before = 0; before <= i; ++before) {
      duty.add_may_also_count(rules.duties(before).duty_id());
    }
    policy::v1::ContactQuota& quota = *rules.add_contact_quotas();
    quota = rules.contact_quotas(i % 2);
    quota.set_contact_quota_id(absl::StrCat("wild_", i));
    *quota.mutable_subject() = subject;
    quota.set_required_count(1 + i);
  }
  return rules;
}

struct Publications {
  std::string name;  // Of the line.
  RulePack rules;
  int rounds = 0;
};

// Each takes the place of the one before, and the first that of `supersedes`.
// Returns the name of the last.
absl::StatusOr<std::string> MeasurePublish(registry::v1::PolicyService::Stub& stub,
                                           const Publications& publications,
                                           const std::string& supersedes) {
  Uuid7Generator ids;
  Histogram taken;
  std::string last = supersedes;
  for (int round = 0; round < publications.rounds; ++round) {
    registry::v1::PublishRulePackRequest request;
    request.set_request_id(ids.NewId());
    request.set_parent(Province::Root());
    *request.mutable_rule_pack() = publications.rules;
    request.set_supersedes(last);
    registry::v1::PublishRulePackResponse response;
    grpc::ClientContext context;
    const absl::Time start = absl::Now();
    RETURN_IF_ERROR(rpc::FromGrpcStatus(stub.PublishRulePack(&context, request, &response)));
    taken.Add(absl::Now() - start);
    last = response.rule_pack().name();
    if (response.impact().post_count() != Province::kPosts) {
      return absl::InternalError(
          absl::StrCat("affects ", response.impact().post_count(), " posts"));
    }
  }
  Print({.bench = "policy",
         .name = publications.name,
         .value = absl::ToDoubleSeconds(taken.Percentile(50)),
         .unit = "s",
         .p50 = taken.Percentile(50),
         .p99 = taken.Percentile(99),
         .n = taken.count()});
  return last;
}

absl::Status Measure(const Options& options) {
  // Before anything of gRPC: the process is copied.
  const std::string noop_address = FreeAddress();
  ASSIGN_OR_RETURN(const auto noop, Process::Fork([&noop_address] {
                     const absl::Status status = ServeNoop(noop_address, FreeAddress());
                     if (!status.ok()) std::cerr << "bench_policy: " << status << "\n";
                     return status.ok() ? EXIT_SUCCESS : EXIT_FAILURE;
                   }));
  RETURN_IF_ERROR(noop->WaitUntilServing(noop_address));
  RegistryServer server(Packs());
  RETURN_IF_ERROR(server.Start());
  const auto stub = registry::v1::PolicyService::NewStub(
      grpc::CreateChannel(server.address(), grpc::InsecureChannelCredentials()));
  RETURN_IF_ERROR(CheckAnswer(*stub));
  RETURN_IF_ERROR(MeasureEffective(server.address(), noop_address, options));
  Uuid7Generator ids;
  RETURN_IF_ERROR(CreateKind(*stub, ids));
  const Publications plain{.name = "publish", .rules = Rules(), .rounds = options.quick ? 5 : 15};
  ASSIGN_OR_RETURN(const std::string last, MeasurePublish(*stub, plain, ""));
  const Publications wild{
      .name = "publish_wild", .rules = WildRules(), .rounds = options.quick ? 3 : 7};
  RETURN_IF_ERROR(MeasurePublish(*stub, wild, last).status());
  ASSIGN_OR_RETURN(const double megabytes, server.ResidentMegabytes());
  Print({.bench = "policy", .name = "rss", .value = megabytes, .unit = "MB", .n = 1});
  return absl::OkStatus();
}

}  // namespace
}  // namespace xinqiao::bench

int main(int argc, char** argv) {
  return xinqiao::bench::Main(argc, argv, xinqiao::bench::Measure);
}
