#include "tests/bench/ledger_entry.h"

#include <atomic>

#include "absl/strings/str_cat.h"

namespace xinqiao::bench {
namespace {

constexpr char kText[] =
    "五月十七日下午在学院活动室与三名大一同学谈心谈话，了解他们入学以来的学习、生活和思想"
    "情况。同学们反映课程压力较大，对专业方向还有疑惑；约下周请高年级同学分享经验，并由"
    "支部安排晚自习互助小组，月底回访。";
static_assert(sizeof(kText) - 1 == 300);

}  // namespace

const char kDirectorySql[] = R"(
INSERT INTO known_organizations (organization_id, log)
VALUES ('00000001-0000-7000-8000-000000000001', '00000001-0000-7000-8000-000000000001'),
       ('00000002-0000-7000-8000-000000000003', '00000001-0000-7000-8000-000000000001'),
       ('00000002-0000-7000-8000-000000000002', '00000001-0000-7000-8000-000000000001'),
       ('00000002-0000-7000-8000-000000000001', '00000001-0000-7000-8000-000000000001');
INSERT INTO known_parents (organization_id, parent_id, valid_from)
VALUES ('00000002-0000-7000-8000-000000000003', '00000001-0000-7000-8000-000000000001',
        '2016-09-01'),
       ('00000002-0000-7000-8000-000000000002', '00000002-0000-7000-8000-000000000003',
        '2016-09-01'),
       ('00000002-0000-7000-8000-000000000001', '00000002-0000-7000-8000-000000000002',
        '2016-09-01');
INSERT INTO known_posts (post_id, organization_id, valid_from)
VALUES ('00000003-0000-7000-8000-000000000001', '00000002-0000-7000-8000-000000000001',
        '2016-09-01');
INSERT INTO known_activity_kinds (activity_kind_id) VALUES ('five_ones.heart_talk');
)";

ledger::v1::CreateActivityRequest NewEntry(Uuid7Generator& ids, int participants) {
  static std::atomic<int64_t> entries = 0;
  const std::string post = absl::StrCat("organizations/", kCollege, "/posts/", kPost);
  ledger::v1::CreateActivityRequest request;
  request.set_parent(absl::StrCat("organizations/", kCollege));
  request.set_request_id(ids.NewId());
  ledger::v1::Activity& activity = *request.mutable_activity();
  activity.set_author(post);
  activity.add_actors(post);
  activity.set_kind(absl::StrCat("activityKinds/", kActivityKind));
  activity.set_channel(ledger::v1::CHANNEL_FACE_TO_FACE);
  activity.set_purpose(ledger::v1::PURPOSE_LISTEN);
  activity.set_day("2017-05-17");
  activity.set_text(kText);
  ledger::v1::Evidence& evidence = *activity.add_evidence();
  // A photo alone would be refused (A-15).
  evidence.set_kind(ledger::v1::Evidence::KIND_DOCUMENT);
  evidence.set_digest(std::string(32, '\x07'));
  evidence.set_media_type("application/pdf");
  evidence.set_size_bytes(200'000);
  const int64_t first = entries.fetch_add(1) * 7'919;
  for (int i = 0; i < participants; ++i) {
    const int64_t youth = (first + int64_t{i} * kYouthStep) % kYouths;
    activity.add_participants(
        absl::StrCat("youths/", kYouthPrefix, absl::Hex(youth, absl::kZeroPad12)));
  }
  return request;
}

ledger::v1::BatchCreateActivitiesRequest NewBatch(Uuid7Generator& ids, int entries) {
  ledger::v1::BatchCreateActivitiesRequest request;
  request.set_parent(absl::StrCat("organizations/", kCollege));
  for (int i = 0; i < entries; ++i) *request.add_requests() = NewEntry(ids, 0);
  return request;
}

}  // namespace xinqiao::bench
