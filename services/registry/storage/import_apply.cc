#include "services/registry/storage/import_apply.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/feed/outbox.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/post.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/import_rows.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

constexpr char kLog[] = "registry";

// Of one change in the feed.
constexpr size_t kEventsMax = 500;

constexpr auto kLowest = static_cast<int>(OrganizationLevel::kOutside);

struct Placed {
  Organization organization;
  OrganizationLevel parent_level = OrganizationLevel::kNation;  // Of no meaning for a root.
};

void CopyIdentities(pqxx::transaction_base& tx, const std::vector<Placed>& all) {
  const std::vector<std::string> columns = {"organization_id", "kind",        "level",
                                            "ledger_root",     "log",         "leading_body",
                                            "create_time",     "external_key"};
  pqxx::stream_to stream(tx, "organizations", columns);
  for (const Placed& each : all) {
    const OrganizationIdentity& identity = each.organization.identity;
    stream << std::make_tuple(identity.organization_id, static_cast<int>(identity.kind),
                              static_cast<int>(identity.level), identity.ledger_root, identity.log,
                              identity.leading_body, pg::ToText(identity.create_time),
                              CodeOf(identity, CodeScheme::kExternal));
  }
  stream.complete();
}

void CopyCodes(pqxx::transaction_base& tx, const std::vector<Placed>& all) {
  const std::vector<std::string> columns = {"organization_id", "scheme", "code"};
  pqxx::stream_to stream(tx, "organization_codes", columns);
  for (const Placed& each : all) {
    for (const OrganizationCode& code : each.organization.identity.codes) {
      stream << std::make_tuple(each.organization.identity.organization_id,
                                static_cast<int>(code.scheme), code.code);
    }
  }
  stream.complete();
}

void CopyVersions(pqxx::transaction_base& tx, const std::vector<Placed>& all) {
  const std::vector<std::string> columns = {"organization_id", "level",     "valid_from",
                                            "display_name",    "parent_id", "parent_level",
                                            "closed",          "known_from"};
  pqxx::stream_to stream(tx, "organization_versions", columns);
  for (const Placed& each : all) {
    const OrganizationIdentity& identity = each.organization.identity;
    const OrganizationVersion& version = each.organization.version;
    const std::string parent_level =
        version.parent_id.empty() ? "" : pqxx::to_string(static_cast<int>(each.parent_level));
    stream << std::make_tuple(identity.organization_id, static_cast<int>(identity.level),
                              pg::ToText(version.validity.first), version.display_name,
                              pg::NullIfEmpty(version.parent_id), pg::NullIfEmpty(parent_level),
                              version.closed, pg::ToText(identity.create_time));
  }
  stream.complete();
}

struct Appointed {
  Post post;
  std::string key;
};

void CopyPosts(pqxx::transaction_base& tx, const std::vector<Appointed>& all) {
  const std::vector<std::string> columns = {
      "post_id",          "organization_id", "person_id",  "title",
      "appointment_type", "leadership",      "rank_class", "managing_organization_id",
      "administrator",    "valid_from",      "valid_to",   "external_key",
      "create_time"};
  pqxx::stream_to stream(tx, "posts", columns);
  for (const Appointed& each : all) {
    const Post& post = each.post;
    const std::string end =
        post.validity.end == kOpenEnd ? std::string() : pg::ToText(post.validity.end);
    stream << std::make_tuple(post.post_id, post.organization_id, post.person_id, post.title,
                              static_cast<int>(post.appointment_type), post.leadership,
                              static_cast<int>(post.rank_class),
                              pg::NullIfEmpty(post.managing_organization_id), post.administrator,
                              pg::ToText(post.validity.first), pg::NullIfEmpty(end), each.key,
                              pg::ToText(post.create_time));
  }
  stream.complete();
}

absl::Time RecordTime(pqxx::transaction_base& tx, absl::Time now) {
  return pg::TimeFromMicros(tx.exec_params1(sql::kFindImportRecordTime, pg::ToText(now))[0]);
}

}  // namespace

ImportApplication::ImportApplication(const Parts& parts, absl::Time now)
    : parts_(parts), time_(RecordTime(parts.tx, now)) {}

absl::Status ImportApplication::Apply() {
  RETURN_IF_ERROR(CreateOrganizations());
  CreatePeople();
  return CreatePosts();
}

// By level, so that every parent is on record when its children are placed.
absl::Status ImportApplication::CreateOrganizations() {
  for (int level = 1; level <= kLowest; ++level) {
    for (int64_t after = 0;;) {
      const pqxx::result page = parts_.tx.exec_params(sql::kListImportPlacements, parts_.import_id,
                                                      level, after, parts_.rows_at_once);
      if (page.empty()) break;
      std::vector<Placed> all;
      std::vector<std::string> events;
      for (const pqxx::row& row : page) {
        const Placement placement = PlacementFrom(row);
        after = placement.row.place.ordinal;
        ASSIGN_OR_RETURN(Organization organization,
                         PlaceRow(placement.row, placement.parent, time_));
        events.push_back(parts_.encoders.organization_created(organization));
        Placed& placed = all.emplace_back(Placed{.organization = std::move(organization)});
        if (placement.parent.has_value()) placed.parent_level = placement.parent->level;
      }
      CopyIdentities(parts_.tx, all);
      CopyCodes(parts_.tx, all);
      CopyVersions(parts_.tx, all);
      AppendEvents(events);
      parts_.progress.Add(page.size());
    }
  }
  return absl::OkStatus();
}

void ImportApplication::CreatePeople() {
  const auto count =
      parts_.tx.exec_params1(sql::kCountImportPeople, parts_.import_id)[0].as<int64_t>();
  for (int64_t after = 0; after < count; after += parts_.rows_at_once) {
    const int64_t up_to = std::min(after + parts_.rows_at_once, count);
    parts_.tx.exec_params0(sql::kInsertImportedPeople, parts_.import_id, after, up_to,
                           pg::ToText(time_));
    parts_.progress.Add(up_to - after);
  }
}

absl::Status ImportApplication::CreatePosts() {
  for (int64_t after = 0;;) {
    const pqxx::result page = parts_.tx.exec_params(sql::kListImportAppointments, parts_.import_id,
                                                    after, parts_.rows_at_once);
    if (page.empty()) return absl::OkStatus();
    std::vector<Appointed> all;
    std::vector<std::string> events;
    for (const pqxx::row& row : page) {
      const Appointment appointment = AppointmentFrom(row);
      after = appointment.row.place.ordinal;
      Appointed appointed{.post = PostOf(appointment.row, appointment.references, time_),
                          .key = appointment.row.place.key};
      RETURN_IF_ERROR(CheckAppointment(appointed.post, appointment.facts));
      events.push_back(parts_.encoders.post_created(appointed.post));
      all.push_back(std::move(appointed));
    }
    CopyPosts(parts_.tx, all);
    AppendEvents(events);
    parts_.progress.Add(page.size());
  }
}

void ImportApplication::AppendEvents(const std::vector<std::string>& events) {
  std::vector<feed::Change> changes;
  for (size_t first = 0; first < events.size(); first += kEventsMax) {
    const size_t end = std::min(first + kEventsMax, events.size());
    changes.push_back({.log = kLog,
                       .change_id = parts_.ids.NewId(),
                       .record_time = time_,
                       .payloads = {events.begin() + static_cast<std::ptrdiff_t>(first),
                                    events.begin() + static_cast<std::ptrdiff_t>(end)}});
  }
  feed::CopyToOutbox(parts_.tx, changes);
}

}  // namespace xinqiao::registry
