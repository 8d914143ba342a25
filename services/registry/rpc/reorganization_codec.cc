#include "services/registry/rpc/reorganization_codec.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/guidance_codec.h"
#include "services/registry/rpc/organization_codec.h"
#include "services/registry/rpc/organization_event_codec.h"
#include "services/registry/rpc/post_codec.h"
#include "services/registry/rpc/working_group_codec.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kReorganizationPattern[] = "reorganizations/*";
constexpr char kNewPrefix[] = "new/";
constexpr rpc::TextBounds kTitle = {1, 200};
constexpr rpc::TextBounds kOrganizationName = {1, 200};
constexpr rpc::TextBounds kReason = {1, 500};
constexpr int kChangesMax = 1000;
constexpr size_t kKeySizeMax = 32;
constexpr char kListQuery[] = "ListReorganizations";

bool IsKey(absl::string_view key) {
  return !key.empty() && key.size() <= kKeySizeMax &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
         });
}

// Decodes the changes of one request, each seen beside those before it.
class ChangeDecoder {
 public:
  explicit ChangeDecoder(Fields& fields) : fields_(fields) {}

  OrganizationChange Decode(const std::string& field, const v1::OrganizationChange& change) {
    using Proto = v1::OrganizationChange;
    switch (change.change_case()) {
      case Proto::kMove:
        return MoveChange{
            .organization = Reference(field + ".move.organization", change.move().organization()),
            .parent = Reference(field + ".move.parent", change.move().parent())};
      case Proto::kMerge:
        return MergeChange{.organizations = References(field + ".merge.organizations",
                                                       change.merge().organizations(), 1),
                           .into = Reference(field + ".merge.into", change.merge().into())};
      case Proto::kSplit:
        return Split(field + ".split", change.split());
      case Proto::kRename:
        return RenameChange{
            .organization =
                Reference(field + ".rename.organization", change.rename().organization()),
            .display_name = fields_.Text(field + ".rename.display_name",
                                         change.rename().display_name(), kOrganizationName)};
      case Proto::kClose:
        return CloseChange{
            .organization = Reference(field + ".close.organization", change.close().organization()),
            .successor = Reference(field + ".close.successor", change.close().successor())};
      case Proto::kReopen:
        return ReopenChange{
            .organization =
                Reference(field + ".reopen.organization", change.reopen().organization()),
            .parent = Reference(field + ".reopen.parent", change.reopen().parent())};
      case Proto::kCreate:
        return Create(field + ".create", change.create());
      case Proto::CHANGE_NOT_SET:
        break;
    }
    fields_.Add(field, "says no change");
    return RenameChange{};
  }

 private:
  std::string Reference(const std::string& field, const std::string& value) {
    absl::string_view key = value;
    if (!absl::ConsumePrefix(&key, kNewPrefix)) {
      return fields_.Id(field, value, kOrganizationPattern);
    }
    if (std::find(keys_.begin(), keys_.end(), key) == keys_.end()) {
      fields_.Add(field, "is created by no earlier change");
    }
    return value;
  }

  template <typename Values>
  std::vector<std::string> References(const std::string& field, const Values& values, int min) {
    std::vector<std::string> result;
    if (values.size() < min) fields_.Add(field, absl::StrCat("has not at least ", min));
    for (int i = 0; i < values.size(); ++i) {
      result.push_back(Reference(absl::StrCat(field, "[", i, "]"), values.Get(i)));
    }
    return result;
  }

  OrganizationChange Split(const std::string& field, const v1::OrganizationChange::Split& split) {
    constexpr int kPartsMin = 2;
    SplitChange result{.organization = Reference(field + ".organization", split.organization())};
    if (split.parts_size() < kPartsMin) fields_.Add(field + ".parts", "has not at least 2");
    for (int i = 0; i < split.parts_size(); ++i) {
      const std::string part = absl::StrCat(field, ".parts[", i, "]");
      result.parts.push_back(
          {.organization = Reference(part + ".organization", split.parts(i).organization()),
           .children = References(part + ".children", split.parts(i).children(), 0)});
    }
    return result;
  }

  OrganizationChange Create(const std::string& field,
                            const v1::OrganizationChange::Create& create) {
    CreateChange result{.key = create.key(),
                        .organization = DecodeNewOrganization(fields_, field + ".organization",
                                                              create.organization())};
    const std::string& parent = create.organization().parent();
    if (!parent.empty()) {
      result.organization.parent_id = Reference(field + ".organization.parent", parent);
    }
    if (!IsKey(create.key())) {
      fields_.Add(field + ".key", "is not 1 to 32 of a-z, 0-9 and _");
    } else if (std::find(keys_.begin(), keys_.end(), create.key()) != keys_.end()) {
      fields_.Add(field + ".key", "stands twice");
    }
    keys_.push_back(create.key());
    return result;
  }

  Fields& fields_;
  std::vector<std::string> keys_;
};

std::string OrganizationName(const std::string& id) {
  return id.empty() ? "" : absl::StrCat("organizations/", id);
}

v1::ReorganizationPreview EncodePreview(const ReorganizationPreview& preview) {
  v1::ReorganizationPreview result;
  result.set_organizations_changed(preview.organizations_changed);
  result.set_organizations_affected(preview.affected.organizations);
  result.set_posts_affected(preview.affected.posts);
  result.set_posts_ended(preview.posts_ended);
  result.set_links_ended(preview.links_ended);
  result.mutable_rule_packs_left()->Assign(preview.rule_packs_left.begin(),
                                           preview.rule_packs_left.end());
  result.mutable_rule_packs_entered()->Assign(preview.rule_packs_entered.begin(),
                                              preview.rule_packs_entered.end());
  for (const TotalChange& total : preview.totals) {
    v1::ReorganizationPreview::Total& added = *result.add_totals();
    added.set_organization(OrganizationName(total.organization_id));
    added.set_organizations(total.gain.organizations);
    added.set_posts(total.gain.posts);
  }
  for (const ReorganizationConflict& conflict : preview.conflicts) {
    v1::ReorganizationPreview::Conflict& added = *result.add_conflicts();
    added.set_change_index(conflict.change_index);
    added.set_reason(conflict.reason);
    added.set_message(conflict.message);
    added.set_organization(OrganizationName(conflict.organization_id));
  }
  result.mutable_warnings()->Assign(preview.warnings.begin(), preview.warnings.end());
  return result;
}

}  // namespace

absl::StatusOr<NewReorganization> Decode(const v1::CreateReorganizationRequest& request) {
  const v1::Reorganization& reorganization = request.reorganization();
  Fields fields(errors::kDomain);
  NewReorganization asked{
      .effective_day = fields.Day("reorganization.effective_day", reorganization.effective_day()),
      .validate_only = request.validate_only()};
  if (!request.validate_only() || !request.request_id().empty()) {
    asked.request_id = fields.RequestId(request.request_id());
  }
  fields.Text("reorganization.title", reorganization.title(), kTitle);
  if (reorganization.changes().empty() || reorganization.changes_size() > kChangesMax) {
    fields.Add("reorganization.changes", absl::StrCat("has not 1 to ", kChangesMax, " changes"));
  }
  ChangeDecoder decoder(fields);
  for (int i = 0; i < reorganization.changes_size() && i < kChangesMax; ++i) {
    asked.changes.push_back(
        decoder.Decode(absl::StrCat("reorganization.changes[", i, "]"), reorganization.changes(i)));
  }
  RETURN_IF_ERROR(fields.status());
  v1::Reorganization content;
  content.set_title(reorganization.title());
  content.set_effective_day(reorganization.effective_day());
  *content.mutable_changes() = reorganization.changes();
  asked.content = content.SerializeAsString();
  return asked;
}

absl::StatusOr<std::string> Decode(const v1::GetReorganizationRequest& request) {
  Fields fields(errors::kDomain);
  std::string id = fields.Id("name", request.name(), kReorganizationPattern);
  RETURN_IF_ERROR(fields.status());
  return id;
}

absl::StatusOr<PageRequest> Decode(const v1::ListReorganizationsRequest& request) {
  Fields fields(errors::kDomain);
  PageRequest page = PageOfRequest(fields, request, kListQuery, IsUuid);
  RETURN_IF_ERROR(fields.status());
  return page;
}

absl::StatusOr<Reorganizations::Cancellation> Decode(
    const v1::CancelReorganizationRequest& request) {
  Fields fields(errors::kDomain);
  Reorganizations::Cancellation cancellation{
      .request_id = fields.RequestId(request.request_id()),
      .reorganization_id = fields.Id("name", request.name(), kReorganizationPattern),
      .reason = fields.Text("reason", request.reason(), kReason)};
  RETURN_IF_ERROR(fields.status());
  return cancellation;
}

v1::Reorganization Encode(const Reorganization& reorganization) {
  v1::Reorganization result;
  result.ParseFromString(reorganization.content);
  result.set_name(absl::StrCat("reorganizations/", reorganization.reorganization_id));
  result.set_state(reorganization.cancel_time.has_value() ? v1::Reorganization::STATE_CANCELLED
                                                          : v1::Reorganization::STATE_APPLIED);
  *result.mutable_create_time() = ToTimestamp(reorganization.create_time);
  if (reorganization.cancel_time.has_value()) {
    *result.mutable_cancel_time() = ToTimestamp(*reorganization.cancel_time);
  }
  return result;
}

v1::ListReorganizationsResponse Encode(const v1::ListReorganizationsRequest& /*request*/,
                                       const Page<Reorganization>& page) {
  v1::ListReorganizationsResponse result;
  for (const Reorganization& each : page.items) *result.add_reorganizations() = Encode(each);
  result.set_next_page_token(rpc::MakePageToken(kListQuery, page.next_cursor));
  return result;
}

std::string ReorganizationContent(const std::string& content, const ReorganizationPreview& preview,
                                  const std::vector<std::string>& created_ids) {
  v1::Reorganization result;
  result.ParseFromString(content);
  *result.mutable_preview() = EncodePreview(preview);
  for (const std::string& id : created_ids) {
    result.add_created_organizations(OrganizationName(id));
  }
  return result.SerializeAsString();
}

std::string ReorganizationPreviewAnswer(const Reorganization& reorganization) {
  v1::Reorganization result;
  result.ParseFromString(reorganization.content);
  result.clear_created_organizations();
  result.set_state(v1::Reorganization::STATE_PREVIEW);
  return result.SerializeAsString();
}

ReorganizationEncoders StoreReorganizationEncoders() {
  return {
      .answer = [](const Reorganization& value) { return Encode(value).SerializeAsString(); },
      .organization_created =
          [](const Organization& value) { return OrganizationCreated(value).SerializeAsString(); },
      .organization_changed =
          [](const OrganizationHistory& value) {
            return OrganizationChanged(value).SerializeAsString();
          },
      .post_ended = [](const Post& value) { return PostEnded(value).SerializeAsString(); },
      .link_ended =
          [](const SecondaryLink& value) { return SecondaryLinkEnded(value).SerializeAsString(); },
      .guidance_ended = StoreGuidanceEncoders().ended,
      .group_changed = StoreWorkingGroupEncoders().changed,
  };
}

}  // namespace xinqiao::registry
