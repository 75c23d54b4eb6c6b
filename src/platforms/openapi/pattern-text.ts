/** A text that fits a pattern, found by trying what patterns of documents mostly ask for. */
import { compilePattern } from "../../documents/linear-pattern.ts";
import type { JsonSchema } from "../../schemas.ts";

const TEXTS =
  `text a A 1 0 abc ABC a1 A1 Abc a-b a_b a.b a/b 1.0 1.0.0 v1 vi VN VND vi-VN vi_VN en-US
  2026-01-31 2026-01 08:30 08:30:00 2026-01-31T08:30:00Z 2026-01-31T08:30:00.000Z P1D PT1H 0908071111 +84908071111
  lan@example.com example.com https://example.com/ /example #3366ff 192.0.2.1 Asia/Ho_Chi_Minh text/plain
  3fa85f64-5717-4562-b3fc-2c963f66afa6 DH-1024 id_1 1,2 $1 100% [1] {a}`.split(/\s+/);

/** Made longer, in the lengths that ids have. */
const FILLINGS = ["1", "a1", "A1", "a", "A"];
const LONGEST = 64;

/** Found once for each schema; null: none. */
const found = new WeakMap<JsonSchema, string | null>();

/** A text for the pattern and the lengths of a schema; undefined where none of those that are tried fits. */
export function patternText(schema: JsonSchema): string | undefined {
  const known = found.get(schema);
  if (known !== undefined) return known ?? undefined;
  const text = search(schema);
  found.set(schema, text ?? null);
  return text;
}

function search({ pattern, minLength, maxLength }: JsonSchema): string | undefined {
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? Infinity)];
  const test = tester(String(pattern));
  const fits = (text: string) => text.length >= least && text.length <= most && test(text);
  const short = TEXTS.find(fits);
  if (short !== undefined) return short;
  for (let length = Math.max(2, least); length <= LONGEST; length++)
    for (const filling of FILLINGS) {
      const text = filling.repeat(length).slice(0, length);
      if (fits(text)) return text;
    }
  return undefined;
}

/** A pattern that can't be used is passed over, as everywhere in a document. */
function tester(pattern: string): (text: string) => boolean {
  try {
    const compiled = compilePattern(pattern);
    return (text) => compiled.test(text);
  } catch {
    return () => false;
  }
}
