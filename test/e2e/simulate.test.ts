import { expect, it, vi } from "vitest";
import { Daemon } from "../support/daemon.ts";
import { Project, shopAt } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";

it("says where the simulator is, and sends every call there, also after a reload", async () => {
  const project = new Project(shopAt("http://127.0.0.1:1"));
  const write = (text: string) =>
    project.flow("hello", {
      connection: "shop",
      steps: [{ uses: "ahachat.send_text", with: { user_id: "6523889107654321", text } }],
    });
  write("one");
  const daemon = await new Daemon(["start", "--simulate"], project.environment()).ready();
  const told = "every connection leads to the simulator";
  await vi.waitFor(() => expect(daemon.log(told)).toHaveLength(1), { timeout: 60_000 });
  expect((await fetch(String(daemon.log(told)[0]?.["simulator_url"]))).status).toBeLessThan(500);
  expect((await daemon.finished(await daemon.accept("/hello", {}))).status).toBe("succeeded");
  write("two");
  project.configure(shopAt("http://127.0.0.1:2"));
  expect((await reloadNow(daemon)).status).toBe(200);
  expect((await daemon.finished(await daemon.accept("/hello", {}))).status).toBe("succeeded");
});
