#include "services/registry/app/imports.h"

#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

ImportUpload::ImportUpload(const Imports& imports, std::string import_id, std::string request_id)
    : imports_(imports), import_id_(std::move(import_id)), request_id_(std::move(request_id)) {}

absl::Status ImportUpload::Append(const Call& call, ImportRows rows) {
  rows_ += rows.size();
  if (rows_ > kImportRowsMax) return errors::ImportTooLarge(kImportRowsMax);
  IdGenerator& ids = imports_.deps_.ids;
  for (OrganizationRow& row : rows.organizations) {
    row.place.ordinal = ++counts_[0];
    row.organization_id = ids.NewId();
  }
  for (PersonRow& row : rows.people) {
    row.place.ordinal = ++counts_[1];
    row.person_id = ids.NewId();
  }
  for (PostRow& row : rows.posts) {
    row.place.ordinal = ++counts_[2];
    row.post_id = ids.NewId();
  }
  return imports_.deps_.store.AppendRows(call, import_id_, rows, imports_.deps_.real_clock.Now());
}

absl::StatusOr<Answer> ImportUpload::Finish(const Call& call, int64_t row_count) {
  if (row_count != rows_) return errors::ImportIncomplete(rows_);
  const Imports::Deps& deps = imports_.deps_;
  const Write write{
      .request_id = request_id_, .change_id = deps.ids.NewId(), .time = deps.clock.Now()};
  ASSIGN_OR_RETURN(Answer answer, deps.store.FinishUpload(call, write, import_id_));
  deps.wake();
  return answer;
}

void ImportUpload::Abandon(const Call& call) {
  // What cannot be dropped now is given up later.
  imports_.deps_.store.DropImport(call, import_id_).IgnoreError();
}

absl::StatusOr<std::unique_ptr<ImportUpload>> Imports::StartUpload(const Call& call,
                                                                   std::string request_id) const {
  const absl::Time real_time = deps_.real_clock.Now();
  const NewImport import{.import_id = deps_.ids.NewId(),
                         .owner = call.principal,
                         .create_time = deps_.clock.Now(),
                         .real_time = real_time,
                         .abandoned_since = real_time - kUploadSilenceMax};
  RETURN_IF_ERROR(deps_.store.StartImport(call, import));
  return std::make_unique<ImportUpload>(*this, import.import_id, std::move(request_id));
}

absl::StatusOr<Import> Imports::GetImport(const Call& call, const std::string& import_id) const {
  ASSIGN_OR_RETURN(std::optional<Import> found, deps_.store.FindImport(call, import_id));
  if (!found.has_value()) return errors::ImportNotFound();
  return *std::move(found);
}

absl::StatusOr<Imports::ProblemPage> Imports::ListImportProblems(const Call& call,
                                                                 const std::string& import_id,
                                                                 const ProblemRange& range) const {
  ASSIGN_OR_RETURN(const std::optional<Import> found, deps_.store.FindImport(call, import_id));
  if (!found.has_value()) return errors::ImportNotFound();
  // One more than the page holds tells whether another follows.
  ASSIGN_OR_RETURN(
      std::vector<ListedProblem> listed,
      deps_.store.ListProblems(call, import_id, {.after = range.after, .limit = range.limit + 1}));
  ProblemPage page;
  if (listed.size() > static_cast<size_t>(range.limit)) {
    listed.pop_back();
    page.next_after = listed.back().number;
  }
  for (ListedProblem& each : listed) page.problems.push_back(std::move(each.problem));
  return page;
}

absl::StatusOr<Answer> Imports::ApplyImport(const Call& call, std::string request_id,
                                            const std::string& import_id) const {
  const Write write{.request_id = std::move(request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  ASSIGN_OR_RETURN(Answer answer,
                   deps_.store.RequestApply(call, write, import_id, CheckApplicable));
  deps_.wake();
  return answer;
}

}  // namespace xinqiao::registry
