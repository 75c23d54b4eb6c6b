// Bundles test/mutants/ and runs it: Node alone does not run TypeScript everywhere. What is checked is
// build/, which the bundle imports as the tests do.
import { rolldown } from "rolldown";

const bundle = await rolldown({
  input: "test/mutants/main.ts",
  external: /^[^./]/,
  platform: "node",
});
await bundle.write({ file: "build/mutate.mjs" });
await bundle.close();
await import("../build/mutate.mjs");
