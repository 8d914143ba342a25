#include "tests/support/postgres.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace xinqiao::testing {
namespace {

std::string ServerUrl() {
  const char* url = std::getenv("XINQIAO_TEST_DATABASE_URL");
  return url == nullptr ? "postgresql://postgres@/postgres?host=/var/run/postgresql" : url;
}

// The server's address with another role and database.
std::string Url(const std::string& role, const std::string& database) {
  const std::string server = ServerUrl();
  return "postgresql://" + role + "@/" + database + server.substr(server.find('?'));
}

std::string Contents(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> MigrationFolders(const std::string& service) {
  const std::string storage = "services/" + service + "/storage/";
  std::ifstream list(storage + "migrations.list");
  if (!list) return {storage + "migrations"};
  std::vector<std::string> folders;
  for (std::string line; std::getline(list, line);) {
    if (!line.empty() && line[0] != '#') folders.push_back(line);
  }
  return folders;
}

void Migrate(pqxx::connection& connection, const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    pqxx::work tx(connection);
    tx.exec(Contents(file));
    tx.commit();
  }
}

}  // namespace

TestDatabase::TestDatabase(const std::string& service) {
  Create(service, MigrationFolders(service));
}

TestDatabase::TestDatabase(const std::string& role, const std::vector<std::string>& folders) {
  Create(role, folders);
}

void TestDatabase::Create(const std::string& role, const std::vector<std::string>& folders) {
  static std::atomic<int> made = 0;
  role_ = role;
  name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
  url_ = Url(role, name_);
  {
    pqxx::connection server(ServerUrl());
    pqxx::nontransaction(server).exec("CREATE DATABASE " + name_);
  }
  {
    pqxx::connection database(Url("postgres", name_));
    pqxx::nontransaction(database).exec("CREATE SCHEMA " + role + " AUTHORIZATION " + role);
  }
  pqxx::connection connection(url_);
  for (const std::string& folder : folders) Migrate(connection, folder);
}

TestDatabase::~TestDatabase() {
  pqxx::connection server(ServerUrl());
  pqxx::nontransaction(server).exec("DROP DATABASE " + name_ + " WITH (FORCE)");
}

std::string TestDatabase::Execute(const std::string& sql) {
  pqxx::connection connection(Url("postgres", name_));
  pqxx::work tx(connection);
  tx.exec("SET LOCAL search_path = " + role_);
  const pqxx::result result = tx.exec(sql);
  tx.commit();
  return result.empty() || result[0][0].is_null() ? "" : result[0][0].as<std::string>();
}

}  // namespace xinqiao::testing
