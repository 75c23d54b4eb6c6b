/**
 * The two servers that are known: `2026-08` is the one that was run (commit a89012b), `later` what
 * newer files say, which nobody has seen run (docs/chatbotx-api.md).
 */
export const DIALECTS = ["2026-08", "later"] as const;

/** One of them. */
export type Dialect = (typeof DIALECTS)[number];
