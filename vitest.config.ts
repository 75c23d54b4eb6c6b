import { defineConfig } from "vitest/config";

// Tests import the compiled files in build/ (`#src/…`, see "imports" in package.json), with a worker
// as in production; those of the command line and test/e2e/ run the bundled program, dist/main.js.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time is spent waiting for daemons that start.
    maxWorkers: 3,
  },
});
