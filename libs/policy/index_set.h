// Sets of small indices, for rules that are taken together.

#ifndef XINQIAO_LIBS_POLICY_INDEX_SET_H_
#define XINQIAO_LIBS_POLICY_INDEX_SET_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/numeric/bits.h"

namespace xinqiao::policy {

// Indices below a size given at the start. Sets of one size go together.
class IndexSet {
 public:
  explicit IndexSet(size_t size) : words_((size + 63) / 64) {}

  void Add(size_t index) { words_[index / 64] |= uint64_t{1} << (index % 64); }
  void Remove(size_t index) { words_[index / 64] &= ~(uint64_t{1} << (index % 64)); }
  bool Has(size_t index) const { return (words_[index / 64] >> (index % 64) & 1) != 0; }

  bool Empty() const {
    return std::all_of(words_.begin(), words_.end(), [](uint64_t word) { return word == 0; });
  }

  // The least index; of an empty set, one that no set has.
  size_t First() const {
    for (size_t i = 0; i < words_.size(); ++i) {
      if (words_[i] != 0) return i * 64 + static_cast<size_t>(absl::countr_zero(words_[i]));
    }
    return words_.size() * 64;
  }

  size_t Count() const {
    size_t count = 0;
    for (const uint64_t word : words_) count += static_cast<size_t>(absl::popcount(word));
    return count;
  }

  bool Meets(const IndexSet& other) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & other.words_[i]) != 0) return true;
    }
    return false;
  }

  bool IsWithin(const IndexSet& other) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & ~other.words_[i]) != 0) return false;
    }
    return true;
  }

  IndexSet& operator&=(const IndexSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  IndexSet& operator|=(const IndexSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  IndexSet& operator-=(const IndexSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  friend IndexSet operator&(IndexSet a, const IndexSet& b) { return a &= b; }
  friend bool operator==(const IndexSet& a, const IndexSet& b) { return a.words_ == b.words_; }

  // Calls visit(index) for every index, ascending.
  template <typename Visit>
  void ForEach(Visit&& visit) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1) {
        visit(i * 64 + static_cast<size_t>(absl::countr_zero(word)));
      }
    }
  }

  template <typename H>
  friend H AbslHashValue(H hash, const IndexSet& set) {
    return H::combine(std::move(hash), set.words_);
  }

 private:
  absl::InlinedVector<uint64_t, 4> words_;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_INDEX_SET_H_
