#include "tests/bench/registry_province.h"

#include <functional>
#include <optional>
#include <pqxx/pqxx>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "services/registry/domain/organization.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::bench {
namespace {

using registry::OrganizationKind;
using registry::OrganizationLevel;

constexpr char kEpoch[] = "00000008-0000-7000-8000-000000000001";
constexpr char kRecordTime[] = "2016-09-01 00:00:00Z";
constexpr int kEventsPerChange = 500;

// An organization as its rows and its event need it.
struct Entry {
  int number = 0;
  int parent = 0;  // 0 for the root.
  OrganizationKind kind = OrganizationKind::kBranch;
  OrganizationLevel level = OrganizationLevel::kBranch;
  OrganizationLevel parent_level = OrganizationLevel::kSchool;
  std::string name;
};

using Visitor = std::function<void(const Entry&)>;

// Every organization, each behind its parent.
void ForEachEntry(const Visitor& visit) {
  using Province = RegistryProvince;
  visit({1, 0, OrganizationKind::kProvincialCommittee, OrganizationLevel::kProvince,
         OrganizationLevel::kNation, "共青团某省委员会"});
  for (int i = 0; i < Province::kCities; ++i) {
    visit({2 + i, 1, OrganizationKind::kPrefectureCommittee, OrganizationLevel::kCity,
           OrganizationLevel::kProvince, absl::StrCat("共青团第", i + 1, "市委员会")});
  }
  for (int i = 0; i < Province::kCities; ++i) {
    visit({6 + i, 2 + i, OrganizationKind::kCountyCommittee, OrganizationLevel::kCounty,
           OrganizationLevel::kCity, absl::StrCat("共青团第", i + 1, "县委员会")});
  }
  int number = 10;
  for (int county = 0; county < Province::kCities; ++county) {
    for (int i = 0; i < Province::kSchools; ++i) {
      const int school = number++;
      const std::string name = absl::StrCat("第", county + 1, "县第", i + 1, "中学");
      visit({school, 6 + county, OrganizationKind::kUniversityCommittee, OrganizationLevel::kSchool,
             OrganizationLevel::kCounty, name + "团委"});
      for (int branch = 0; branch < Province::kBranches; ++branch) {
        visit({number++, school, OrganizationKind::kBranch, OrganizationLevel::kBranch,
               OrganizationLevel::kSchool, absl::StrCat(name, "第", branch + 1, "团支部")});
      }
    }
  }
  const int last_school = number - 1 - Province::kBranches;
  visit({number, last_school, OrganizationKind::kCollegeCommittee, OrganizationLevel::kCollege,
         OrganizationLevel::kSchool, "艺术部团委"});
  visit({number + 1, number, OrganizationKind::kClub, OrganizationLevel::kOutside,
         OrganizationLevel::kCollege, "文学社"});
}

// COPY into one table.
template <typename... Values>
class Rows {
 public:
  Rows(pqxx::transaction_base& tx, const std::string& table,
       const std::vector<std::string>& columns)
      : stream_(tx, table, columns) {}
  ~Rows() { stream_.complete(); }

  void Add(const Values&... values) { stream_ << std::make_tuple(values...); }

 private:
  pqxx::stream_to stream_;
};

std::string KindText(const Entry& entry) { return std::to_string(static_cast<int>(entry.kind)); }
std::string LevelText(OrganizationLevel level) { return std::to_string(static_cast<int>(level)); }

// The feed in changes of 500 events, each as large as those of an import.
class Feed {
 public:
  explicit Feed(pqxx::transaction_base& tx)
      : rows_(tx, "feed",
              {"log", "position", "change_id", "change_index", "change_count", "registry_position",
               "contacts_position", "record_time", "payload"}) {}
  ~Feed() { Flush(); }

  void Add(const registry::v1::Event& event) {
    waiting_.push_back(event.SerializeAsString());
    if (waiting_.size() == kEventsPerChange) Flush();
  }

 private:
  void Flush() {
    const std::string change =
        absl::StrCat("00000009-0000-7000-8000-", absl::Dec(++changes_, absl::kZeroPad12));
    int index = 0;
    for (const std::string& payload : waiting_) {
      rows_.Add("registry", ++position_, change, index++, static_cast<int>(waiting_.size()), 0, 0,
                kRecordTime, absl::StrCat("\\x", absl::BytesToHexString(payload)));
    }
    waiting_.clear();
  }

  Rows<std::string, int, std::string, int, int, int, int, std::string, std::string> rows_;
  std::vector<std::string> waiting_;
  int position_ = 0;
  int changes_ = 0;
};

}  // namespace

void RegistryProvince::Fill(xinqiao::testing::TestDatabase& database,
                            const std::vector<registry::v1::Event>& more) {
  // The constraints hold by the way the tree is made, and take long to check.
  for (const char* table : {"organizations", "organization_versions"}) {
    database.Execute(absl::StrCat("ALTER TABLE ", table, " DISABLE TRIGGER ALL"));
  }
  pqxx::connection connection(database.url());
  pqxx::work tx(connection);
  {
    Rows<std::string, std::string, std::string, bool, std::string, bool, std::string> rows(
        tx, "organizations",
        {"organization_id", "kind", "level", "ledger_root", "log", "leading_body", "create_time"});
    ForEachEntry([&](const Entry& each) {
      rows.Add(Id(1, each.number), KindText(each), LevelText(each.level), each.number == 1,
               Id(1, 1), each.level <= OrganizationLevel::kCounty, kRecordTime);
    });
  }
  {
    using OptionalText = std::optional<std::string>;
    Rows<std::string, std::string, std::string, std::string, OptionalText, OptionalText, bool,
         std::string>
        rows(tx, "organization_versions",
             {"organization_id", "level", "valid_from", "display_name", "parent_id", "parent_level",
              "closed", "known_from"});
    ForEachEntry([&](const Entry& each) {
      const bool root = each.parent == 0;
      rows.Add(Id(1, each.number), LevelText(each.level), kFirstDay, each.name,
               root ? OptionalText() : Id(1, each.parent),
               root ? OptionalText() : LevelText(each.parent_level), false, kRecordTime);
    });
  }
  {
    Feed feed(tx);
    registry::v1::Event event;
    ForEachEntry([&](const Entry& each) {
      registry::v1::Organization& created = *event.mutable_organization_created();
      created.set_name(Name(each.number));
      created.set_display_name(each.name);
      created.set_kind(static_cast<registry::v1::OrganizationKind>(each.kind));
      created.set_level(static_cast<registry::v1::OrganizationLevel>(each.level));
      if (each.parent != 0) created.set_parent(Name(each.parent));
      created.set_valid_from(kFirstDay);
      created.set_ledger_root(each.number == 1);
      created.set_log(Id(1, 1));
      created.mutable_create_time()->set_seconds(1472688000);
      created.clear_codes();
      registry::v1::OrganizationCode& code = *created.add_codes();
      code.set_scheme(registry::v1::CODE_SCHEME_EXTERNAL);
      code.set_code(absl::StrCat("org-", each.number));
      feed.Add(event);
    });
    event.Clear();
    for (int i = 0; i < kPosts; ++i) {
      registry::v1::Post& post = *event.mutable_post_created();
      post.set_name(absl::StrCat(Name(10 + i), "/posts/", Id(3, i)));
      post.set_person(absl::StrCat("people/", Id(4, i)));
      post.set_title("团支部书记");
      post.set_appointment_type(registry::v1::APPOINTMENT_TYPE_PART_TIME);
      post.set_valid_from(kFirstDay);
      post.mutable_create_time()->set_seconds(1472688000);
      feed.Add(event);
    }
    for (const registry::v1::Event& each : more) feed.Add(each);
  }
  tx.commit();
  for (const char* table : {"organizations", "organization_versions"}) {
    database.Execute(absl::StrCat("ALTER TABLE ", table, " ENABLE TRIGGER ALL"));
  }
  database.Execute(
      absl::StrCat("INSERT INTO epochs (log, epoch) VALUES ('registry', '", kEpoch, "')"));
  database.Execute("ANALYZE");
}

}  // namespace xinqiao::bench
