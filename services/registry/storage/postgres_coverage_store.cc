#include "services/registry/storage/postgres_coverage_store.h"

#include <pqxx/pqxx>

#include "libs/base/status_macros.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

bool IsOnRecord(pqxx::transaction_base& tx, const std::string& organization_id) {
  return !tx.exec_params(sql::kFindOrganizationId, organization_id).empty();
}

CoverageFigures FiguresFrom(const pqxx::row& row) {
  return {.organizations = row["organizations"].as<int64_t>(),
          .organizations_expected = row["organizations_expected"].as<int64_t>(),
          .organizations_registered = row["organizations_registered"].as<int64_t>(),
          .posts = row["posts"].as<int64_t>(),
          .posts_expected = row["posts_expected"].as<int64_t>(),
          .posts_registered = row["posts_registered"].as<int64_t>(),
          .without_administrator = row["without_administrator"].as<int64_t>(),
          .posts_without_account = row["posts_without_account"].as<int64_t>(),
          .stale = row["stale"].as<int64_t>()};
}

}  // namespace

absl::StatusOr<Answer> PostgresCoverageStore::SetExpectation(const Call& call, const Write& write,
                                                             const std::string& organization_id,
                                                             const Expectation& expectation) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    if (!IsOnRecord(tx, organization_id)) return errors::OrganizationNotFound(organization_id);
    const int kind = expectation.kind.has_value() ? static_cast<int>(*expectation.kind) : 0;
    tx.exec_params0(sql::kSetExpectation, organization_id, kind, expectation.count,
                    pg::ToText(write.time));
    const Answer answer{.bytes = encoders_.expectation(expectation)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::vector<Expectation>> PostgresCoverageStore::ListExpectations(
    const Call& call, const std::string& organization_id) {
  using Found = absl::StatusOr<std::vector<Expectation>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    const pqxx::result found = tx.exec_params(sql::kListExpectations, organization_id);
    if (found.empty()) return errors::OrganizationNotFound(organization_id);
    std::vector<Expectation> expectations;
    for (const pqxx::row& row : found) {
      if (row["kind"].is_null()) continue;
      const int kind = row["kind"].as<int>();
      Expectation& expectation = expectations.emplace_back();
      expectation.count = row["expected"].as<int>();
      if (kind > 0) expectation.kind = static_cast<OrganizationKind>(kind);
    }
    return expectations;
  });
}

absl::StatusOr<Answer> PostgresCoverageStore::ConfirmOrganization(
    const Call& call, const Write& write, const std::string& organization_id) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    if (!IsOnRecord(tx, organization_id)) return errors::OrganizationNotFound(organization_id);
    tx.exec_params0(sql::kSetConfirmation, organization_id, pg::ToText(write.time), call.principal);
    const Answer answer{.bytes = encoders_.confirmation(write.time)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Coverage> PostgresCoverageStore::GetCoverage(const Call& call,
                                                            const CoverageQuery& query) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Coverage> {
    const pqxx::result found = tx.exec_params(
        sql::kGetCoverage, query.scope_id, pg::ToText(query.day), pg::ToText(query.stale_before));
    if (found.empty()) return errors::OrganizationNotFound(query.scope_id);
    CoverageFigures own;
    std::vector<CoverageOfChild> children;
    for (const pqxx::row& row : found) {
      if (row["child_id"].is_null()) {
        own = FiguresFrom(row);
        continue;
      }
      children.push_back({.organization_id = row["child_id"].as<std::string>(),
                          .display_name = row["display_name"].as<std::string>(),
                          .figures = FiguresFrom(row)});
    }
    return CoverageOf(own, std::move(children));
  });
}

}  // namespace xinqiao::registry
