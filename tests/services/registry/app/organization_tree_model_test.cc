// The tree against a model of it that is as simple as can be: a list of
// organizations, looked through from the start for every question.

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/pinyin.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using xinqiao::testing::IsOk;

constexpr absl::CivilDay kFirstDay(2016, 1, 1);
constexpr int kDays = 1000;
constexpr int kEarly = 60;

// Kind and level of organization after organization, from the nation down.
constexpr std::pair<OrganizationKind, OrganizationLevel> kClassesOfTheTree[] = {
    {OrganizationKind::kProvincialCommittee, OrganizationLevel::kProvince},
    {OrganizationKind::kPrefectureCommittee, OrganizationLevel::kCity},
    {OrganizationKind::kWorkCommittee, OrganizationLevel::kCity},
    {OrganizationKind::kCountyCommittee, OrganizationLevel::kCounty},
    {OrganizationKind::kWorkCommittee, OrganizationLevel::kCounty},
    {OrganizationKind::kUniversityCommittee, OrganizationLevel::kSchool},
    {OrganizationKind::kWorkCommittee, OrganizationLevel::kCollege},
    {OrganizationKind::kCollegeCommittee, OrganizationLevel::kCollege},
    {OrganizationKind::kBranch, OrganizationLevel::kBranch},
    {OrganizationKind::kClub, OrganizationLevel::kOutside},
};
constexpr const char* kNames[] = {"西安市委", "安康市委", "长安团支部", "a", "团支部", "宝鸡"};

// In the order of creation.
class Model {
 public:
  std::vector<OrganizationHistory> all;
  std::vector<PostSpan> posts;

  const OrganizationVersion* On(const std::string& id, absl::CivilDay day) const {
    for (const OrganizationHistory& each : all) {
      if (each.identity.organization_id != id) continue;
      for (const OrganizationVersion& version : each.versions) {
        if (Contains(version.validity, day)) return &version;
      }
    }
    return nullptr;
  }

  std::optional<Organization> Find(const std::string& id, absl::CivilDay day) const {
    const OrganizationVersion* const version = On(id, day);
    if (version == nullptr) return std::nullopt;
    for (const OrganizationHistory& each : all) {
      if (each.identity.organization_id == id) return Organization{each.identity, *version};
    }
    return std::nullopt;
  }

  std::vector<Organization> Ancestors(const std::string& id, absl::CivilDay day) const {
    std::vector<Organization> ancestors;
    for (auto at = Find(id, day); !at->version.parent_id.empty();) {
      at = Find(at->version.parent_id, day);
      ancestors.push_back(*at);
    }
    return ancestors;
  }

  // In preorder, with the depth of each below `id`.
  std::vector<std::pair<int, Organization>> Below(const std::string& id, absl::CivilDay day,
                                                  int depth = 1) const {
    std::vector<std::pair<int, Organization>> below;
    for (const OrganizationHistory& each : all) {
      for (const OrganizationVersion& version : each.versions) {
        if (version.parent_id != id || !Contains(version.validity, day)) continue;
        below.emplace_back(depth, Organization{each.identity, version});
        for (auto& deeper : Below(each.identity.organization_id, day, depth + 1)) {
          below.push_back(std::move(deeper));
        }
      }
    }
    return below;
  }

  std::vector<std::string> Descendants(const DescendantsQuery& query) const {
    const auto in = [](const auto& values, auto value) {
      return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
    };
    std::vector<std::string> ids;
    for (const auto& [depth, each] : Below(query.organization_id, query.day)) {
      if (query.depth_max > 0 && depth > query.depth_max) continue;
      if (!in(query.kinds, each.identity.kind) || !in(query.levels, each.identity.level)) continue;
      if (each.version.closed && !query.include_closed) continue;
      ids.push_back(each.identity.organization_id);
    }
    return ids;
  }

  std::vector<std::string> Search(const SearchQuery& query) const {
    std::vector<Organization> found = {*Find(query.scope_id, query.day)};
    for (const auto& [depth, each] : Below(query.scope_id, query.day)) found.push_back(each);
    std::erase_if(found, [&](const Organization& each) {
      bool matches = absl::StrContains(each.version.display_name, query.text);
      for (const OrganizationCode& code : each.identity.codes) {
        matches = matches || absl::StartsWith(code.code, query.text);
      }
      return !matches || (each.version.closed && !query.include_closed);
    });
    const PinyinOrder pinyin;
    std::sort(found.begin(), found.end(), [&](const Organization& a, const Organization& b) {
      return std::pair(pinyin.SortKey(a.version.display_name), a.identity.organization_id) <
             std::pair(pinyin.SortKey(b.version.display_name), b.identity.organization_id);
    });
    return Ids(found);
  }

  SubtreeTotals Totals(const std::string& id, absl::CivilDay day) const {
    const OrganizationVersion* const version = On(id, day);
    if (version == nullptr || version->closed) return {};
    std::vector<std::string> ids = Descendants({.organization_id = id, .day = day});
    ids.push_back(id);
    SubtreeTotals totals = {.organizations = static_cast<int64_t>(ids.size())};
    for (const PostSpan& post : posts) {
      totals.posts += Contains(post.validity, day) &&
                      std::find(ids.begin(), ids.end(), post.organization_id) != ids.end();
    }
    return totals;
  }
};

// A model and a tree that were given the same changes. Ids grow with creation.
class Twins {
 public:
  explicit Twins(uint32_t seed) : random_(seed) {
    for (int i = 0; i < kEarly; ++i) Create();
  }

  void Change() {
    switch (Roll(10)) {
      case 0:
        return Create();
      case 1:
        return ChangePost();
      case 2:
        return Close();
      case 3:
        return Forget();
      default:
        return Move();
    }
  }

  // Compares every kind of answer about one organization and one day.
  void Compare() {
    const absl::CivilDay day = AnyDay();
    std::string id = AnyId();
    EXPECT_EQ(tree_.Find(id, day), model_.Find(id, day));
    EXPECT_EQ(tree_.Totals(id, day), model_.Totals(id, day));
    if (!model_.Find(id, day).has_value()) return;
    const auto ancestors = tree_.ListAncestors(id, day);
    ASSERT_THAT(ancestors, IsOk());
    EXPECT_EQ(*ancestors, model_.Ancestors(id, day));
    // Most organizations are leaves: look at larger subtrees, too.
    if (!ancestors->empty()) {
      id = (*ancestors)[static_cast<size_t>(Roll(static_cast<int>(ancestors->size())))]
               .identity.organization_id;
    }

    DescendantsQuery query = {.organization_id = id,
                              .day = day,
                              .depth_max = Roll(4),
                              .include_closed = Roll(2) == 0,
                              .page = {.size = 1 + Roll(9)}};
    for (int i = Roll(3); i > 0; --i) query.kinds.push_back(AnyClass().first);
    for (int i = Roll(3); i > 0; --i) query.levels.push_back(AnyClass().second);
    const std::vector<std::string> below = model_.Descendants(query);
    EXPECT_EQ(AllPages(query, &OrganizationTree::ListDescendants), below);
    compared_ += below.size();

    const std::string texts[] = {"安", "团支部", "a", "c1", "市委"};
    const SearchQuery search = {.scope_id = id,
                                .text = texts[Roll(5)],
                                .day = day,
                                .include_closed = Roll(2) == 0,
                                .page = {.size = 1 + Roll(9)}};
    EXPECT_EQ(AllPages(search, &OrganizationTree::Search), model_.Search(search));
  }

  // How many descendants were compared.
  size_t compared() const { return compared_; }

 private:
  int Roll(int sides) { return static_cast<int>(random_() % static_cast<uint32_t>(sides)); }
  absl::CivilDay AnyDay() { return kFirstDay + Roll(kDays); }
  OrganizationHistory& Any() { return model_.all[static_cast<size_t>(Roll(Size()))]; }
  const std::string& AnyId() { return Any().identity.organization_id; }
  int Size() const { return static_cast<int>(model_.all.size()); }
  std::pair<OrganizationKind, OrganizationLevel> AnyClass() { return kClassesOfTheTree[Roll(10)]; }
  std::string AnyName() { return kNames[Roll(6)]; }

  void Apply(const OrganizationTree::Change& change) { ASSERT_THAT(tree_.Apply(change), IsOk()); }

  // Somebody under whom one of `level` may stand from `day` on; "" if there is
  // nobody.
  std::string AnyParent(OrganizationLevel level, absl::CivilDay day) {
    const int start = Roll(std::max(1, Size()));
    for (int i = 0; i < Size(); ++i) {
      const OrganizationHistory& each = model_.all[static_cast<size_t>((start + i) % Size())];
      if (each.identity.level < level && StandsFrom(each.versions, day)) {
        return each.identity.organization_id;
      }
    }
    return "";
  }

  void Create() {
    // The first ones come from the top down and early.
    const bool early = Size() < kEarly;
    const auto [kind, level] = early ? kClassesOfTheTree[Size() / 6] : AnyClass();
    const absl::CivilDay day = early ? kFirstDay + Size() : AnyDay();
    Organization created = {
        .identity = {.organization_id = Id(Size() + 1), .kind = kind, .level = level},
        .version = {.validity = {day, kOpenEnd}, .display_name = AnyName()}};
    created.version.parent_id = AnyParent(level, day);
    created.identity.codes = {{CodeScheme::kExternal, "c" + std::to_string(Size())}};
    model_.all.push_back({created.identity, {created.version}});
    Apply({.created = {created}});
  }

  // `history` from `day` on with another parent, name or state.
  static void SetFrom(OrganizationHistory& history, absl::CivilDay day, const std::string& parent,
                      const std::string& name, bool closed) {
    OrganizationVersion& last = history.versions.back();
    if (last.validity.first == day) {
      last.parent_id = parent;
      last.display_name = name;
      last.closed = closed;
      return;
    }
    last.validity.end = day;
    history.versions.push_back(
        {.validity = {day, kOpenEnd}, .display_name = name, .parent_id = parent, .closed = closed});
  }

  void Move() {
    OrganizationHistory& history = Any();
    const OrganizationVersion last = history.versions.back();
    if (last.closed) return;
    const absl::CivilDay day = std::max(last.validity.first, AnyDay());
    SetFrom(history, day, AnyParent(history.identity.level, day), AnyName(), false);
    Apply({.changed = {history}});
  }

  // Closes one into a sibling or its parent, with all changes that this takes,
  // at once: those below it go to the same parent as it.
  void Close() {
    OrganizationHistory& history = Any();
    const OrganizationVersion last = history.versions.back();
    const absl::CivilDay day = std::max(last.validity.first, AnyDay());
    if (last.closed || last.parent_id.empty()) return;
    for (const OrganizationHistory& each : model_.all) {
      if (each.identity.organization_id == last.parent_id && !StandsFrom(each.versions, day)) {
        return;
      }
      // Whoever stands below it on some later days only is not thought of.
      for (const OrganizationVersion& version : each.versions) {
        if (version.parent_id != history.identity.organization_id) continue;
        if (version.validity.first > day) return;
        if (version.validity.end > day && version.validity.end != kOpenEnd) return;
      }
    }
    OrganizationTree::Change change;
    for (OrganizationHistory& each : model_.all) {
      const OrganizationVersion now = each.versions.back();
      if (now.parent_id != history.identity.organization_id) continue;
      SetFrom(each, day, last.parent_id, now.display_name, now.closed);
      change.changed.push_back(each);
    }
    SetFrom(history, day, last.parent_id, last.display_name, true);
    change.changed.push_back(history);
    Apply(change);
  }

  // Takes the last version back, as a cancellation does.
  void Forget() {
    OrganizationHistory& history = Any();
    if (history.versions.size() == 1) return;
    OrganizationHistory shorter = history;
    shorter.versions.pop_back();
    shorter.versions.back().validity.end = kOpenEnd;
    // Only where that leaves a tree: the one before closed nobody's parent.
    const OrganizationVersion& last = shorter.versions.back();
    if (last.closed || history.versions.back().closed) return;
    if (!last.parent_id.empty()) {
      for (const OrganizationHistory& each : model_.all) {
        if (each.identity.organization_id == last.parent_id &&
            !StandsFrom(each.versions, last.validity.first)) {
          return;
        }
      }
    }
    history = shorter;
    Apply({.changed = {history}});
  }

  void ChangePost() {
    if (model_.posts.empty() || Roll(2) == 0) {
      const absl::CivilDay day = AnyDay();
      model_.posts.push_back({.post_id = Id(100'000 + static_cast<int>(model_.posts.size())),
                              .organization_id = AnyId(),
                              .validity = {day, kOpenEnd}});
      return Apply({.posts = {model_.posts.back()}});
    }
    PostSpan& post = model_.posts[static_cast<size_t>(Roll(static_cast<int>(model_.posts.size())))];
    post.validity.end = Roll(3) == 0 ? kOpenEnd : post.validity.first + Roll(500);
    Apply({.posts = {post}});
  }

  // The ids on all pages of `query`, of the size that it says.
  template <typename Query>
  std::vector<std::string> AllPages(Query query, absl::StatusOr<Page<Organization>> (
                                                     OrganizationTree::*list)(const Query&) const) {
    std::vector<std::string> ids;
    do {
      const auto page = (tree_.*list)(query);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return ids;
      for (const std::string& id : Ids(page->items)) ids.push_back(id);
      EXPECT_LE(static_cast<int>(page->items.size()), query.page.size);
      query.page.cursor = page->next_cursor;
    } while (!query.page.cursor.empty());
    return ids;
  }

  std::mt19937 random_;
  Model model_;
  OrganizationTree tree_;
  size_t compared_ = 0;
};

TEST(OrganizationTreeModelTest, AnswersAsTheModelDoes) {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE(seed);
    Twins twins(seed);
    for (int step = 0; step < 250; ++step) {
      twins.Change();
      twins.Compare();
      if (::testing::Test::HasFailure()) return;
    }
    EXPECT_GT(twins.compared(), 500U);
  }
}

}  // namespace
}  // namespace xinqiao::registry
