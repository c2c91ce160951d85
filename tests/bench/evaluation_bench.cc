// Verdicts per second on one core, model by model, and of all models of one
// account, on full evidence. Two models speak of a programme, not of an
// account.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/random_evidence.h"

namespace kam::assessment {
namespace {

constexpr size_t kBundles = 64;

// Evidence that the model can evaluate.
std::vector<v1::Evidence> BundlesOf(v1::Model model) {
  RandomNumbers random(static_cast<uint64_t>(model));
  std::vector<v1::Evidence> bundles;
  while (bundles.size() < kBundles) {
    v1::Evidence evidence = RandomEvidence(model, random);
    if (Evaluate(model, evidence, ModelPolicy::Default(), kRandomDay).ok()) {
      bundles.push_back(std::move(evidence));
    }
  }
  return bundles;
}

void BenchModel(benchmark::State& state, v1::Model model) {
  const std::vector<v1::Evidence> bundles = BundlesOf(model);
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Evaluate(model, bundles[next++ % kBundles],
                                      ModelPolicy::Default(), kRandomDay));
  }
  state.SetItemsProcessed(state.iterations());
}

std::vector<v1::Model> ModelsOfAnAccount() {
  std::vector<v1::Model> models = EvaluatedModels();
  std::erase(models, v1::MODEL_PROGRAM_DIAGNOSIS);
  std::erase(models, v1::MODEL_PROGRAM_FLAGS);
  return models;
}

void BenchModelsOfAnAccount(benchmark::State& state) {
  const std::vector<v1::Model> models = ModelsOfAnAccount();
  std::vector<std::vector<v1::Evidence>> bundles;
  for (const v1::Model model : models) bundles.push_back(BundlesOf(model));
  size_t next = 0;
  for (auto _ : state) {
    for (size_t i = 0; i < models.size(); ++i) {
      benchmark::DoNotOptimize(Evaluate(models[i], bundles[i][next % kBundles],
                                        ModelPolicy::Default(), kRandomDay));
    }
    ++next;
  }
  state.SetItemsProcessed(state.iterations());
}

void RegisterBenchmarks() {
  for (const v1::Model model : EvaluatedModels()) {
    benchmark::RegisterBenchmark(v1::Model_Name(model).c_str(), BenchModel,
                                 model);
  }
  benchmark::RegisterBenchmark("MODELS_OF_AN_ACCOUNT", BenchModelsOfAnAccount);
}

}  // namespace
}  // namespace kam::assessment

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  kam::assessment::RegisterBenchmarks();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
