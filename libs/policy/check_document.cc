#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "libs/policy/checker.h"

namespace xinqiao::policy {
namespace {

constexpr size_t kSha256Digits = 64;

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) || ('a' <= c && c <= 'f');
  });
}

void CheckScope(Checker& checker) {
  Checker::Seen seen;
  ForEach("scope.subtrees", checker.pack().scope.subtree_ids,
          [&](absl::string_view path, const std::string& id) {
            if (!seen.insert(id).second) checker.Wrong(path, "occurs twice");
          });
}

// A switch that the document of the pack itself orders says its day as the
// document does.
void CheckOwnDay(Checker& checker, const std::string& path, const DocumentReference& basis) {
  const Document& document = checker.pack().document;
  if (basis.issuer != document.issuer || basis.number != document.number) return;
  if (basis.issue_day != document.issue_day) {
    checker.Wrong(path + ".issue_day", "is not that of the document of the pack");
  } else if (basis.issue_day_assumed != document.issue_day_assumed) {
    checker.Wrong(path + ".issue_day_assumed", "is not that of the document of the pack");
  }
}

void CheckSwitches(Checker& checker) {
  absl::flat_hash_set<int> seen;
  ForEach("switches", checker.pack().switches, [&](const std::string& path, const Switch& item) {
    if (!seen.insert(static_cast<int>(item.kind)).second) {
      checker.Wrong(path + ".kind", "occurs twice");
    }
    if (!item.enabled) return;
    if (!item.legal_basis.has_value() || item.legal_basis->issuer.empty() ||
        item.legal_basis->number.empty() || !item.legal_basis->issue_day.has_value()) {
      checker.Wrong(
          path + ".legal_basis",
          "a switch that is on names the issuer, number and day of the document that orders it");
    } else {
      CheckOwnDay(checker, path + ".legal_basis", *item.legal_basis);
    }
    checker.NotEmpty(path + ".text", item.text);
  });
}

void CheckAssumptions(Checker& checker) {
  Checker::Seen seen;
  ForEach("assumptions", checker.pack().assumptions,
          [&](const std::string& path, const Assumption& assumption) {
            if (!IsAssumptionId(assumption.assumption_id)) {
              checker.Wrong(path + ".assumption_id", "must look like 'A-16'");
            } else if (!seen.insert(assumption.assumption_id).second) {
              checker.Wrong(path + ".assumption_id", "occurs twice");
            }
            checker.NotEmpty(path + ".text", assumption.text);
          });
}

}  // namespace

void CheckDocument(Checker& checker) {
  const Document& document = checker.pack().document;
  checker.NotEmpty("document.issuer", document.issuer);
  checker.NotEmpty("document.number", document.number);
  checker.NotEmpty("document.title", document.title);
  if (document.issue_day > checker.publication_day()) {
    checker.Warn("document.issue_day",
                 absl::StrCat("dated ", absl::FormatCivilTime(document.issue_day),
                              ", after the day of publication ",
                              absl::FormatCivilTime(checker.publication_day())));
  }
  if (document.issue_day_assumed) {
    checker.Warn("document.issue_day",
                 absl::StrCat("the document names no day; ",
                              absl::FormatCivilTime(document.issue_day), " is assumed"));
  }
  ForEach("document.parents", document.parents,
          [&](const std::string& path, const DocumentReference& parent) {
            checker.NotEmpty(path + ".issuer", parent.issuer);
            if (parent.number.empty() && parent.title.empty()) {
              checker.Wrong(path, "needs a number or a title");
            }
            if (parent.issue_day_assumed && !parent.issue_day.has_value()) {
              checker.Wrong(path + ".issue_day_assumed", "there is no day");
            }
          });
  ForEach("document.annexes", document.annexes, [&](const std::string& path, const Annex& annex) {
    checker.NotEmpty(path + ".title", annex.title);
    if (!annex.sha256.empty() && (annex.sha256.size() != kSha256Digits || !IsHex(annex.sha256))) {
      checker.Wrong(path + ".sha256", "must be 64 lower-case hexadecimal digits");
    }
  });
  CheckScope(checker);
}

void CheckSwitchesAndAssumptions(Checker& checker) {
  CheckSwitches(checker);
  CheckAssumptions(checker);
}

}  // namespace xinqiao::policy
