#include "services/registry/storage/import_rows.h"

#include <tuple>

#include "libs/calendar/period.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"

namespace xinqiao::registry {
namespace {

using pg::NullIfEmpty;

void CopyOrganizations(pqxx::transaction_base& tx, const std::string& import_id,
                       const std::vector<OrganizationRow>& rows) {
  if (rows.empty()) return;
  const std::vector<std::string> columns = {
      "import_id",    "ordinal",     "line",         "key",        "bad",        "organization_id",
      "display_name", "kind",        "level",        "parent_key", "valid_from", "division_code",
      "school_code",  "credit_code", "leading_body", "ledger_root"};
  pqxx::stream_to stream(tx, "import_organizations", columns);
  for (const OrganizationRow& row : rows) {
    stream << std::make_tuple(import_id, row.place.ordinal, row.place.line, row.place.key,
                              row.place.bad, row.organization_id, row.display_name,
                              static_cast<int>(row.kind), static_cast<int>(row.level),
                              NullIfEmpty(row.parent_key), pg::ToText(row.valid_from),
                              NullIfEmpty(row.division_code), NullIfEmpty(row.school_code),
                              NullIfEmpty(row.credit_code), row.leading_body, row.ledger_root);
  }
  stream.complete();
}

void CopyPeople(pqxx::transaction_base& tx, const std::string& import_id,
                const std::vector<PersonRow>& rows, const SealPhone& seal) {
  if (rows.empty()) return;
  const std::vector<std::string> columns = {
      "import_id",    "ordinal",     "line",       "key",         "bad",      "person_id",
      "display_name", "wrapped_key", "ciphertext", "phone_index", "user_name"};
  pqxx::stream_to stream(tx, "import_people", columns);
  for (const PersonRow& row : rows) {
    std::string wrapped_key;
    std::string ciphertext;
    std::string phone_index;
    if (!row.phone.empty()) {
      const SealedPhone sealed = seal(row.phone);
      wrapped_key = pg::ToBytea(sealed.wrapped_key);
      ciphertext = pg::ToBytea(sealed.ciphertext);
      phone_index = pg::ToBytea(sealed.blind_index);
    }
    stream << std::make_tuple(import_id, row.place.ordinal, row.place.line, row.place.key,
                              row.place.bad, row.person_id, row.display_name,
                              NullIfEmpty(wrapped_key), NullIfEmpty(ciphertext),
                              NullIfEmpty(phone_index), NullIfEmpty(row.user_name));
  }
  stream.complete();
}

void CopyPosts(pqxx::transaction_base& tx, const std::string& import_id,
               const std::vector<PostRow>& rows) {
  if (rows.empty()) return;
  const std::vector<std::string> columns = {
      "import_id",    "ordinal",          "line",       "key",
      "bad",          "post_id",          "person_key", "organization_key",
      "title",        "appointment_type", "leadership", "rank_class",
      "managing_key", "administrator",    "valid_from", "valid_to"};
  pqxx::stream_to stream(tx, "import_posts", columns);
  for (const PostRow& row : rows) {
    const std::string end =
        row.validity.end == kOpenEnd ? std::string() : pg::ToText(row.validity.end);
    stream << std::make_tuple(import_id, row.place.ordinal, row.place.line, row.place.key,
                              row.place.bad, row.post_id, row.person_key, row.organization_key,
                              row.title, static_cast<int>(row.appointment_type), row.leadership,
                              static_cast<int>(row.rank_class),
                              NullIfEmpty(row.managing_organization_key), row.administrator,
                              pg::ToText(row.validity.first), NullIfEmpty(end));
  }
  stream.complete();
}

RowPlace RowPlaceFrom(const pqxx::row& row) {
  return {.ordinal = row["ordinal"].as<int64_t>(),
          .line = row["line"].as<int64_t>(),
          .key = row["key"].as<std::string>()};
}

}  // namespace

void CopyRows(pqxx::transaction_base& tx, const std::string& import_id, const ImportRows& rows,
              const SealPhone& seal) {
  CopyOrganizations(tx, import_id, rows.organizations);
  CopyPeople(tx, import_id, rows.people, seal);
  CopyPosts(tx, import_id, rows.posts);
  CopyProblems(tx, import_id, rows.problems, true);
}

void CopyProblems(pqxx::transaction_base& tx, const std::string& import_id,
                  const std::vector<ImportProblem>& problems, bool of_upload) {
  if (problems.empty()) return;
  const std::vector<std::string> columns = {"import_id", "table_code", "line",     "column_name",
                                            "reason",    "message",    "of_upload"};
  pqxx::stream_to stream(tx, "import_problems", columns);
  for (const ImportProblem& problem : problems) {
    stream << std::make_tuple(import_id, static_cast<int>(problem.table), problem.line,
                              problem.column, problem.reason, problem.message, of_upload);
  }
  stream.complete();
}

Placement PlacementFrom(const pqxx::row& row) {
  Placement placement{
      .row = {.place = RowPlaceFrom(row),
              .organization_id = row["organization_id"].as<std::string>(),
              .display_name = row["display_name"].as<std::string>(),
              .kind = static_cast<OrganizationKind>(row["kind"].as<int>()),
              .level = static_cast<OrganizationLevel>(row["level"].as<int>()),
              .parent_key = pg::TextFrom(row["parent_key"]),
              .valid_from = pg::DayFrom(row["valid_from"]),
              .division_code = pg::TextFrom(row["division_code"]),
              .school_code = pg::TextFrom(row["school_code"]),
              .credit_code = pg::TextFrom(row["credit_code"]),
              .leading_body = row["leading_body"].as<bool>(),
              .ledger_root = row["ledger_root"].as<bool>()},
  };
  if (!row["parent_id"].is_null()) {
    placement.parent =
        ImportedParent{.organization_id = row["parent_id"].as<std::string>(),
                       .level = static_cast<OrganizationLevel>(row["parent_level"].as<int>()),
                       .log = pg::TextFrom(row["parent_log"])};
    if (!row["parent_stands_from"].is_null()) {
      placement.parent->stands_from = pg::DayFrom(row["parent_stands_from"]);
    }
  }
  const bool unknown = !placement.row.parent_key.empty() && !placement.parent.has_value();
  placement.unresolved = unknown || (!row["parent_bad"].is_null() && row["parent_bad"].as<bool>());
  return placement;
}

Appointment AppointmentFrom(const pqxx::row& row) {
  Appointment appointment{
      .row = {.place = RowPlaceFrom(row),
              .post_id = row["post_id"].as<std::string>(),
              .person_key = row["person_key"].as<std::string>(),
              .organization_key = row["organization_key"].as<std::string>(),
              .title = row["title"].as<std::string>(),
              .appointment_type = static_cast<AppointmentType>(row["appointment_type"].as<int>()),
              .leadership = row["leadership"].as<bool>(),
              .rank_class = static_cast<RankClass>(row["rank_class"].as<int>()),
              .managing_organization_key = pg::TextFrom(row["managing_key"]),
              .administrator = row["administrator"].as<bool>(),
              .validity = {.first = pg::DayFrom(row["valid_from"]),
                           .end = row["valid_to"].is_null() ? kOpenEnd
                                                            : pg::DayFrom(row["valid_to"])}},
      .references = {.organization_id = pg::TextFrom(row["organization_id"]),
                     .person_id = pg::TextFrom(row["person_id"]),
                     .managing_organization_id = pg::TextFrom(row["managing_id"])},
  };
  const bool managed = !appointment.row.managing_organization_key.empty();
  const PostReferences& references = appointment.references;
  const auto stands = [&row](const char* column) {
    return !row[column].is_null() && row[column].as<bool>();
  };
  appointment.facts = {.organization_stands = stands("organization_stands"),
                       .managing_stands = !managed || stands("managing_stands"),
                       .person_known = !references.person_id.empty(),
                       .same_exists = row["same_exists"].as<bool>()};
  appointment.unresolved = references.organization_id.empty() || references.person_id.empty() ||
                           (managed && references.managing_organization_id.empty()) ||
                           row["reference_bad"].as<bool>();
  return appointment;
}

}  // namespace xinqiao::registry
