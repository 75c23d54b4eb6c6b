import {
  type CaseResult,
  differenceLine,
  type FileResult,
  type TestsResult,
  type UntestedFlow,
} from "../../flow-tests/run-tests.ts";

/**
 * For CI: JUnit's XML; a file is a suite, a flow a class, times are seconds. A flow without tests is
 * a suite with one test that was skipped.
 */
export function junitTests({ files, untested }: TestsResult): string {
  const cases = files.flatMap((file) => file.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: "ahaflow", ...totals(cases, untested.length) })}>`,
    ...files.flatMap(suiteLines),
    ...untested.flatMap(untestedLines),
    "</testsuites>",
  ].join("\n");
}

function suiteLines({ file, flow, cases }: FileResult): string[] {
  return [
    `  <testsuite ${attributes({ name: file, file, ...totals(cases) })}>`,
    ...cases.flatMap((one) => caseLines(one, flow)),
    "  </testsuite>",
  ];
}

function untestedLines({ flow, file }: UntestedFlow): string[] {
  return [
    `  <testsuite ${attributes({ name: file, file, ...totals([], 1) })}>`,
    `    <testcase ${attributes({ name: "has no tests", classname: flow, file, time: seconds(0) })}>`,
    `      <skipped ${attributes({ message: `the flow ${flow} has no tests` })}/>`,
    "    </testcase>",
    "  </testsuite>",
  ];
}

function caseLines({ name, where, durationMs, differences }: CaseResult, flow: string): string[] {
  const { file, line } = where;
  const open = `    <testcase ${attributes({ name, classname: flow, file, line, time: seconds(durationMs) })}`;
  const [first] = differences;
  if (first === undefined) return [`${open}/>`];
  const text = differences.map(differenceLine).join("\n");
  return [
    `${open}>`,
    `      <failure ${attributes({ type: "difference", message: differenceLine(first) })}>${escaped(text)}</failure>`,
    "    </testcase>",
  ];
}

function totals(cases: readonly CaseResult[], skipped = 0) {
  return {
    tests: cases.length + skipped,
    failures: cases.filter(({ differences }) => differences.length > 0).length,
    errors: 0,
    skipped,
    time: seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  };
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(" ");
}

/** Text that XML 1.0 can hold: what it has no way to write becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  // Line breaks and tabs of an attribute would come back as blanks.
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};
