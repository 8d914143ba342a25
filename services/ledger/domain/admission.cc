#include "services/ledger/domain/admission.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

// A post that a draft names, and the day on which it must be valid.
struct PostMention {
  std::string field;
  const PostRef& post;
  absl::CivilDay day;
};

// PostUnknown for those that are unknown; otherwise PostNotValid.
absl::Status CheckPosts(const std::vector<PostMention>& mentions, const AdmissionFacts& facts) {
  std::vector<errors::PostProblem> unknown;
  std::vector<errors::PostProblem> not_valid;
  for (const PostMention& mention : mentions) {
    const auto found = facts.posts.find(mention.post.post_id);
    const errors::PostProblem problem = {
        .field = mention.field, .post_id = mention.post.post_id, .day = mention.day};
    if (found == facts.posts.end() ||
        found->second.organization_id != mention.post.organization_id) {
      unknown.push_back(problem);
    } else if (!Contains(found->second.valid, mention.day)) {
      not_valid.push_back(problem);
    }
  }
  if (!unknown.empty()) return errors::PostUnknown(unknown);
  if (!not_valid.empty()) return errors::PostNotValid(not_valid);
  return absl::OkStatus();
}

std::vector<PostMention> PostsOf(const ActivityFacts& activity, absl::CivilDay today) {
  std::vector<PostMention> mentions = {
      {.field = "activity.author", .post = activity.author, .day = today}};
  for (size_t i = 0; i < activity.actors.size(); ++i) {
    mentions.push_back({.field = absl::StrCat("activity.actors[", i, "]"),
                        .post = activity.actors[i],
                        .day = activity.day});
  }
  return mentions;
}

// Collects the organizations that are not known.
class OrganizationCheck {
 public:
  explicit OrganizationCheck(const KnownOrganizations& known) : known_(known) {}

  void Add(absl::string_view field, const std::string& organization_id) {
    if (known_.find(organization_id) != known_.end()) return;
    unknown_.push_back({.field = std::string(field), .organization_id = organization_id});
  }
  void AddUnlessEmpty(absl::string_view field, const std::string& organization_id) {
    if (!organization_id.empty()) Add(field, organization_id);
  }
  void AddAll(absl::string_view field, const std::vector<std::string>& organization_ids) {
    for (size_t i = 0; i < organization_ids.size(); ++i) {
      Add(absl::StrCat(field, "[", i, "]"), organization_ids[i]);
    }
  }

  absl::Status Result() const {
    return unknown_.empty() ? absl::OkStatus() : errors::OrganizationUnknown(unknown_);
  }

 private:
  const KnownOrganizations& known_;
  std::vector<errors::OrganizationProblem> unknown_;
};

absl::Status CheckOrganizations(const ActivityFacts& activity, const AdmissionFacts& facts) {
  OrganizationCheck check(facts.organizations);
  check.Add("parent", activity.organization_id);
  check.AddUnlessEmpty("activity.guided_branch", activity.guided_branch_id);
  check.AddUnlessEmpty("activity.collective", activity.collective_id);
  if (activity.visit.has_value()) {
    check.AddAll("activity.visit.new_organizations", activity.visit->new_organization_ids);
    check.AddAll("activity.visit.guided_organizations", activity.visit->guided_organization_ids);
  }
  return check.Result();
}

// The activity that a draft is about; nullptr if the organization has none.
const StandingActivity* FindActivity(const AdmissionFacts& facts,
                                     const std::string& organization_id,
                                     const std::string& activity_id) {
  const auto found = facts.activities.find(activity_id);
  if (found == facts.activities.end() ||
      found->second.activity.facts.organization_id != organization_id) {
    return nullptr;
  }
  return &found->second;
}

bool Names(const Activity& activity, const std::string& youth_id) {
  const std::vector<std::string>& ids = activity.facts.participant_ids;
  return std::find(ids.begin(), ids.end(), youth_id) != ids.end();
}

bool Has(const StandingActivity& standing, RedactedField field, const std::string& participant_id) {
  switch (field) {
    case RedactedField::kText:
      return standing.openings.text.has_value();
    case RedactedField::kCircumstances:
      return standing.openings.circumstances.has_value();
    case RedactedField::kParticipant:
      return Names(standing.activity, participant_id);
    case RedactedField::kEvidenceUris:
      return standing.openings.evidence_uris.has_value();
    case RedactedField::kVoidReason:
      return !standing.activity.void_reason.empty();
  }
  return false;
}

// One for each kind of draft.
struct Check {
  const AdmissionFacts& facts;
  const absl::CivilDay today;

  absl::Status operator()(const Recording& recording) const {
    const ActivityFacts& activity = recording.activity.facts;
    if (activity.day > today) return errors::DayInFuture("activity.day", activity.day, today);
    if (facts.kind_ids.count(activity.kind_id) == 0) {
      return errors::ActivityKindUnknown(activity.kind_id);
    }
    RETURN_IF_ERROR(CheckOrganizations(activity, facts));
    RETURN_IF_ERROR(CheckPosts(PostsOf(activity, today), facts));
    const std::optional<BooksEntry> closed =
        facts.books.ClosedFor(facts.organizations, activity.organization_id, activity.day, today);
    if (!closed.has_value()) return absl::OkStatus();
    return errors::BooksClosed("activity.day", closed->organization_id, closed->period);
  }

  absl::Status operator()(const Voiding& voiding) const {
    const StandingActivity* found =
        FindActivity(facts, voiding.organization_id, voiding.activity_id);
    if (found == nullptr) return errors::ActivityUnknown(voiding.activity_id);
    if (!found->activity.void_time.has_value()) return absl::OkStatus();
    return errors::ActivityVoided(voiding.activity_id);
  }

  absl::Status operator()(const Stating& stating) const {
    const StandingActivity* found =
        FindActivity(facts, stating.organization_id, stating.activity_id);
    if (found == nullptr) return errors::ActivityUnknown(stating.activity_id);
    if (!Names(found->activity, stating.youth_id)) return errors::NotAParticipant();
    if (stating.statement != Statement::kWithdrawn) return absl::OkStatus();
    const auto said = found->said.find(stating.youth_id);
    if (said != found->said.end() && said->second.statement != Statement::kNone &&
        said->second.statement != Statement::kWithdrawn) {
      return absl::OkStatus();
    }
    return errors::NothingToWithdraw();
  }

  absl::Status operator()(const BooksChange& change) const {
    const absl::CivilDay last_day = change.period.end - 1;
    if (last_day >= today) return errors::DayInFuture("last_day", last_day, today);
    OrganizationCheck organization(facts.organizations);
    organization.Add("parent", change.organization_id);
    RETURN_IF_ERROR(organization.Result());
    RETURN_IF_ERROR(CheckPosts({{.field = "author", .post = change.author, .day = today}}, facts));
    const std::vector<std::string> path =
        PathOn(facts.organizations, change.organization_id, today);
    const auto lowest = change.closed ? path.begin() : path.begin() + 1;
    if (std::find(lowest, path.end(), change.author.organization_id) == path.end()) {
      return errors::NotASuperior(change.organization_id);
    }
    const bool closed = facts.books.IsClosed(change.organization_id, change.period);
    if (closed == change.closed) {
      return closed ? errors::BooksClosed("first_day", change.organization_id, change.period)
                    : errors::BooksNotClosed(change.organization_id, change.period);
    }
    return absl::OkStatus();
  }

  absl::Status operator()(const Redaction& redaction) const {
    const StandingActivity* found =
        FindActivity(facts, redaction.organization_id, redaction.activity_id);
    if (found == nullptr) return errors::ActivityUnknown(redaction.activity_id);
    const bool any = std::any_of(
        redaction.fields.begin(), redaction.fields.end(),
        [&](RedactedField field) { return Has(*found, field, redaction.participant_id); });
    return any ? absl::OkStatus() : errors::NothingToRedact();
  }

  // Whether the log has to begin one is told by what was signed, not by facts.
  absl::Status operator()(const EpochStart& /*start*/) const { return absl::OkStatus(); }
};

}  // namespace

absl::Status CheckMayWrite(absl::string_view principal) {
  if (!absl::StartsWith(principal, "youths/")) return absl::OkStatus();
  return errors::NotACadre();
}

absl::Status CheckAdmission(const Draft& draft, const AdmissionFacts& facts, absl::CivilDay today) {
  return std::visit(Check{.facts = facts, .today = today}, draft.what);
}

}  // namespace xinqiao::ledger
