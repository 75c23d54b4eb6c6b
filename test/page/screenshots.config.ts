import { defineConfig } from "vitest/config";

// `npm run screenshots`: pictures for the pages of docs/, no test.
export default defineConfig({
  test: { include: ["test/page/screenshots.ts"], testTimeout: 120_000 },
});
