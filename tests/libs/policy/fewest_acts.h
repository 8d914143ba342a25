// The fewest acts that meet several rules, found by trying.

#ifndef XINQIAO_TESTS_LIBS_POLICY_FEWEST_ACTS_H_
#define XINQIAO_TESTS_LIBS_POLICY_FEWEST_ACTS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace xinqiao::policy {

// A rule that asks for acts of some kinds; a letter is a kind.
struct Wanted {
  std::string kinds;
  int organization = 0;
  int count = 0;
  std::set<size_t> joined;  // Others of its organization that an act counts in, too.
};

// Tries act by act. A few rules and small counts only.
class FewestActs {
 public:
  explicit FewestActs(const std::vector<Wanted>& wanted) {
    std::string kinds;
    for (const Wanted& each : wanted) kinds += each.kinds;
    for (uint32_t mask = 1; mask < uint32_t{1} << wanted.size(); ++mask) {
      for (const char kind : kinds) {
        if (CountsIn(wanted, mask, kind)) {
          acts_.insert(mask);
          break;
        }
      }
    }
    // What counts in less than another act is never needed.
    std::set<uint32_t> largest;
    for (const uint32_t act : acts_) {
      if (std::none_of(acts_.begin(), acts_.end(),
                       [act](uint32_t other) { return other != act && (act & ~other) == 0; })) {
        largest.insert(act);
      }
    }
    acts_ = largest;
    std::vector<int> left;
    for (const Wanted& each : wanted) left.push_back(each.count);
    count_ = From(left);
  }

  int Count() const { return count_; }

 private:
  // Whether one act of the kind counts in all rules of the mask.
  static bool CountsIn(const std::vector<Wanted>& wanted, uint32_t mask, char kind) {
    for (size_t i = 0; i < wanted.size(); ++i) {
      if ((mask >> i & 1) == 0) continue;
      if (wanted[i].kinds.find(kind) == std::string::npos) return false;
      for (size_t j = 0; j < i; ++j) {
        if ((mask >> j & 1) != 0 && wanted[i].organization == wanted[j].organization &&
            !wanted[i].joined.contains(j) && !wanted[j].joined.contains(i)) {
          return false;
        }
      }
    }
    return true;
  }

  int From(const std::vector<int>& left) {
    const auto first = std::find_if(left.begin(), left.end(), [](int count) { return count > 0; });
    if (first == left.end()) return 0;
    const auto known = known_.find(left);
    if (known != known_.end()) return known->second;
    int fewest = 1'000'000;
    for (const uint32_t act : acts_) {
      if ((act >> (first - left.begin()) & 1) == 0) continue;
      std::vector<int> after = left;
      for (size_t i = 0; i < after.size(); ++i) {
        if ((act >> i & 1) != 0) after[i] = std::max(0, after[i] - 1);
      }
      fewest = std::min(fewest, 1 + From(after));
    }
    known_[left] = fewest;
    return fewest;
  }

  std::set<uint32_t> acts_;  // By the rules that one counts in.
  std::map<std::vector<int>, int> known_;
  int count_ = 0;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_TESTS_LIBS_POLICY_FEWEST_ACTS_H_
