// A province for benchmarks of registry: 400,000 organizations, 380,000 posts.

#ifndef XINQIAO_TESTS_BENCH_REGISTRY_PROVINCE_H_
#define XINQIAO_TESTS_BENCH_REGISTRY_PROVINCE_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/postgres.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::bench {

// A province over 4 cities, each over one county of 100,000 organizations: 1000
// schools with 99 branches each. Below the last school there are a college and
// its club. Organizations have names of their own and codes, as after an import.
class RegistryProvince {
 public:
  static constexpr int kCities = 4;
  static constexpr int kSchools = 1000;  // Of a county.
  static constexpr int kBranches = 99;   // Of a school.
  static constexpr int kOrganizations = 1 + 2 * kCities + kCities * kSchools * (1 + kBranches) + 2;
  static constexpr int kPosts = 380'000;
  static constexpr char kFirstDay[] = "2016-09-01";

  // `organizations/...`. Counted from 0.
  static std::string Root() { return Name(1); }
  static std::string City(int city) { return Name(2 + city); }
  static std::string County(int county) { return Name(6 + county); }
  static std::string School(int county, int school) { return Name(SchoolNumber(county, school)); }
  static std::string Branch(int county, int school, int branch) {
    return Name(SchoolNumber(county, school) + 1 + branch);
  }

  // Writes all to an empty database of registry: the organizations to their
  // tables, and the feed as the sequencer would have left it. Posts are in the
  // feed only: nothing that is measured asks for their rows. Behind them comes
  // `more`.
  static void Fill(xinqiao::testing::TestDatabase& database,
                   const std::vector<registry::v1::Event>& more = {});

  // The post of a branch; of the organizations all but the last ones have one.
  static std::string PostOfBranch(int county, int school, int branch) {
    const int number = SchoolNumber(county, school) + 1 + branch;
    return absl::StrCat(Name(number), "/posts/", Id(3, number - 10));
  }

 private:
  static int SchoolNumber(int county, int school) {
    return 10 + (county * kSchools + school) * (1 + kBranches);
  }
  static std::string Name(int number) { return absl::StrCat("organizations/", Id(1, number)); }
  // A UUID that tells what it is the id of.
  static std::string Id(int what, int number) {
    return absl::StrCat("0000000", what, "-0000-7000-8000-", absl::Dec(number, absl::kZeroPad12));
  }
};

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_REGISTRY_PROVINCE_H_
