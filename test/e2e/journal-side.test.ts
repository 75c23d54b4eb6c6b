import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConfigFile } from "#src/generated/config.js";
import { openDatabase } from "#src/stores/sqlite/driver.js";
import { Daemon } from "../support/daemon.ts";
import { Process } from "../support/process.ts";
import { Project, shopAt } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";
import { startUpstream } from "../support/upstream.ts";

const CART = { id: "DH1024", user_id: "6543210987654321" };
const HTTPS = "https://ahachat.example";

/** A shop that is called at an address, and reminds of a cart after some time, once for each. */
function shop(base_url: string, time = "1h"): Project {
  return new Project(shopAt(base_url)).flow("cart", {
    connection: "shop",
    webhook: { dedupe: { key: "{{body.id}}", ttl: "7d" } },
    steps: [
      { id: "later", wait: { for: time } },
      {
        id: "remind",
        uses: "ahachat.send_text",
        with: { user_id: "{{trigger.body.user_id}}", text: "Giỏ hàng của bạn vẫn còn ạ." },
      },
    ],
  });
}

/** The bot of the tests as a connection of this name. */
function named(name: string, base_url: string): NonNullable<ConfigFile["connections"]> {
  return Object.fromEntries(
    Object.values(shopAt(base_url).connections ?? {}).map((connection) => [name, connection]),
  );
}

const simulated = (project: Project, env = {}) =>
  new Daemon(["start", "--simulate"], project.environment(env));

/** Why a daemon that has to refuse its journal did so. */
async function refusal(daemon: Daemon): Promise<string> {
  expect(await daemon.ended).toBe(1);
  return daemon.errors;
}

describe("a journal is of one side", () => {
  it("never carries on with AhaChat what came with --simulate, nor the other way round", async () => {
    const platform = await startUpstream();
    const project = shop(platform.url);
    const first = await simulated(project).ready();
    await first.accept("/cart", CART);
    expect((await first.admin("/readyz")).body).toEqual({ status: "ready", simulated: true });
    await first.stop();

    const real = await project.start();
    expect(await real.runs()).toEqual([]);
    // Not swallowed as a repeat.
    const id = await real.accept("/cart", CART);
    expect((await real.admin("/readyz")).body).toEqual({ status: "ready" });
    await real.stop();

    const again = await simulated(project).ready();
    const runs = await again.runs();
    expect(runs).toHaveLength(1);
    expect(runs[0]?.id).not.toBe(id);
    expect((await again.admin(`/api/v1/runs/${id}`)).status).toBe(404);
    expect(platform.arrivals).toEqual([]);
  });

  it("refuses the other's folder, also when its runs have ended, or a backup is put there", async () => {
    const project = shop("http://127.0.0.1:1", "1s");
    const first = await simulated(project).ready();
    await first.finished(await first.accept("/cart", CART));
    const copy = join(project.folder, "copy.db");
    const backup = new Process(["backup", copy], { AHAFLOW_ADMIN_URL: first.adminUrl });
    expect(await backup.ended).toBe(0);
    await first.stop();
    const folder = join(project.data, "simulated");
    expect(await refusal(project.launch({ AHAFLOW_DATA: folder }))).toBe(
      `error: the journal in ${folder} is of runs against the simulator of --simulate, and now the connections lead to a stand-in for AhaChat (base_url begins with http://, or is no public address)\n  what was accepted for one is never carried on with the other: start with another folder in AHAFLOW_DATA, or with base_url as it was\n`,
    );
    copyFileSync(copy, join(project.data, "journal.db"));
    expect(await refusal(project.launch())).toContain("the simulator of --simulate");
  });

  it("refuses a real journal for --simulate, also one from before this was written down", async () => {
    const project = shop("http://127.0.0.1:1");
    const real = await project.start();
    await real.accept("/cart", CART);
    await real.stop();
    const folder = join(project.data, "simulated");
    mkdirSync(folder);
    renameSync(join(project.data, "journal.db"), join(folder, "journal.db"));
    expect(await refusal(simulated(project))).toContain("against a stand-in for AhaChat");
    const database = openDatabase(join(folder, "journal.db"));
    database.exec("DELETE FROM other_side");
    database.close();
    expect(await refusal(simulated(project))).toContain("against AhaChat, and now");
    // Of such a one it is believed that base_url is as it was.
    await project.start({ AHAFLOW_DATA: folder });
  });

  it("refuses AhaChat for what a stand-in was sent, and a stand-in for what came from AhaChat", async () => {
    const standIn = await startUpstream();
    const project = shop(standIn.url);
    const daemon = await project.start();
    await daemon.accept("/cart", CART);
    // Another address of the same kind is none of this.
    project.configure(shopAt("http://localhost:1"));
    expect((await reloadNow(daemon)).status).toBe(200);
    project.configure(shopAt(HTTPS));
    const { status, body } = await reloadNow(daemon);
    expect(status).toBe(422);
    expect(body).toMatchObject({ problems: [{ rule: "other_side" }] });
    // A connection of another name leads there no more than this one.
    project.configure({ connections: named("shop2", HTTPS) });
    expect((await reloadNow(daemon)).body).toMatchObject({ problems: [{ rule: "other_side" }] });
    await daemon.stop();
    project.configure(shopAt(HTTPS));
    expect(await refusal(project.launch())).toContain("the connections lead to AhaChat");
    project.configure(shopAt(standIn.url));
    const again = await project.start();
    expect(await again.runs()).toHaveLength(1);
  });

  it("refuses a stand-in for runs against AhaChat", async () => {
    const project = shop(HTTPS);
    const daemon = await project.start();
    await daemon.accept("/cart", CART);
    project.configure(shopAt("http://127.0.0.1:1"));
    expect((await reloadNow(daemon)).status).toBe(422);
    await daemon.crash();
    expect(await refusal(project.launch())).toContain("is of runs against AhaChat, and now");
  });

  it("lets a journal without anything in it change its side", async () => {
    const project = shop("http://127.0.0.1:1");
    await (await project.start()).stop();
    project.configure(shopAt(HTTPS));
    expect(await (await project.start()).stop()).toBe(0);
  });

  it("knows the side of connections that came with a reload", async () => {
    const project = new Project();
    project.flow("plain", { steps: [{ id: "a", set: { b: "c" } }] });
    const daemon = await project.start();
    project.configure(shopAt("http://127.0.0.1:1"));
    expect((await reloadNow(daemon)).status).toBe(200);
    await daemon.accept("/plain", {});
    await daemon.crash();
    project.configure(shopAt(HTTPS));
    expect(await refusal(project.launch())).toContain("against a stand-in for AhaChat");
  });

  it("refuses connections of two sides in one daemon", async () => {
    const project = shop("http://127.0.0.1:1");
    const two = { ...named("shop", "http://127.0.0.1:1"), ...named("beta", HTTPS) };
    project.configure({ connections: two });
    expect(await refusal(project.launch())).toContain("and beta to AhaChat");
    // With --simulate they all lead to one place.
    await simulated(project).ready();
  });
});
