/** Commands that take `--flow`, and a name that no flow has. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Project } from "../support/project.ts";
import { runs } from "../support/runs-command.ts";

it("say that there is no such flow, where neither the daemon nor its journal knows it", async () => {
  const step = { id: "said", set: { a: 1 } };
  const project = new Project()
    .flow("order-thanks", { steps: [step] })
    .flow("old", { steps: [step] });
  const daemon = await project.start();
  await daemon.finished(await daemon.accept("/old", {}));
  rmSync(join(project.flows, "old.yaml"));
  await daemon.post("/nowhere", {});
  expect((await daemon.admin("/api/v1/reload", "POST")).status).toBe(200);

  for (const command of [["list"], ["list", "--json"], ["list", "--refused"], ["export"]]) {
    const of = (flow: string) => runs(daemon, [...command, "--flow", flow]);
    expect([command, await of("order-thank")]).toMatchObject([
      command,
      {
        code: 2,
        out: "",
        err: 'error: there is no flow "order-thank"\n  did you mean "order-thanks"?',
      },
    ]);
    expect([command, await of("order-thanks")]).toMatchObject([command, { code: 0 }]);
    // It has left a run.
    expect([command, await of("old")]).toMatchObject([command, { code: 0 }]);
  }
});
