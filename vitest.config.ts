import { defineConfig } from "vitest/config";

/**
 * Each has a process of its own: the first puts a module in another's place, the others open SQLite in the main thread. One of
 * these (text-index) once ended a process without a word in which many daemons had had their journals in threads.
 */
const ALONE = [
  "test/platforms/toy-platform.test.ts",
  "test/stores/text-index.test.ts",
  "test/stores/migrations.test.ts",
  "test/e2e/journal-*.test.ts",
];

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
