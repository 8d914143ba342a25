#include "services/registry/domain/import.h"

#include <utility>

#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

std::vector<OrganizationCode> CodesOf(const OrganizationRow& row) {
  std::vector<OrganizationCode> codes;
  const auto add = [&codes](CodeScheme scheme, const std::string& code) {
    if (!code.empty()) codes.push_back({.scheme = scheme, .code = code});
  };
  add(CodeScheme::kDivision, row.division_code);
  add(CodeScheme::kSchool, row.school_code);
  add(CodeScheme::kCredit, row.credit_code);
  add(CodeScheme::kExternal, row.place.key);
  return codes;
}

// All that Place() asks of a parent.
OrganizationHistory HistoryOf(const ImportedParent& parent) {
  OrganizationHistory history{.identity = {.organization_id = parent.organization_id,
                                           .level = parent.level,
                                           .log = parent.log}};
  if (parent.stands_from.has_value()) {
    history.versions.push_back({.validity = {.first = *parent.stands_from, .end = kOpenEnd}});
  }
  return history;
}

}  // namespace

int64_t ImportRows::size() const {
  return static_cast<int64_t>(organizations.size() + people.size() + posts.size());
}

absl::StatusOr<Organization> PlaceRow(const OrganizationRow& row,
                                      const std::optional<ImportedParent>& parent, absl::Time now) {
  Organization organization{
      .identity = {.organization_id = row.organization_id,
                   .kind = row.kind,
                   .level = row.level,
                   .ledger_root = row.ledger_root,
                   .leading_body = row.leading_body,
                   .codes = CodesOf(row),
                   .create_time = now},
      .version = {.validity = {.first = row.valid_from, .end = kOpenEnd},
                  .display_name = row.display_name},
  };
  std::optional<OrganizationHistory> above;
  // Never a root by mistake.
  if (!row.parent_key.empty() && !parent.has_value()) {
    return errors::ParentNotValid(row.valid_from);
  }
  if (parent.has_value()) {
    organization.version.parent_id = parent->organization_id;
    above = HistoryOf(*parent);
  }
  return Place(std::move(organization), above);
}

Post PostOf(const PostRow& row, const PostReferences& references, absl::Time now) {
  return {
      .post_id = row.post_id,
      .organization_id = references.organization_id,
      .person_id = references.person_id,
      .title = row.title,
      .appointment_type = row.appointment_type,
      .leadership = row.leadership,
      .rank_class = row.rank_class,
      .managing_organization_id = references.managing_organization_id,
      .administrator = row.administrator,
      .validity = row.validity,
      .create_time = now,
  };
}

ImportProblem ProblemOf(ImportTable table, int64_t line, const absl::Status& status) {
  return {.table = table,
          .line = line,
          .reason = ErrorReason(status),
          .message = std::string(status.message())};
}

std::string ProblemMessage(absl::string_view reason) {
  if (reason == "DUPLICATE_KEY") return "another row before it has the same key";
  if (reason == "DUPLICATE_CODE") return "another row before it has the same code";
  if (reason == "DUPLICATE_PHONE") return "another row before it has the same phone";
  if (reason == "DUPLICATE_USER_NAME") return "another row before it has the same user name";
  if (reason == "CODE_IN_USE") return "another organization on record has the code";
  if (reason == "PHONE_IN_USE") return "another person on record has the phone";
  if (reason == "USER_NAME_IN_USE") return "another person on record has the user name";
  if (reason == "OTHER_CONTENT") {
    return "the key is on record with other content; an import only creates: change what is on "
           "record by its own methods";
  }
  return "no row and nothing on record has the key";
}

absl::Status CheckApplicable(const Import& import) {
  if (import.state != ImportState::kChecked) return errors::ImportNotChecked();
  if (import.problem_count > 0) return errors::ImportHasProblems(import.problem_count);
  return absl::OkStatus();
}

}  // namespace xinqiao::registry
