// The read model: every fact, in memory, by dense index.

#ifndef XINQIAO_SERVICES_ASSESSMENT_DOMAIN_MODEL_H_
#define XINQIAO_SERVICES_ASSESSMENT_DOMAIN_MODEL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/assessment/domain/facts.h"

namespace xinqiao::assessment {

// Position in one of the vectors below. Depends on the order of arrival, so it
// never leaves the service.
using Index = int32_t;
inline constexpr Index kNone = -1;

// Where an organization stands over a span of days.
struct Place {
  OrganizationVersion version;
  Index parent = kNone;
};

struct Organization {
  OrganizationCreated fact;              // As it was created.
  std::vector<Place> places;             // In order, without gaps, at least one.
  std::vector<ManyYouthSet> many_youth;  // In force each up to the day of the next.
  std::vector<Index> children;           // Of any day, by id.
  std::vector<Index> posts;
  std::vector<Index> activities;  // As organizing body.
  std::vector<Index> packs;       // As publisher.
};

struct Post {
  PostCreated fact;  // With its end, once known.
  Index organization = kNone;
  Index person = kNone;  // Equal for posts of one person.
  std::vector<Index> links;
  std::vector<Index> activities;  // As crediting post.
  std::vector<Index> replies;
};

struct Link {
  LinkActivated fact;
  Index post = kNone;
  Index youth = kNone;  // Equal for links of one youth.
  absl::CivilDay inactive_from = kOpenEnd;

  bool ActiveOn(absl::CivilDay day) const { return fact.day <= day && day < inactive_from; }
};

struct Activity {
  ActivityRecorded fact;
  Index organization = kNone;
  Index kind = kNone;  // Equal for activities of one kind.
  std::optional<absl::CivilDay> void_day;

  bool VoidBy(absl::CivilDay day) const { return void_day.has_value() && *void_day <= day; }
};

struct Reply {
  ReplyGiven fact;
  Index post = kNone;
};

struct Pack {
  RulePackPublished fact;
  Index organization = kNone;
  std::optional<RulePackEnded> ended;

  // The days on which its rules may be in force.
  Period InForce() const;
};

// Applies facts and answers where they stand; figures are computed by the
// functions of self_check.h and duty_board.h. Answers depend on the facts, not
// on the order in which the feeds brought them. Not thread-safe: readers may
// share it while nobody applies.
class Model {
 public:
  // Applies one fact. A fact that is known already changes nothing. INTERNAL
  // when it refers to something that no earlier fact brought.
  absl::Status Apply(const Fact& fact);

  std::optional<Index> FindOrganization(const std::string& id) const;
  std::optional<Index> FindPost(const std::string& id) const;
  std::optional<Index> FindPack(const std::string& id) const;

  // The family of an activity's kind, or nothing while the catalogue does not
  // have the kind.
  std::optional<policy::ActivityGroup> GroupOf(const Activity& activity) const;

  // Where an organization stands on `day`; nullptr before its first day. What
  // was closed stands under its successor, with everything recorded in it.
  const Place* PlaceOn(Index organization, absl::CivilDay day) const;

  // The children of an organization on `day`, by id.
  std::vector<Index> ChildrenOn(Index organization, absl::CivilDay day) const;

  // `organization` and everything below it on `day`, in preorder, children by
  // id; empty when it does not exist yet.
  std::vector<Index> Subtree(Index organization, absl::CivilDay day) const;

  // Whether `ancestor` is `organization` or above it on `day`.
  bool IsWithin(Index organization, Index ancestor, absl::CivilDay day) const;

  // `organization` and everything that is above it on `day`, upwards.
  std::vector<Index> Ancestors(Index organization, absl::CivilDay day) const;

  // What rules look at of an organization, as it is on `day`.
  policy::OrganizationFacts FactsOn(Index organization, absl::CivilDay day) const;

  const Organization& organization(Index i) const { return organizations_[At(i)]; }
  const Post& post(Index i) const { return posts_[At(i)]; }
  const Link& link(Index i) const { return links_[At(i)]; }
  const Activity& activity(Index i) const { return activities_[At(i)]; }
  const Reply& reply(Index i) const { return replies_[At(i)]; }
  const Pack& pack(Index i) const { return packs_[At(i)]; }

  const std::vector<Organization>& organizations() const { return organizations_; }
  const std::vector<Post>& posts() const { return posts_; }
  const std::vector<Link>& links() const { return links_; }
  const std::vector<Activity>& activities() const { return activities_; }
  const std::vector<Reply>& replies() const { return replies_; }
  const std::vector<Pack>& packs() const { return packs_; }

  // The catalogue, by id.
  std::vector<policy::ActivityKind> Kinds() const;

 private:
  using Ids = absl::flat_hash_map<std::string, Index>;

  static size_t At(Index i) { return static_cast<size_t>(i); }

  // The index of `id`, a new one when it is new.
  static Index Intern(Ids& ids, const std::string& id);
  Index InternKind(const std::string& kind_id);

  absl::Status Add(const OrganizationCreated& fact);
  absl::Status Add(const OrganizationChanged& fact);
  absl::Status Add(const ManyYouthSet& fact);
  absl::Status Add(const PostCreated& fact);
  absl::Status Add(const PostEnded& fact);
  absl::Status Add(const policy::ActivityKind& kind);
  absl::Status Add(const RulePackPublished& fact);
  absl::Status Add(const RulePackEnded& fact);
  absl::Status Add(const LinkActivated& fact);
  absl::Status Add(const LinkInactivated& fact);
  absl::Status Add(const ActivityRecorded& fact);
  absl::Status Add(const ActivityVoided& fact);
  absl::Status Add(const ReplyGiven& fact);

  // The places of an organization that has `versions`.
  absl::StatusOr<std::vector<Place>> PlacesOf(const std::vector<OrganizationVersion>& versions);
  void AddChild(Index parent, Index child);

  std::vector<Organization> organizations_;
  std::vector<Post> posts_;
  std::vector<Link> links_;
  std::vector<Activity> activities_;
  std::vector<Reply> replies_;
  std::vector<Pack> packs_;
  // By the index of their id; nothing where only an activity named the kind.
  std::vector<std::optional<policy::ActivityKind>> kinds_;
  Ids organization_ids_, post_ids_, link_ids_, activity_ids_, reply_ids_, pack_ids_;
  Ids kind_ids_, person_ids_, youth_ids_;
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_DOMAIN_MODEL_H_
