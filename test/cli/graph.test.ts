import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ahaflow } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SEND = { uses: "http.request", with: { url: "https://shop.example.com" } };

/** The lines of the graph of a flow, without the title. */
async function graph(parts: object): Promise<string[]> {
  const folder = temporaryFolder();
  const flow = { name: "hello", on: { webhook: { path: "/hello" } }, steps: [SEND], ...parts };
  writeFileSync(join(folder, "hello.yaml"), JSON.stringify(flow));
  const { code, out, err } = await ahaflow(["graph", "hello", "--flows", folder]);
  expect([code, err]).toEqual([0, ""]);
  const [, ...lines] = out.trimEnd().split("\nflowchart TD\n");
  return lines
    .join("")
    .split("\n")
    .map((line) => line.trim());
}

test("an example is drawn: its trigger, its steps in order, its if as a decision", async () => {
  const { code, out } = await ahaflow(["graph", "order-thanks"]);
  expect(code).toBe(0);
  expect(out).toBe(`---
title: "order-thanks"
---
flowchart TD
  trigger1(["POST /orders/:shop"]) --> step1
  step1["buyer<br>ahachat.find_user"] --> step2
  step2["mark<br>ahachat.add_tags"] --> if3
  if3{"{{gte trigger.body.order.total 1000000}}"}
  if3 -- yes --> step3
  if3 -- no --> step4
  step3["vip<br>ahachat.add_attributes"] --> step4
  step4["thanks<br>ahachat.send_text"] --> done
  done([done])`);
});

test("every trigger leads to the first step, and an if at the end can skip to the end", async () => {
  expect(
    await graph({
      on: {
        webhook: { path: "/hello", methods: ["GET", "POST"] },
        schedule: [{ cron: "0 9 * * 1-5", timezone: "Asia/Ho_Chi_Minh" }],
      },
      steps: [{ ...SEND, if: true }],
    }),
  ).toEqual([
    'trigger1(["GET, POST /hello"]) --> if1',
    'trigger2(["0 9 * * 1-5<br>Asia/Ho_Chi_Minh"]) --> if1',
    'if1{"true"}',
    "if1 -- yes --> step1",
    "if1 -- no --> done",
    'step1["step_1<br>http.request"] --> done',
    "done([done])",
  ]);
});

/** Names of steps that Mermaid would read as something else, and how each is written. */
const NAMES = {
  'say "hi"': "say #34;hi#34;",
  "<b>&amp;</b>": "#60;b#62;#38;amp;#60;/b#62;",
  "#34;": "#35;34;",
  '%%{init: {"a": 1}}%%': "#37;#37;{init: {#34;a#34;: 1}}#37;#37;",
  "`**bold**`": "#96;**bold**#96;",
  "a]) --> b{c}|d|": "a]) --#62; b{c}|d|",
  "one\n  two\r\n\nthree\n": "one<br>two<br>three",
  "Gửi lời cảm ơn": "Gửi lời cảm ơn",
};

test("whatever is in a name stays text", async () => {
  const steps = Object.keys(NAMES).map((name) => ({ ...SEND, name }));
  const shown = Object.values(NAMES);
  const lines = await graph({ steps });
  expect(lines.slice(1, -1)).toEqual(
    shown.map((name, index) => {
      const next = index + 1 < shown.length ? `step${index + 2}` : "done";
      return `step${index + 1}["${name}<br>http.request"] --> ${next}`;
    }),
  );
});

test("a flow that is not there is answered with the nearest name", async () => {
  const { code, err } = await ahaflow(["graph", "order-thank"]);
  expect(code).toBe(2);
  expect(err).toContain('did you mean "order-thanks"?');
});
