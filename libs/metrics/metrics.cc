#include "libs/metrics/metrics.h"

#include <prometheus/exposer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace xinqiao::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily Family(std::string name, std::string help, MetricType type, double value) {
  ClientMetric metric;
  if (type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  MetricFamily family;
  family.name = std::move(name);
  family.help = std::move(help);
  family.type = type;
  family.metric.push_back(metric);
  return family;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  int64_t total_pages = 0;
  int64_t resident_pages = 0;
  file >> total_pages >> resident_pages;
  return static_cast<double>(resident_pages * sysconf(_SC_PAGESIZE));
}

double OpenFiles() {
  std::error_code missing;
  const std::filesystem::directory_iterator files("/proc/self/fd", missing);
  return static_cast<double>(std::distance(begin(files), end(files)));
}

// prometheus-cpp has no collector for the process itself.
class ProcessCollector final : public prometheus::Collectable {
 public:
  std::vector<MetricFamily> Collect() const override {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    return {
        Family("process_cpu_seconds_total", "User and system CPU time spent.", MetricType::Counter,
               CpuSeconds()),
        Family("process_resident_memory_bytes", "Resident memory.", MetricType::Gauge,
               ResidentBytes()),
        Family("process_open_fds", "Open file descriptors.", MetricType::Gauge, OpenFiles()),
        Family("process_max_fds", "Limit of open file descriptors.", MetricType::Gauge,
               static_cast<double>(files.rlim_cur)),
    };
  }
};

std::shared_ptr<prometheus::Registry>& SharedRegistry() {
  static auto& registry =
      *new std::shared_ptr<prometheus::Registry>(std::make_shared<prometheus::Registry>());
  return registry;
}

}  // namespace

prometheus::Registry& Registry() { return *SharedRegistry(); }

absl::StatusOr<std::unique_ptr<Exposition>> Exposition::Start(const std::string& address) try {
  return std::unique_ptr<Exposition>(
      new Exposition(std::make_unique<prometheus::Exposer>(address, 1)));
} catch (const std::exception&) {
  return absl::UnavailableError(
      absl::StrCat("cannot serve metrics on ", address, ": the port is in use or not allowed"));
}

Exposition::Exposition(std::unique_ptr<prometheus::Exposer> exposer)
    : exposer_(std::move(exposer)), process_(std::make_shared<ProcessCollector>()) {
  exposer_->RegisterCollectable(SharedRegistry());
  exposer_->RegisterCollectable(process_);
}

Exposition::~Exposition() = default;

}  // namespace xinqiao::metrics
