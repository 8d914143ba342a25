#include "services/assessment/feed/followers.h"

#include <set>
#include <variant>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/feed/unread.h"
#include "services/assessment/feed/fact_codec.h"

namespace xinqiao::assessment {

Followers::Followers(Channels channels, Assessment& assessment, feed::Positions& positions)
    : channels_(std::move(channels)), assessment_(assessment), positions_(positions) {
  std::set<std::string> logs;
  assessment_.Read([&](const Model& model, const std::vector<feed::Cursor>& cursors) {
    for (const feed::Cursor& cursor : cursors) positions_.Set(cursor);
    for (const Organization& organization : model.organizations()) {
      logs.insert(organization.fact.log);
    }
  });
  Follow("registry", "registry", channels_.registry);
  for (const std::string& log : logs) FollowLog(log);
}

Followers::~Followers() {
  decltype(followers_) followers;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    followers.swap(followers_);
  }
  // Registry's follower may be waiting for the mutex: it is not held here.
  followers.clear();
}

absl::Status Followers::Apply(const feed::Cursor& /*from*/, const feed::Cursor& to,
                              absl::Span<const feed::v1::Event> events) {
  std::vector<Fact> facts;
  std::set<std::string> logs;
  for (const feed::v1::Event& event : events) {
    ASSIGN_OR_RETURN(std::vector<Fact> decoded, DecodeEvent(to.source, event.payload().value()));
    for (Fact& fact : decoded) {
      if (const auto* organization = std::get_if<OrganizationCreated>(&fact)) {
        logs.insert(organization->log);
      } else if (const auto* pack = std::get_if<RulePackPublished>(&fact)) {
        for (const std::string& why : pack->unread) {
          feed::ReportUnread(to.source, pack->rule_pack_id, why);
        }
      }
      facts.push_back(std::move(fact));
    }
  }
  RETURN_IF_ERROR(assessment_.Apply(facts, to));
  for (const std::string& log : logs) FollowLog(log);
  return absl::OkStatus();
}

absl::StatusOr<feed::Cursor> Followers::Load(const std::string& source, const std::string& log) {
  feed::Cursor found{.source = source, .log = log};
  assessment_.Read([&](const Model& /*model*/, const std::vector<feed::Cursor>& cursors) {
    for (const feed::Cursor& cursor : cursors) {
      if (cursor.source == source && cursor.log == log) found = cursor;
    }
  });
  return found;
}

void Followers::FollowLog(const std::string& log) {
  if (log.empty()) return;
  Follow("contacts", log, channels_.contacts);
  Follow("ledger", log, channels_.ledger);
  Follow("wishes", log, channels_.wishes);
}

void Followers::Follow(const std::string& source, const std::string& log,
                       const std::shared_ptr<grpc::Channel>& channel) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<feed::Follower>* follower = &followers_[{source, log}];
  if (stopping_ || *follower != nullptr) return;
  *follower = std::make_unique<feed::Follower>(
      feed::Follower::Options{.source = source, .log = log, .channel = channel}, positions_, *this);
}

}  // namespace xinqiao::assessment
