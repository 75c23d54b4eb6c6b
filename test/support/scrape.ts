/** A metric as Prometheus reads it. */
export interface ScrapedMetric {
  readonly type: string;
  readonly help: string;
  /** By `name{labels}`, the labels sorted by name. */
  readonly samples: Map<string, number>;
}

const HELP = /^# HELP ([a-zA-Z_:][\w:]*) (.+)$/;
const TYPE = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram|summary|untyped)$/;
// Numbers as Go reads them: prom-client writes "Nan".
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (NaN|[+-]?Inf|[+-]?[\d.]+(?:e[+-]?\d+)?)$/i;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const PART_OF = /_(bucket|sum|count)$/;

/**
 * Reads Prometheus' text format (version 0.0.4), by the letter: each sample has a HELP and a TYPE
 * before it, and stands once. @throws Error with the line that is wrong
 */
export function parseScrape(text: string): Map<string, ScrapedMetric> {
  if (!text.endsWith("\n")) throw new Error("no line break at the end");
  const metrics = new Map<string, ScrapedMetric>();
  const helps = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const help = HELP.exec(line);
    const type = TYPE.exec(line);
    const sample = SAMPLE.exec(line);
    if (help !== null) helps.set(help[1] ?? "", help[2] ?? "");
    else if (type !== null) {
      const [, name = "", kind = ""] = type;
      if (metrics.has(name)) throw new Error(`two of one name: ${line}`);
      metrics.set(name, { type: kind, help: helps.get(name) ?? "", samples: new Map() });
    } else if (sample !== null) {
      const [, name = "", labels = "", value = ""] = sample;
      const metric = metrics.get(name) ?? metrics.get(name.replace(PART_OF, ""));
      if (metric === undefined) throw new Error(`no TYPE before: ${line}`);
      const key = `${name}{${sortedLabels(labels, line)}}`;
      if (metric.samples.has(key)) throw new Error(`twice: ${line}`);
      metric.samples.set(key, Number(value.replace("Inf", "Infinity")));
    } else throw new Error(`not a line of the format: ${line}`);
  }
  return metrics;
}

function sortedLabels(labels: string, line: string): string {
  const found: string[] = [];
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < labels.length) {
    const label = LABEL.exec(labels);
    if (label === null) throw new Error(`broken labels: ${line}`);
    found.push(`${label[1]}="${label[2]}"`);
  }
  return found.toSorted().join(",");
}
