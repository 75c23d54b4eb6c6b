import { expect, it } from "vitest";
import { document } from "../support/admin-api.ts";
import { CANARIES, expectNoCanary } from "../support/canaries.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

/** What stands for a part of a path or a parameter. */
const NASTY = [
  "%00",
  "%ff",
  "..%2f..%2fetc%2fpasswd",
  "__proto__",
  "<img src=x onerror=alert(1)>",
  "a".repeat(5_000),
  "9007199254740993",
  "2026-13-45T99:99:99Z",
];

/** The routes that read, without those that never end or give a file. */
const READING = Object.entries(document.paths)
  .filter(([path, { get }]) => get !== undefined && path.startsWith("/api/"))
  .map(([path]) => path)
  .filter((path) => !/events|backup|export|openapi/.test(path));

it("no route breaks over what stands in its path or its query, nor tells a secret", async () => {
  const upstream = await startUpstream();
  const echo = { said: `${CANARIES.secret} ${CANARIES.botToken}` };
  upstream.answer = json(400, echo);
  const project = new Project(shopAt(upstream.url));
  project.flow("orders", {
    steps: [callStep(upstream.url, "a", { json: { said: "{{trigger.body.note}}" } })],
  });
  const daemon = await project.open();
  const id = await daemon.accept("/orders", { note: CANARIES.secret });
  await daemon.post("/orders?x=1", [CANARIES.secret]);
  await daemon.allFinished(2);
  expect(READING.length).toBeGreaterThan(15);
  const read = async (path: string) => {
    const response = await fetch(daemon.adminUrl + path);
    expectNoCanary(path, await response.text());
    return response.status;
  };
  const names = ["flow", "q", "since", "limit", "cursor", "with", "status", "step"];
  for (const path of READING) {
    const right = path.replace("{id}", id).replace("{name}", "orders");
    expect([right, await read(right)]).toEqual([right, 200]);
    const wrong = NASTY.flatMap((nasty) => {
      const encoded = nasty.startsWith("%") ? nasty : encodeURIComponent(nasty);
      return [
        path.replaceAll(/\{\w+\}/g, encoded),
        ...names.map((name) => `${right}?${name}=${encoded}`),
      ];
    });
    const statuses = await Promise.all(wrong.map(read));
    const broken = wrong.filter((_, index) => (statuses[index] ?? 500) >= 500);
    expect(broken.map((one) => one.slice(0, 200))).toEqual([]);
  }
});
