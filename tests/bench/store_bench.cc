// Durable commits per second of the store, beside the same keys written to the
// engine by as many threads, each with its own synced batch.

#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "common/base/clock.h"
#include "common/storage/key.h"
#include "common/storage/log_keys.h"
#include "common/storage/rocksdb_engine.h"
#include "common/storage/store.h"
#include "tests/bench/report.h"
#include "tests/testing/temp_dir.h"

namespace kam::bench {
namespace {

using storage::Family;

constexpr size_t kImageBytes = 300;
constexpr uint8_t kRecordTag = 1;

std::string RecordKey(uint64_t number) {
  return storage::KeyWriter(kRecordTag)
      .String("program")
      .String("account-" + std::to_string(number % 1000))
      .Uint64(number)
      .bytes();
}

// What the two sides write to, made anew for each number of threads.
struct Fixture {
  testing::TempDir directory;
  SystemClock clock;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<storage::Engine> engine;
  std::atomic<uint64_t> next{1};
};

Fixture* fixture = nullptr;

void OpenStore(const benchmark::State&) {
  fixture = new Fixture();
  storage::StoreOptions options;
  options.directory = fixture->directory.path() + "/store";
  options.service = "bench";
  options.init = true;
  options.disk = {0, 0, 0, 0};
  options.clock = &fixture->clock;
  fixture->store = *storage::Store::Open(std::move(options));
}

void OpenEngine(const benchmark::State&) {
  fixture = new Fixture();
  storage::RocksDbOptions options;
  options.directory = fixture->directory.path() + "/engine";
  options.create_if_missing = true;
  fixture->engine = *storage::OpenRocksDb(options);
}

void Close(const benchmark::State&) {
  delete fixture;
  fixture = nullptr;
}

void StoreUpdate(benchmark::State& state) {
  std::string image(kImageBytes, 'i');
  for (auto _ : state) {
    uint64_t number = fixture->next.fetch_add(1);
    absl::Status status = fixture->store->Update(
        {}, [&](storage::Transaction& transaction) -> absl::Status {
          std::string key = RecordKey(number);
          transaction.Put(Family::kRecords, key,
                          storage::RecordValue(transaction.revision(), image));
          return transaction.LogChange(kam::type::v1::CHANGE_KIND_CREATED, key,
                                       "programs/program", kRecordTag, image);
        });
    if (!status.ok()) state.SkipWithError(status.ToString().c_str());
  }
  state.SetItemsProcessed(state.iterations());
}

void EngineApply(benchmark::State& state) {
  std::string image(kImageBytes, 'i');
  for (auto _ : state) {
    auto number = static_cast<int64_t>(fixture->next.fetch_add(1));
    std::string key = RecordKey(static_cast<uint64_t>(number));
    storage::v1::ChangeRecord change;
    change.set_revision(number);
    change.mutable_commit_time()->set_seconds(number);
    change.set_kind(kam::type::v1::CHANGE_KIND_CREATED);
    change.set_name("programs/program");
    change.set_record_type(kRecordTag);
    change.set_key(key);
    change.set_image(image);
    storage::v1::Head head;
    head.set_revision(number);
    *head.mutable_commit_time() = change.commit_time();
    storage::Batch batch;
    batch.Put(Family::kRecords, key, storage::RecordValue(number, image));
    batch.Put(Family::kChanges, storage::ChangeKey(number, 0),
              change.SerializeAsString());
    batch.Put(Family::kHistory, storage::HistoryKey(key, number),
              storage::HistoryValue(0));
    batch.Put(Family::kMeta, std::string(storage::kHeadKey),
              head.SerializeAsString());
    absl::Status status = fixture->engine->Apply(batch);
    if (!status.ok()) state.SkipWithError(status.ToString().c_str());
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(StoreUpdate)
    ->Setup(OpenStore)
    ->Teardown(Close)
    ->ThreadRange(1, 64)
    ->UseRealTime();
BENCHMARK(EngineApply)
    ->Setup(OpenEngine)
    ->Teardown(Close)
    ->ThreadRange(1, 64)
    ->UseRealTime();

// Keeps the rates of all repetitions, and tells them side by side at the end.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  RatioReporter() { SetOutputStream(&std::cerr); }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
      rates_[{run.threads, run.run_name.function_name}].push_back(
          run.counters.at("items_per_second").value);
    }
    ConsoleReporter::ReportRuns(runs);
  }

  void Finalize() override {
    for (const auto& [key, rates] : rates_) {
      const auto& [threads, function] = key;
      if (function != "StoreUpdate") continue;
      PrintRates("Store::Update / raw RocksDB", static_cast<int>(threads),
                 Median(rates), Median(rates_[{threads, "EngineApply"}]),
                 "0.70");
    }
  }

 private:
  static double Median(std::vector<double> rates) {
    if (rates.empty()) return 0;
    const auto middle =
        rates.begin() + static_cast<ptrdiff_t>(rates.size() / 2);
    std::nth_element(rates.begin(), middle, rates.end());
    return *middle;
  }

  std::map<std::pair<int64_t, std::string>, std::vector<double>> rates_;
};

}  // namespace
}  // namespace kam::bench

// What else is given on the command line comes later, and so wins.
int main(int argc, char** argv) {
  std::vector<std::string> defaults = {
      "--benchmark_repetitions=5", "--benchmark_min_time=0.5",
      "--benchmark_enable_random_interleaving=true"};
  std::vector<char*> arguments = {argv[0]};
  for (std::string& one : defaults) arguments.push_back(one.data());
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 1;
  kam::bench::RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return 0;
}
