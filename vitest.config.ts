import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // A test that hangs ends here. It says nothing of speed: a machine may be busy.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: "forks",
    maxWorkers: 2,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.test.ts", "src/main.ts"],
      // A failing test must not hide what else is wrong.
      reportOnFailure: true,
      reporter: ["text-summary", "json-summary"],
      reportsDirectory: "coverage",
    },
  },
});
