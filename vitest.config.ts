import { defineConfig } from "vitest/config";

/** It puts a module in another's place, so it needs a process of its own. */
const ALONE = ["test/platforms/toy-platform.test.ts"];

// Tests import the compiled files in build/ (`#src/…`, see "imports" in package.json), with a worker
// as in production; those of what only a process has run the bundled program, dist/main.js.
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time is spent waiting for daemons that start.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: "all",
          include: ["test/**/*.test.ts"],
          exclude: ALONE,
          // Files share processes, and with them the modules that they import: half the CPU of most files. So no
          // test leaves anything changed that others see.
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
  },
});
