import type { KnownMistake } from "./checks.ts";

/**
 * JSON that stands in a text, where it goes out as one.
 * @param isWhole whether the text is all of a body
 */
export function jsonAsText(text: string, isWhole: boolean): KnownMistake | undefined {
  const given = isWhole ? /^\{\{\s*json\s+([^{}]+?)\s*\}\}$/.exec(text)?.[1] : undefined;
  if (given === undefined && !isJson(text)) return undefined;
  return {
    rule: "json-as-text",
    message: "this goes out as a text that holds JSON, and not as its fields",
    hint: given === undefined ? "write it as YAML, without quotes around it" : `write {{${given}}}`,
  };
}

/** Whether a text is an object of JSON, or a list of some, once its templates are filled. */
function isJson(text: string): boolean {
  if (!/^\s*(?:\{\s*"|\[\s*\{)[^]*[\]}]\s*$/.test(text)) return false;
  try {
    JSON.parse(text.replaceAll(/\{\{[^]*?\}\}/g, "0"));
    return true;
  } catch {
    return false;
  }
}
