// What keeps the program's own text small in memory, where V8 keeps it as long as the process runs.

/** Text with one character that is not Latin takes twice the memory; escapes mean the same. */
export const inAscii = {
  name: "in-ascii",
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      const raw = /String\.raw`[^`]*[^\0-\x7f]|\\[^\0-\x7f]/.exec(chunk.code);
      if (raw !== null) throw new Error(`an escape would change this: ${raw[0]}`);
      chunk.code = chunk.code.replaceAll(/[^\0-\x7f]/g, escape);
    }
  },
};

/** Half of Express was tables of East Asian encodings; no body is decoded with them. */
export const withoutEncodingTables = {
  name: "without-encoding-tables",
  load(id) {
    return /iconv-lite\/encodings\/tables\/.*\.json$/.test(id) ? "[]" : null;
  },
};

/** What the listeners send, or ask for by its extension: `response.type`, `request.accepts`. */
const EXTENSIONS = new Set("css,html,ico,js,json,png,svg,txt,webmanifest,woff2".split(","));

/** Express looks through 2,500 media types at each start, a twentieth of it, and they take a megabyte. */
export const withFewMediaTypes = {
  name: "with-few-media-types",
  transform(code, id) {
    if (!id.endsWith("mime-db/db.json")) return null;
    const types = Object.entries(JSON.parse(code));
    return JSON.stringify(
      Object.fromEntries(
        types.filter(([, { extensions = [] }]) => extensions.some((end) => EXTENSIONS.has(end))),
      ),
    );
  },
};

/** One UTF-16 unit of a text, a pattern or a name. */
function escape(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
