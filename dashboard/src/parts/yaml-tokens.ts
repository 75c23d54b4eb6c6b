/** The colours of a line of YAML: enough for reading, and no parser. */

export interface Token {
  readonly kind: "key" | "comment" | "template" | "plain";
  readonly text: string;
}

const KEY = /^(\s*(?:- )*)("[^"]*"|[\w.$/-]+)(?=:(?:\s|$))/;
/** A template, or a comment that stands at the beginning or behind a space. */
const PARTS = /(\{\{.*?\}\})|((?:^|(?<=\s))#.*$)/g;

export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  const add = (kind: Token["kind"], text: string | undefined) => {
    if (text !== undefined && text !== "") tokens.push({ kind, text });
  };
  const key = KEY.exec(line);
  add("plain", key?.[1]);
  add("key", key?.[2]);
  let last = key?.[0].length ?? 0;
  for (const part of line.matchAll(PARTS)) {
    if (part.index < last) continue;
    add("plain", line.slice(last, part.index));
    add(part[1] === undefined ? "comment" : "template", part[0]);
    last = part.index + part[0].length;
  }
  add("plain", line.slice(last));
  return tokens;
}
