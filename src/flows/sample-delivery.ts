/** The parts of a delivery; a file with only such keys is a delivery, any other is a body. */
const PARTS = new Set(["method", "path", "headers", "query", "params", "body", "received_at"]);

/** The parts of a sample: a delivery with its headers and query, or a body alone. */
export function sampleDelivery(content: unknown): Readonly<Record<string, unknown>> {
  const keys = typeof content === "object" && content !== null ? Object.keys(content) : [];
  const isDelivery =
    keys.length > 0 &&
    keys.every((key) => PARTS.has(key)) &&
    (keys.includes("body") || keys.includes("query"));
  return isDelivery ? (content as Readonly<Record<string, unknown>>) : { body: content };
}
