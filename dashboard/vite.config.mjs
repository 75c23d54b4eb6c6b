// The page: dashboard/ becomes dist/page/, files with hashed names that the admin listener serves.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  logLevel: "warn",
  plugins: [svelte()],
  build: {
    outDir: "../dist/page",
    emptyOutDir: true,
    target: ["chrome123", "firefox125", "safari17.5"],
    // Inline scripts and data: fonts are refused by the page's Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // On a busy machine it would tell how long plugins took, as if something were wrong.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
