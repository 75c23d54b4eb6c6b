import { Lexer } from "yaml";

/** A comment of a YAML file. */
export interface Comment {
  /** With the `#`. */
  readonly text: string;
  readonly offset: number;
  /** Whether nothing else stands on its line. */
  readonly alone: boolean;
}

/** The lexer's marks: they stand for no character of the file. */
const MARKS = new Set(["\u0002", "\u0018", "\u001f"]);

/** Every comment of a file, in order; a `#` inside of a text is none. */
export function commentsOf(source: string): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let scalar = false;
  for (const token of new Lexer().lex(source)) {
    if (MARKS.has(token)) {
      scalar = token === "\u001f";
      continue;
    }
    if (token.startsWith("#") && !scalar) {
      const lineStart = source.lastIndexOf("\n", offset) + 1;
      const alone = source.slice(lineStart, offset).trim() === "";
      comments.push({ text: token, offset, alone });
    }
    scalar = false;
    offset += token.length;
  }
  return comments;
}
