#include "services/ledger/domain/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/ledger/scene.h"
#include "tests/support/day.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::Day;

Period FirstQuarter() { return {.first = Day("2017-01-01"), .end = Day("2017-04-01")}; }

BooksEntry Closing(int64_t position, const std::string& organization_id) {
  return {.log = scene::kLog,
          .position = position,
          .organization_id = organization_id,
          .period = FirstQuarter(),
          .closed = true};
}

BooksEntry Reopening(int64_t position, const std::string& organization_id) {
  BooksEntry entry = Closing(position, organization_id);
  entry.closed = false;
  return entry;
}

// The college goes from the university to the province on 1 March 2017.
KnownOrganizations MovedTree() {
  KnownOrganizations tree = scene::Tree();
  tree[scene::kCollege].parents = {
      {.organization_id = scene::kUniversity,
       .valid = {.first = Day("2016-01-01"), .end = Day("2017-03-01")}},
      {.organization_id = scene::kLog, .valid = {.first = Day("2017-03-01"), .end = kOpenEnd}}};
  return tree;
}

// The other way: from the province to the university.
KnownOrganizations ReturnedTree() {
  KnownOrganizations tree = scene::Tree();
  tree[scene::kCollege].parents = {
      {.organization_id = scene::kLog,
       .valid = {.first = Day("2016-01-01"), .end = Day("2017-03-01")}},
      {.organization_id = scene::kUniversity,
       .valid = {.first = Day("2017-03-01"), .end = kOpenEnd}}};
  return tree;
}

// Who keeps an activity of the college on `day` out; "" for nobody.
std::string ClosedBy(const Books& books, const KnownOrganizations& tree, const char* day,
                     const char* today = "2017-05-01") {
  const auto closed = books.ClosedFor(tree, scene::kCollege, Day(day), Day(today));
  return closed.has_value() ? closed->organization_id : "";
}

TEST(BooksTest, PathGoesUpTheTreeOfTheDay) {
  EXPECT_THAT(PathOn(MovedTree(), scene::kBranch, Day("2017-02-28")),
              ElementsAre(scene::kBranch, scene::kCollege, scene::kUniversity, scene::kLog,
                          scene::kCentral));
  EXPECT_THAT(PathOn(MovedTree(), scene::kBranch, Day("2017-03-01")),
              ElementsAre(scene::kBranch, scene::kCollege, scene::kLog, scene::kCentral));
  EXPECT_THAT(PathOn(MovedTree(), scene::kBranch, Day("2015-12-31")), ElementsAre(scene::kBranch));
  EXPECT_THAT(PathOn(MovedTree(), scene::kCentral, Day("2017-03-01")),
              ElementsAre(scene::kCentral));
  EXPECT_THAT(PathOn({}, scene::kNobody, Day("2017-03-01")), ElementsAre(scene::kNobody));
}

TEST(BooksTest, PathEndsInATreeThatIsACircle) {
  KnownOrganizations tree = scene::Tree();
  tree[scene::kCentral].parents = {
      {.organization_id = scene::kCollege, .valid = {.first = Day("2016-01-01"), .end = kOpenEnd}}};
  EXPECT_THAT(PathOn(tree, scene::kBranch, Day("2017-03-01")),
              ElementsAre(scene::kBranch, scene::kCollege, scene::kUniversity, scene::kLog,
                          scene::kCentral));
}

TEST(BooksTest, TheLastWordOnAPeriodCounts) {
  Books books({Reopening(7, scene::kCollege), Closing(3, scene::kCollege)});
  EXPECT_FALSE(books.IsClosed(scene::kCollege, FirstQuarter()));
  EXPECT_EQ(ClosedBy(books, scene::Tree(), "2017-02-01"), "");
  books.Add(Closing(8, scene::kCollege));
  EXPECT_TRUE(books.IsClosed(scene::kCollege, FirstQuarter()));
  EXPECT_EQ(ClosedBy(books, scene::Tree(), "2017-02-01"), scene::kCollege);
  EXPECT_FALSE(books.IsClosed(scene::kUniversity, FirstQuarter()));
}

TEST(BooksTest, PeriodsAreClosedEachByItself) {
  BooksEntry half_year = Closing(4, scene::kCollege);
  half_year.period.end = Day("2017-07-01");
  const Books books({Closing(3, scene::kCollege), half_year, Reopening(5, scene::kCollege)});
  EXPECT_FALSE(books.IsClosed(scene::kCollege, FirstQuarter()));
  EXPECT_TRUE(books.IsClosed(scene::kCollege, half_year.period));
  const auto closed =
      books.ClosedFor(scene::Tree(), scene::kCollege, Day("2017-02-01"), Day("2017-07-02"));
  ASSERT_TRUE(closed.has_value());
  EXPECT_EQ(closed->period, half_year.period);
}

TEST(BooksTest, ClosingHoldsForTheWholeSubtreeAndTheDaysOfThePeriod) {
  const Books books({Closing(3, scene::kLog)});
  EXPECT_EQ(ClosedBy(books, scene::Tree(), "2016-12-31"), "");
  EXPECT_EQ(ClosedBy(books, scene::Tree(), "2017-01-01"), scene::kLog);
  EXPECT_EQ(ClosedBy(books, scene::Tree(), "2017-03-31"), scene::kLog);
  EXPECT_EQ(ClosedBy(books, scene::Tree(), "2017-04-01"), "");
  EXPECT_EQ(books.ClosedFor(scene::Tree(), scene::kElsewhere, Day("2017-02-01"), Day("2017-05-01")),
            std::nullopt);
  EXPECT_EQ(ClosedBy(Books({Closing(3, scene::kBranch)}), scene::Tree(), "2017-02-01"), "");
}

TEST(BooksTest, ClosingHoldsForWhoStoodThereThenOrStandsThereNow) {
  const Books of_university({Closing(3, scene::kUniversity)});
  EXPECT_EQ(ClosedBy(of_university, MovedTree(), "2017-02-28"), scene::kUniversity);
  EXPECT_EQ(ClosedBy(of_university, MovedTree(), "2017-03-01"), "");

  EXPECT_EQ(ClosedBy(of_university, ReturnedTree(), "2017-02-28"), scene::kUniversity);
}

TEST(BooksTest, TheHighestClosingIsTold) {
  const Books books(
      {Closing(3, scene::kLog), Closing(4, scene::kCollege), Closing(5, scene::kUniversity)});
  EXPECT_EQ(ClosedBy(books, scene::Tree(), "2017-02-01"), scene::kLog);
  EXPECT_EQ(ClosedBy(Books({Closing(4, scene::kCollege), Closing(5, scene::kUniversity)}),
                     ReturnedTree(), "2017-02-01"),
            scene::kUniversity);
  EXPECT_EQ(ClosedBy(Books(), scene::Tree(), "2017-02-01"), "");
}

}  // namespace
}  // namespace xinqiao::ledger
