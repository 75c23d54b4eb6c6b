import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { findRule } from "../../rules.ts";
import type { Report } from "./report.ts";

/** For code scanning: SARIF 2.1.0, columns in UTF-16 units. */
export function sarifReport({ problems }: Report): string {
  const rules = [...new Set(problems.map(({ rule }) => rule))];
  return JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "ahaflow", rules: rules.map(describeRule) } },
          columnKind: "utf16CodeUnits",
          results: problems.map(({ rule, severity, message, hint, where, length }) => ({
            ruleId: rule,
            ruleIndex: rules.indexOf(rule),
            level: severity,
            message: { text: hint === undefined ? message : `${message}; ${hint}` },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: fileUri(where.file) },
                  region: {
                    startLine: where.line,
                    startColumn: where.column,
                    endColumn: where.column + length,
                  },
                },
              },
            ],
          })),
        },
      ],
    },
    undefined,
    2,
  );
}

function describeRule(id: string): object {
  const rule = findRule(id);
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: rule.summary },
    defaultConfiguration: { level: rule.severity },
    help: { text: `${rule.summary} See docs/rules.md#${id}.` },
  };
}

function fileUri(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : encodeURI(file.replaceAll("\\", "/"));
}
