/** Where this package lies: it must stay right in `build/`, and bundled into any file of `dist/`. */
export const packageRoot = new URL("../", import.meta.url);
