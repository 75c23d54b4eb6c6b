import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { callStep, Project } from "../support/project.ts";
import { callsOf, json, OK, startUpstream } from "../support/upstream.ts";

it("finds a customer by phone, and goes on from the failed step with a corrected payload", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) =>
    (arrival.path === "/send/wrong" ? json(400, { error: "no such user" }) : OK)(response, arrival);
  const project = new Project().flow("thanks", {
    webhook: {
      schema: {
        type: "object",
        required: ["user"],
        properties: { user: { type: "string" }, name: {}, phone: {} },
      },
    },
    steps: [
      callStep(`${upstream.url}/crm`, "crm"),
      callStep(`${upstream.url}/send/{{trigger.body.user}}`, "send"),
    ],
  });
  const daemon = await project.start();
  const body = { user: "wrong", name: "Nguyễn Thị Ánh", phone: "0908 071 111" };
  const failed = await daemon.accept("/thanks", body);
  await daemon.finished(failed);
  const page = await openPage(`${daemon.adminUrl}/customer`);
  await page.getByRole("searchbox").fill("+84908071111");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /thanks/ }).click();
  await page.waitForURL(`**/runs/${failed}*`);
  await page.getByText("Refused as wrong").first().waitFor();
  await page.getByRole("button", { name: "Go on from here, with corrected input…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Corrected").check();
  const editor = dialog.getByLabel("Payload as JSON");
  const payload = await editor.inputValue();
  const deed = dialog.getByRole("button", { name: "Do it" });
  await editor.fill(payload.replace('"wrong"', "654"));
  await dialog.getByText("/body/user").first().waitFor();
  await dialog.getByRole("alert").waitFor();
  expect(await deed.isDisabled()).toBe(true);
  await editor.fill(payload.replace('"wrong"', '"6543"'));
  await dialog.getByText("The payload fits the flow's schema.").waitFor();
  await deed.click();
  await page.waitForURL(
    (url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(failed),
  );
  await page.locator("[data-path=send][data-status=succeeded]").waitFor();
  const again = page.url().split("/").at(-1) ?? "";
  expect(callsOf(upstream)).toEqual([`${failed} crm`, `${failed} send`, `${again} send`]);
  expect(await daemon.run(again)).toMatchObject({ status: "succeeded" });
});

it("does the failed runs of an outage again, once it is over: first what it would be, then all", async () => {
  const upstream = await startUpstream();
  upstream.answer = json(503, { error: "down" });
  const project = new Project().flow("thanks", {
    steps: [callStep(`${upstream.url}/send`, "send", { retry: { attempts: 1 } })],
  });
  const daemon = await project.start();
  for (let n = 0; n < 3; n++) await daemon.accept("/thanks", { n });
  await daemon.allFinished(3);
  upstream.answer = OK;
  const page = await openPage(`${daemon.adminUrl}/`);
  await page.getByText("3 runs failed in the last 24 hours.").waitFor();
  await page.getByRole("link", { name: "See why, by cause" }).click();
  await page.getByText("Other side was down").first().waitFor();
  await page.getByRole("button", { name: "Replay all…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("3 runs would be done again").waitFor();
  expect(await daemon.runs()).toHaveLength(3);
  await dialog.getByRole("button", { name: "Do 3 runs again" }).click();
  await dialog.getByText("3 runs are done again.").waitFor();
  const runs = await daemon.allFinished(6);
  expect(runs.map(({ status }) => status).toSorted()).toEqual([
    "failed",
    "failed",
    "failed",
    "succeeded",
    "succeeded",
    "succeeded",
  ]);
});
