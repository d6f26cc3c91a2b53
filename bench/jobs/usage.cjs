// Loaded into a measured process with --require: at its end, what it used goes to the file in BENCH_USAGE.
const { readFileSync, writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

/**
 * Peak resident memory in KiB. Linux keeps in `maxRSS` what the parent had before it became this program, so the peak of
 * this program alone is asked for where there is one.
 */
function peak(usage) {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (found !== null) return Number(found[1]);
  } catch {
    // No such file on other systems.
  }
  return usage.maxRSS;
}

const file = process.env.BENCH_USAGE;
if (isMainThread && file !== undefined)
  process.on("exit", () => {
    const usage = process.resourceUsage();
    const cpuMs = (usage.userCPUTime + usage.systemCPUTime) / 1000;
    writeFileSync(file, JSON.stringify({ cpuMs, rssMiB: peak(usage) / 1024 }));
  });
