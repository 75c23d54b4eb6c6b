/** Characters in a line at most: an id, two times and a reason fit; the last column is cut. */
const WIDTH = 160;

/** A table for people, of at most 160 characters a line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) => {
      const line = row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd();
      return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
    })
    .join("\n");
}
