// A power cut, emulated: ext4 on a loop device that writes back nothing by
// itself, the writer stopped in mid-flight, and the device's content as it is
// at that moment mounted elsewhere. Only what was synced is on it.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/common/storage/crash_process.h"
#include "tests/common/storage/crash_store.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/temp_dir.h"

namespace kam::storage::power_cut_test {
namespace {

using kam::testing::FakeRandom;
using kam::testing::TempDir;

bool Shell(const std::string& command) {
  return std::system(absl::StrCat(command, " >/dev/null 2>&1").c_str()) == 0;
}

// A file system in a file, mounted; unmounted, and its loop device let go,
// when this goes.
class Volume {
 public:
  Volume(std::string image, std::string folder, const std::string& options)
      : image_(std::move(image)), folder_(std::move(folder)) {
    std::filesystem::create_directory(folder_);
    mounted_ = Shell(
        absl::StrCat("mount -o loop", options, " ", image_, " ", folder_));
  }
  ~Volume() {
    if (mounted_ && !Shell(absl::StrCat("umount ", folder_))) {
      Shell(absl::StrCat("umount -l ", folder_));
    }
  }
  Volume(const Volume&) = delete;
  Volume& operator=(const Volume&) = delete;

  bool mounted() const { return mounted_; }

 private:
  std::string image_;
  std::string folder_;
  bool mounted_;
};

bool MakeImage(const std::string& image) {
  return Shell(absl::StrCat("rm -f ", image, " && truncate -s 64M ", image,
                            " && mkfs.ext4 -q -F ", image));
}

// Says what was lost; empty when nothing was.
std::string Loss(const std::string& directory, const CrashProcess& process) {
  kam::testing::FakeClock clock;
  Tables tables;
  auto store = OpenCrashStore(directory, clock);
  if (!store.ok()) return store.status().ToString();
  absl::Status audit = AuditCrashStore(**store, tables);
  if (!audit.ok()) return audit.ToString();
  int64_t missing = 0;
  for (int writer = 0; writer < kCrashWriters; ++writer) {
    auto reached = CrashSequence((*store)->View(), tables, writer);
    if (!reached.ok()) return reached.status().ToString();
    missing += std::max<int64_t>(0, process.acknowledged()[writer] - *reached);
  }
  return missing == 0 ? "" : absl::StrCat(missing, " acknowledged are missing");
}

// One power cut. Sets `loss` to what was lost.
void CutPower(const TempDir& folder,
              const std::vector<std::string>& environment, int64_t acknowledged,
              std::string* loss) {
  const std::string image = folder.Path("image");
  const std::string after = folder.Path("after");
  ASSERT_TRUE(MakeImage(image));
  {
    Volume volume(image, folder.Path("before"), ",commit=300");
    ASSERT_TRUE(volume.mounted());
    const std::string directory = folder.Path("before/store");
    // The store is made in peace, and synced, in the control too.
    CrashProcess(directory, {}, /*commits=*/1).ReadAll();
    CrashProcess process(directory, environment);
    process.ReadAcknowledged(acknowledged);
    process.Freeze();
    ASSERT_TRUE(Shell(absl::StrCat("cp --sparse=always ", image, " ", after)));
    process.Kill();
    // What the log of the kill adds was not there when the power went.
    Volume copy(after, folder.Path("copy"), "");
    ASSERT_TRUE(copy.mounted());
    *loss = Loss(folder.Path("copy/store"), process);
  }
}

bool CanMount(const TempDir& folder) {
  const std::string image = folder.Path("try");
  return MakeImage(image) && Volume(image, folder.Path("tried"), "").mounted();
}

TEST(PowerCut, LosesNoAcknowledgedWrite) {
  TempDir folder;
  if (!CanMount(folder)) {
    GTEST_SKIP() << "no loop mounts here (not root, no mkfs.ext4 or no loop "
                    "device)";
  }
  FakeRandom random(CrashSeed());
  for (int round = 0; round < CrashRounds(10); ++round) {
    SCOPED_TRACE(round);
    std::string loss = "no power cut";
    CutPower(folder, {}, 20 + static_cast<int64_t>(random.Below(800)), &loss);
    ASSERT_EQ(loss, "");
  }
}

// The same with a writer that does not sync must lose something, or the test
// above could not tell.
TEST(PowerCut, LosesWritesThatWereNotSynced) {
  TempDir folder;
  if (!CanMount(folder)) {
    GTEST_SKIP() << "no loop mounts here (not root, no mkfs.ext4 or no loop "
                    "device)";
  }
  FakeRandom random(CrashSeed());
  for (int round = 0; round < 10; ++round) {
    std::string loss;
    CutPower(folder, {"KAM_NO_SYNC=1"},
             200 + static_cast<int64_t>(random.Below(800)), &loss);
    if (::testing::Test::HasFailure()) return;
    std::cout << "control run: " << (loss.empty() ? "nothing lost" : loss)
              << std::endl;
    if (!loss.empty()) return;
  }
  FAIL() << "no control run lost anything";
}

}  // namespace
}  // namespace kam::storage::power_cut_test
