// Durable commits per second of the store, beside the same keys written to the
// engine by as many threads, each with its own synced batch.

#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "benchmark/benchmark.h"
#include "common/base/clock.h"
#include "common/storage/key.h"
#include "common/storage/log_keys.h"
#include "common/storage/rocksdb_engine.h"
#include "common/storage/store.h"
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
    change.set_name("programs/program");
    change.set_key(key);
    change.set_image(image);
    storage::v1::Head head;
    head.set_revision(number);
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

// Keeps the best run of each, and tells them side by side at the end.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
      double& best = rates_[{run.threads, run.run_name.function_name}];
      best = std::max(best, run.counters.at("items_per_second").value);
    }
    ConsoleReporter::ReportRuns(runs);
  }

  void Finalize() override {
    std::printf("\n%8s %16s %16s %8s\n", "threads", "store commits/s",
                "engine writes/s", "ratio");
    for (const auto& [key, rate] : rates_) {
      if (key.second != "StoreUpdate") continue;
      double floor = rates_[{key.first, "EngineApply"}];
      std::printf("%8ld %16.0f %16.0f %8.2f\n", static_cast<long>(key.first),
                  rate, floor, rate / floor);
    }
  }

 private:
  std::map<std::pair<int64_t, std::string>, double> rates_;
};

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  kam::bench::RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return 0;
}
