/** A delivery that its sender sends again and again: whatever happens meanwhile, the customer reads one message. */
import { expect, it } from "vitest";

import { Project, shopAt } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

/** As GHN documents it: the first, and ten tries more. */
const TRIES = 11;
const NEWS = {
  OrderCode: "GHNMAU01",
  Status: "delivered",
  Type: "switch_status",
  Time: "2026-11-28T02:15:00.000Z",
};

it("GHN's eleven tries end in one message, also over a crash and side by side", async () => {
  const upstream = await startUpstream();
  const project = new Project(shopAt(upstream.url));
  project.flow("parcel", {
    connection: "shop",
    webhook: { path: "/ghn/3f9a1c77b2d84e60a5c1d9e8", from: "ghn.status" },
    steps: [
      {
        uses: "ahachat.send_text",
        with: { user_id: "6523889107654321", text: "{{trigger.body.OrderCode}}" },
      },
    ],
  });
  const path = "/ghn/3f9a1c77b2d84e60a5c1d9e8";
  const statuses: number[] = [];
  const before = await project.start();
  const ids = new Set<string>();
  const send = async (daemon = before) => {
    const { status, body } = await daemon.post(path, NEWS);
    statuses.push(status);
    ids.add(body.run_id);
  };
  for (let tries = 0; tries < 3; tries++) await send();
  await before.finished([...ids][0] ?? "");
  await before.crash();
  const daemon = await project.start();
  await Promise.all(Array.from({ length: 4 }, () => send(daemon)));
  while (statuses.length < TRIES) await send(daemon);
  expect(statuses).toEqual(Array(TRIES).fill(200));
  expect(ids.size).toBe(1);
  // The next event of the same parcel is news.
  const next = await daemon.post(path, { ...NEWS, Status: "returned" });
  await daemon.finished(next.body.run_id);
  expect(upstream.arrivals).toHaveLength(2);
});
