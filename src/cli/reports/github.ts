import type { Report } from "./report.ts";

/** For GitHub Actions: workflow commands that become notes on the lines of a pull request. */
export function githubReport({ problems }: Report): string {
  return problems
    .map(({ rule, severity, message, hint, where, length }) => {
      const properties = Object.entries({
        file: where.file,
        line: where.line,
        col: where.column,
        endColumn: where.column + length,
        title: `ahaflow ${rule}`,
      }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      const text = hint === undefined ? message : `${message}; ${hint}`;
      return `::${severity} ${properties.join(",")}::${escapeData(text)}`;
    })
    .join("\n");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
