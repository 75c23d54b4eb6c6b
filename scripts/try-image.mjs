// `npm run image:try`: builds the Dockerfile without a container engine, and tries what the image has
// to do. Needs Linux, root, buildah and debootstrap; says so and ends with 0 where one is missing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, buildImage } from "./image/build-image.mjs";
import { Container } from "./image/container.mjs";

const missing = ["buildah", "debootstrap", "unshare", "nsenter", "setpriv"].filter(
  (tool) => spawnSync("which", [tool]).status !== 0,
);
if (process.platform !== "linux" || process.getuid() !== 0 || missing.length > 0) {
  const why =
    process.platform !== "linux"
      ? "this is not Linux"
      : process.getuid() !== 0
        ? "it needs root"
        : `not installed: ${missing.join(", ")}`;
  console.log(`skipped, nothing was tried: ${why} (apt-get install buildah debootstrap)`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), "ahaflow-image-"));
const image = buildImage();
const { config } = image;
const containers = [];
try {
  await tryImage();
} finally {
  await Promise.all(containers.map((container) => container.kill()));
  image.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function tryImage() {
  say(`${Math.round(Number(ask("du", "-sb", image.root).split("\t")[0]) / 1e6)} MB in the image`);
  say(
    `${Math.round(statSync(join(image.root, "usr/local/bin/node")).size / 1e6)} MB of it Node.js`,
  );
  const [uid, gid] = config.User.split(":").map(Number);
  const volume = join(folder, "data");
  mkdirSync(volume);
  chownSync(volume, uid, gid);
  const project = join(folder, "project");
  mkdirSync(project);

  await command(["init", "/data/project"], { volume, project });
  cpSync(join(volume, "project"), project, { recursive: true });
  for (const args of [["validate", "--strict"], ["test"], ["run", "welcome", "--simulate"]])
    await command(args, { volume, project });
  await serve({ volume, project });
}

/** Runs one command of the image to its end; it has to succeed. */
async function command(args, options) {
  const container = start({ ...options, args });
  assert.equal(await container.ended, 0, container.lines.join("\n"));
  say(`ahaflow ${args.join(" ")}`);
}

async function serve(options) {
  const admin = await freePort();
  const daemon = {
    ...options,
    args: ["start", "--simulate"],
    env: { AHAFLOW_HOST: "127.0.0.1", AHAFLOW_PORT: "0", AHAFLOW_ADMIN_PORT: admin },
  };
  const first = start(daemon);
  const { webhook_url: url } = await first.logged("ready");
  const id = await post(url, "1");
  await succeeded(admin, id);
  say("a webhook is answered 202, and its run succeeds");

  const status = readFileSync(`/proc/${first.pid}/status`, "utf8");
  const field = (name) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1];
  assert.equal(field("NSpid")?.split("\t").at(-1), "1");
  assert.equal(field("Uid")?.split("\t")[1], config.User.split(":")[0]);
  assert.equal(Number(field("CapEff")), 0);
  say(`node is process 1, user ${config.User}, without capabilities`);

  const write = (file) =>
    first.exec("/usr/local/bin/node", "-e", `fs.writeFileSync(${JSON.stringify(file)}, "")`);
  for (const file of ["/x", "/app/x", "/config/x"])
    assert.match(write(file).output, /EROFS|ENOENT/);
  assert.equal(write("/data/x").code, 0);
  assert.equal(first.exec("/bin/sh", "-c", "true").code, 127);
  say("nothing but /data can be written to, and there is no shell");

  assert.deepEqual(config.Healthcheck.Test[0], "CMD");
  const health = first.exec(...config.Healthcheck.Test.slice(1));
  assert.equal(health.code, 0, health.output);
  say(`HEALTHCHECK: exit 0, ${health.output}`);
  assert.match(first.exec("ahaflow", "--version").output, /^\d+\.\d+\.\d+$/);
  say("docker exec … ahaflow");

  assert.equal(config.StopSignal, "SIGTERM");
  const kept = await post(url, "2");
  const began = Date.now();
  assert.equal(await first.signal("SIGTERM"), 0, first.lines.join("\n"));
  assert.equal(first.log("stopped").length, 1);
  say(`SIGTERM: stopped with exit 0 after ${Date.now() - began} ms`);

  const second = start(daemon);
  const { webhook_url: again } = await second.logged("ready");
  await succeeded(admin, kept);
  const accepted = await Promise.all(
    Array.from({ length: 100 }, (_, index) => post(again, `3${index}`)),
  );
  await second.signal("SIGKILL");
  const third = start(daemon);
  await third.logged("ready");
  for (const one of accepted) await succeeded(admin, one);
  say(
    `SIGKILL: all ${accepted.length} accepted runs succeeded after the restart on the same volume`,
  );
  assert.equal(await third.signal("SIGTERM"), 0);
  say("all of it works; what was not tried: a container engine, the base image from its registry");
}

function start(options) {
  const container = new Container(image, options);
  containers.push(container);
  return container;
}

async function post(url, customer) {
  const body = JSON.stringify({ messenger_user_id: `65432109876${customer}`, source: "ads" });
  const response = await fetch(`${url}/welcome`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  assert.equal(response.status, 202);
  return (await response.json()).run_id;
}

async function succeeded(admin, id) {
  for (let tries = 0; tries < 600; tries += 1) {
    const response = await fetch(`http://127.0.0.1:${admin}/api/v1/runs/${id}`);
    const { status, error } = await response.json();
    if (status === "succeeded") return;
    assert.notEqual(status, "failed", JSON.stringify(error));
    await sleep(50);
  }
  throw new Error(`the run ${id} did not succeed within 30 s`);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

function say(line) {
  console.log(`✓ ${line}`);
}
