import { expect, it } from "vitest";
import { Metrics } from "#src/telemetry/metrics/metrics.js";
import { blocksOf, inlineCode, read } from "./pages.ts";

const PAGE = "docs/metrics.md";
const METRICS = new Metrics("0.0.0").registry.getMetricsAsArray() as unknown as readonly {
  name: string;
  labelNames: readonly string[];
  help: string;
}[];
const NAMES = METRICS.map(({ name }) => name);

it("has every metric of ahaflow with its type, labels and help", () => {
  const rows = [...read(PAGE).matchAll(/^\| `(ahaflow_\w+)` *\| (\w+) *\| (.*?) *\| (.+?) *\|$/gm)];
  const shown = rows.map(([, name, type, labels, help]) => ({ name, type, labels, help }));
  expect(shown).toEqual(
    METRICS.filter(({ name }) => name.startsWith("ahaflow_")).map((metric) => ({
      name: metric.name,
      type: metric.constructor.name.toLowerCase(),
      labels: metric.labelNames.map((label) => `\`${label}\``).join(", "),
      help: metric.help,
    })),
  );
});

it("names only metrics that there are, also in its alerts", () => {
  const alerts = blocksOf(PAGE).find(({ file }) => file === "alerts.yml")?.text ?? "";
  const texts = [alerts, ...inlineCode(PAGE)].join("\n");
  const named = texts.match(/\b(ahaflow|nodejs|process)_[a-z0-9_]+/g) ?? [];
  expect(named.length).toBeGreaterThan(15);
  const known = new Set(NAMES.flatMap((name) => [name, `${name}_bucket`]));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

it("follows Prometheus' conventions in names", () => {
  for (const metric of METRICS.filter(({ name }) => name.startsWith("ahaflow_"))) {
    const kind = metric.constructor.name;
    expect(metric.name).toMatch(/^[a-z][a-z_]*$/);
    expect([metric.name, metric.name.endsWith("_total")]).toEqual([
      metric.name,
      kind === "Counter",
    ]);
    expect(metric.name).not.toMatch(/_ms$|millis/);
    expect(metric.help).toMatch(/\.$/);
  }
});
