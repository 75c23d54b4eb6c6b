/** The access token, renewed here: once at a time, written down before it is used. */
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, vi } from "vitest";
import { ActionError } from "#src/errors.js";
import { RenewedToken } from "#src/platforms/zalo/renewed-token.js";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { account, projectAt, texted } from "./official-account.ts";

const OVER = new Date(Date.now() - 1_000).toISOString();

function fileWith(pair: object): string {
  const path = join(temporaryFolder(), "token.json");
  writeFileSync(path, JSON.stringify(pair));
  return path;
}

const pairAt = (path: string) =>
  JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, string>>;

/** Zalo as one test wants it: gives pair after pair, and keeps what it was asked with. */
function giver() {
  const asked: string[] = [];
  return {
    asked,
    ask: async (refreshToken: string) => {
      asked.push(refreshToken);
      const n = asked.length;
      const body = {
        access_token: `access-${n}`,
        refresh_token: `refresh-${n}`,
        expires_in: "90000",
      };
      return { status: 200, body, retryAfterMs: undefined };
    },
  };
}

it("is renewed by a daemon when it ends and when Zalo refuses it, and shown nowhere", async () => {
  const { url, seed, sent } = await account({ refresh_token: "refresh-0" });
  const project = projectAt(url, {
    token_file: "token.json",
    refresh: { app_id: "123", secret_key: "CANARYsecret-1b8e6d02f9c7453a" },
  });
  const file = join(project.folder, "token.json");
  writeFileSync(
    file,
    JSON.stringify({ access_token: "a", refresh_token: "refresh-0", expires_at: OVER }),
  );
  const daemon = await project.open();
  expect((await texted(daemon, "1")).status).toBe("succeeded");
  const first = pairAt(file);
  expect(first).toMatchObject({ access_token: "access-1", refresh_token: "refresh-1" });
  const left = Date.parse(first["expires_at"] ?? "") - Date.now();
  expect(left / 3_600_000).toBeGreaterThan(24);
  await seed({ access_token: "of another program" });
  const second = await texted(daemon, "2");
  expect([second.status, second.steps[0]?.attempts.length]).toEqual(["succeeded", 1]);
  expect(pairAt(file)).toMatchObject({ refresh_token: "refresh-2" });
  expect(await sent()).toHaveLength(2);
  // Somebody else has used it up.
  await seed({ access_token: "x", refresh_token: "y" });
  const { error, steps } = await texted(daemon, "3");
  expect(error).toMatchObject({ reason: "bad_credentials", code: "no_token" });
  expect(steps[0]?.error?.message).toBe(
    `Zalo does not take the refresh token of connection "shop" (code -14020); let an administrator of the official account authorise the app again, and write access_token and refresh_token into ${file}`,
  );
});

it("is asked for once by all who need it at one moment", async () => {
  const path = fileWith({ access_token: "a", refresh_token: "refresh-0", expires_at: OVER });
  const { ask, asked } = giver();
  const [one, two] = [new RenewedToken(path, "shop", ask), new RenewedToken(path, "shop", ask)];
  const tokens = await Promise.all([one.current(), one.current(), one.insteadOf("a")]);
  expect(tokens).toEqual(["access-1", "access-1", "access-1"]);
  // Another connection, or process, reads it.
  expect([await two.current(), asked]).toEqual(["access-1", ["refresh-0"]]);
});

it("begins with a refresh token alone, and keeps an access token of which nobody says when it ends", async () => {
  const { ask, asked } = giver();
  expect(await new RenewedToken(fileWith({ refresh_token: "r" }), "a", ask).current()).toBe(
    "access-1",
  );
  const open = new RenewedToken(fileWith({ access_token: "a", refresh_token: "s" }), "a", ask);
  expect(await open.current()).toBe("a");
  expect(asked).toEqual(["r"]);
});

it.each([
  ['\ufeff{"refresh_token": "r"}', "access-1", ["r"]],
  ['{"access_token": "a b", "refresh_token": "r\\n"}', "access-1", ["r"]],
  ['{"access_token": " a\\n", "refresh_token": "r"}', "a", []],
])("begins with %j, as somebody wrote it", async (text, token, refreshed) => {
  const path = fileWith({});
  writeFileSync(path, text);
  const { ask, asked } = giver();
  expect([await new RenewedToken(path, "shop", ask).current(), asked]).toEqual([token, refreshed]);
});

it("stays behind a link", async () => {
  const path = fileWith({ refresh_token: "r" });
  const link = join(temporaryFolder(), "link.json");
  symlinkSync(path, link);
  await new RenewedToken(link, "shop", giver().ask).current();
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(pairAt(path)).toMatchObject({ refresh_token: "refresh-1" });
});

it("may say that it ends at a time that no calendar has", async () => {
  const path = fileWith({ refresh_token: "r" });
  const body = { access_token: "b", refresh_token: "s", expires_in: "1e20" };
  const ask = async () => ({ status: 200, body, retryAfterMs: undefined });
  expect(await new RenewedToken(path, "shop", ask).current()).toBe("b");
  expect(pairAt(path)).toEqual({ access_token: "b", refresh_token: "s" });
});

it("is renewed once where new ones are refused as well: whom one may not write to is not its fault", async () => {
  const { url, fault } = await account({ access_token: "a", refresh_token: "refresh-0" });
  const project = projectAt(url, {
    token_file: "token.json",
    refresh: { app_id: "123", secret_key: "a-secret-for-this-test" },
  });
  const file = join(project.folder, "token.json");
  writeFileSync(file, JSON.stringify({ access_token: "a", refresh_token: "refresh-0" }));
  const daemon = await project.open();
  await fault({ endpoint: "send_text", status: 200, body: { error: -216 }, times: 3 });
  for (const text of ["1", "2"])
    expect((await texted(daemon, text)).error?.reason).toBe("bad_credentials");
  expect(pairAt(file)).toMatchObject({ refresh_token: "refresh-1" });
  expect((await texted(daemon, "3")).status).toBe("succeeded");
});

it("takes what a process that died had written, and waits for one that lives", async () => {
  const path = fileWith({ access_token: "a", refresh_token: "refresh-0", expires_at: OVER });
  const next = `${path}.next`;
  const { ask, asked } = giver();
  const token = new RenewedToken(path, "shop", ask);
  writeFileSync(next, "");
  // A step's next try comes when it is known whether that one lives.
  await expect(token.current()).rejects.toMatchObject({
    message: expect.stringContaining("another process renews the token, or died while it did"),
    retryAfterMs: 5_000,
  });
  const long = new Date(Date.now() - 6_000);
  const written = { access_token: "of-the-dead", refresh_token: "next" };
  writeFileSync(next, JSON.stringify(written));
  utimesSync(next, long, long);
  expect(await token.current()).toBe("of-the-dead");
  expect(pairAt(path)).toEqual(written);
  writeFileSync(next, '{"access_token": "hal');
  utimesSync(next, long, long);
  expect(await token.insteadOf("of-the-dead")).toBe("access-1");
  expect(asked).toEqual(["next"]);
});

it("shows others that it lives while it waits for Zalo", async () => {
  const path = fileWith({ access_token: "a", refresh_token: "r", expires_at: OVER });
  const { ask, asked } = giver();
  const [one, two] = [new RenewedToken(path, "shop", ask), new RenewedToken(path, "shop", slow)];
  const next = `${path}.next`;
  async function slow(refreshToken: string) {
    const long = new Date(Date.now() - 60_000);
    utimesSync(next, long, long);
    await vi.waitUntil(() => Date.now() - statSync(next).mtimeMs < 5_000, { timeout: 4_000 });
    await expect(one.current()).rejects.toThrow("another process renews the token");
    return ask(refreshToken);
  }
  expect([await two.current(), asked]).toEqual(["access-1", ["r"]]);
});

it("calls no token missing while another process comes to its end", async () => {
  const path = fileWith({ access_token: "a", refresh_token: "r", expires_at: OVER });
  // It is there, and not there, as for who looks at it in two steps.
  symlinkSync(`${path}.nowhere`, `${path}.next`);
  const { ask, asked } = giver();
  await expect(new RenewedToken(path, "shop", ask).current()).rejects.toThrow(
    "another process renews the token",
  );
  expect(asked).toEqual([]);
});

it("tells of a refresh token whose answer was lost, and asks no more with one that was refused", async () => {
  const path = fileWith({ access_token: "a", refresh_token: "r", expires_at: OVER });
  let answers = 0;
  const token = new RenewedToken(path, "shop", async (_refreshToken, sent) => {
    answers++;
    sent();
    if (answers === 1) throw new ActionError("unavailable", "Zalo gave no whole answer");
    return { status: 200, body: { error: -14_020 }, retryAfterMs: undefined };
  });
  await expect(token.current()).rejects.toThrow(/no whole answer.*may be used up/);
  for (let tries = 0; tries < 2; tries++)
    await expect(token.current()).rejects.toThrow(
      "the answer to an earlier try was lost, which has used it up",
    );
  expect(answers).toBe(2);
  writeFileSync(path, JSON.stringify({ access_token: "b", refresh_token: "s" }));
  expect(await token.current()).toBe("b");
});

it.each([
  [
    { status: 200, body: undefined },
    "neither a token nor a code, and the refresh token may be used up",
  ],
  [{ status: 200, body: { access_token: "a" } }, "neither a token nor a code"],
  [
    { status: 502, body: undefined },
    "502: the other side has a failure, and the refresh token may",
  ],
  [{ status: 200, body: { error: -14_002 } }, "(code -14002)"],
])("takes the answer %j for none", async (answer, words) => {
  const path = fileWith({ access_token: "a", refresh_token: "r", expires_at: OVER });
  const before = readFileSync(path, "utf8");
  const token = new RenewedToken(path, "shop", async (_refreshToken, sent) => {
    sent();
    return { ...answer, retryAfterMs: undefined };
  });
  await expect(token.current()).rejects.toThrow(words);
  expect(readFileSync(path, "utf8")).toBe(before);
  // The next one may try at once.
  await expect(token.current()).rejects.toThrow(ActionError);
});

it("uses nothing that is not written down, and keeps it until it is, or until somebody writes another", async () => {
  const old = { access_token: "a", refresh_token: "r", expires_at: OVER };
  const path = fileWith(old);
  const { ask, asked } = giver();
  const token = new RenewedToken(path, "shop", (refreshToken) => {
    rmSync(dirname(path), { recursive: true, force: true });
    return ask(refreshToken);
  });
  const lost = /Zalo has given a new token, which can't be written to .* \(ENOENT\)/;
  await expect(token.current()).rejects.toThrow(lost);
  await expect(token.current()).rejects.toThrow(lost);
  mkdirSync(dirname(path));
  writeFileSync(path, JSON.stringify(old));
  expect([await token.current(), asked]).toEqual(["access-1", ["r"]]);
  expect(pairAt(path)).toMatchObject({ access_token: "access-1", refresh_token: "refresh-1" });

  await expect(token.insteadOf("access-1")).rejects.toThrow(lost);
  mkdirSync(dirname(path));
  writeFileSync(path, JSON.stringify({ access_token: "by-hand", refresh_token: "s" }));
  expect([await token.current(), asked]).toEqual(["by-hand", ["r", "refresh-1"]]);
});

it("is not to be had where several daemons share a database", async () => {
  const connection = {
    token_file: "token.json",
    refresh: { app_id: "123", secret_key: "a-secret-for-this-test" },
  };
  const daemon = projectAt("https://openapi.zalo.me", connection).launch({
    AHAFLOW_DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  });
  expect(await daemon.ended).toBe(2);
  expect(daemon.errors + daemon.lines.join("")).toContain(
    'connection "shop" renews a token that is good once, and daemons that share AHAFLOW_DATABASE_URL would do so each for itself',
  );
});
