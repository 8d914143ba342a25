// A fresh database for each test, on the server of XINQIAO_TEST_DATABASE_URL
// (the superuser's address, as `tools/dev db url` prints it).

#ifndef XINQIAO_TESTS_SUPPORT_POSTGRES_H_
#define XINQIAO_TESTS_SUPPORT_POSTGRES_H_

#include <pqxx/pqxx>
#include <string>
#include <vector>

namespace xinqiao::testing {

// A database of its own with the migrated schema of one service; dropped with
// the object. Its role is the service's, as in production.
class TestDatabase {
 public:
  // Migrated by what services/SERVICE/storage/migrations.list names.
  explicit TestDatabase(const std::string& service);

  // The same for a schema made of these migration folders only, for libraries.
  TestDatabase(const std::string& role, const std::vector<std::string>& folders);
  ~TestDatabase();

  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  // The address for the service's role.
  const std::string& url() const { return url_; }

  // Runs `sql` as the superuser, with the service's schema in the search path;
  // returns the first column of the first row, or "".
  std::string Execute(const std::string& sql);

 private:
  void Create(const std::string& role, const std::vector<std::string>& folders);

  std::string role_;
  std::string name_;
  std::string url_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_POSTGRES_H_
