import { defineConfig } from "vitest/config";

// Tests drive the built program in dist/ (`#src/…`, see "imports" in package.json):
// workers and child processes are then the same files as in production.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time is spent waiting for daemons that start.
    maxWorkers: 3,
  },
});
