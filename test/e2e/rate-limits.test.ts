import { expect, it } from "vitest";
import { callStep, Project, shopAt } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

/** More than wait in memory at once. */
const MANY = 2_200;
const FEW = 20;

it("one bot's rate limit holds up neither another bot nor other flows, however many wait for it", async () => {
  const [slow, quick, other] = await Promise.all([
    startUpstream(),
    startUpstream(),
    startUpstream(),
  ]);
  const shop = shopAt(slow.url).connections?.["shop"];
  const project = new Project({
    connections: {
      slow: { ...shop, rate_limit: "2/s" },
      quick: { ...shop, bot_id: "1", rate_limit: "10/s", base_url: quick.url },
    } as never,
  });
  for (const connection of ["slow", "quick"])
    project.flow(connection, {
      connection,
      steps: [
        {
          id: "tag",
          uses: "ahachat.add_tags",
          with: { user_id: "6523889107654321", tags: ["n"] },
        },
      ],
    });
  project.flow("other", { steps: [callStep(other.url, "a")] });
  const daemon = await project.start();
  for (let sent = 0; sent < MANY; sent += 100)
    await Promise.all(Array.from({ length: 100 }, () => daemon.accept("/slow", {})));
  const begun = slow.arrivals.length;
  const ids = await Promise.all([
    ...Array.from({ length: FEW }, () => daemon.accept("/quick", {})),
    ...Array.from({ length: FEW }, () => daemon.accept("/other", {})),
  ]);
  await daemon.finishedAll(ids);
  expect([quick.arrivals.length, other.arrivals.length]).toEqual([FEW, FEW]);
  // The slow bot is the clock: two calls of its own a second, while the quick one has ten.
  expect(slow.arrivals.length - begun).toBeLessThan(FEW);
}, 60_000);
