/** What the caret comments of a flow mark in the line above them, as `line:column length rule`. */
export function marked(text: string): string[] {
  let line = 0;
  return text.split("\n").flatMap((content, index) => {
    const mark = /^(\s*#\s*)(\^+) (\S+)$/.exec(content);
    if (mark === null) {
      line = index + 1;
      return [];
    }
    const [, lead = "", carets = "", rule = ""] = mark;
    return [`${line}:${lead.length + 1} ${carets.length} ${rule}`];
  });
}
