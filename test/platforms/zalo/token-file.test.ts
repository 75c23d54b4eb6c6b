/** The access token in a file that somebody else renews. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { TokenFile } from "#src/platforms/zalo/token-file.js";
import { CANARIES } from "../../support/canaries.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { account, projectAt, texted } from "./official-account.ts";

const OLD = `${CANARIES.botToken}-old`;
const NEW = `${CANARIES.botToken}-new`;

it("is read where it stands, and again when the token is refused, by a daemon that shows it nowhere", async () => {
  const { url, sent, seed } = await account({ access_token: OLD });
  const project = projectAt(url, { token_file: "token.json" });
  const file = join(project.folder, "token.json");
  writeFileSync(
    file,
    JSON.stringify({ access_token: OLD, refresh_token: "r", expires_in: "90000" }),
  );
  const daemon = await project.open();
  expect((await texted(daemon, "1")).status).toBe("succeeded");
  // Zalo ends the old token with the new one; the file has it within the second in which it is not looked at.
  await seed({ access_token: NEW });
  writeFileSync(`${file}.new`, JSON.stringify({ access_token: NEW }));
  renameSync(`${file}.new`, file);
  const run = await texted(daemon, "2");
  expect([run.status, run.steps[0]?.attempts.length]).toEqual(["succeeded", 1]);
  expect((await sent()).map(({ text }) => text)).toEqual(["1", "2"]);
  await seed({ access_token: "another" });
  expect((await texted(daemon, "3")).error?.reason).toBe("bad_credentials");
});

it("is not needed for a start, and a step waits for it as for a platform that is down", async () => {
  const { url } = await account({ access_token: NEW });
  const project = projectAt(url, { token_file: "token" });
  const daemon = await project.open();
  const failed = await texted(daemon);
  expect(failed.steps[0]?.attempts.map(({ error }) => error?.reason)).toEqual([
    "unavailable",
    "unavailable",
  ]);
  const { message } = failed.steps[0]?.error ?? {};
  expect(message).toBe(
    `the token file ${join(project.folder, "token")} of connection "shop" gives no token: it can't be read (ENOENT); whoever renews the token writes it there, alone or as JSON with access_token`,
  );
  writeFileSync(join(project.folder, "token"), `${NEW}\n`);
  expect((await texted(daemon)).status).toBe("succeeded");
});

it.each([
  ["", "it is empty"],
  ["{", "it is not JSON, or not whole"],
  ['{"access_token":', "it is not JSON, or not whole"],
  ['{"token":"abcdefgh"}', "its JSON has no access_token"],
  ['{"access_token":7}', "its JSON has no access_token"],
  ["two words", "what it has is no token"],
  ['"two words"', "what it has is no token"],
  ['"', "it is not JSON, or not whole"],
  ['"a-token" "another"', "it is not JSON, or not whole"],
  ["'a-token'", "what it has is no token"],
  ['["a-token"]', "what it has is no token"],
  [String.raw`"\"a-token\""`, "what it has is no token"],
  [String.raw`{"access_token":"\"a-token\""}`, "what it has is no token"],
  ["mật-khẩu-của-tôi", "what it has is no token"],
])("%j in it is told without a word of it", async (text, why) => {
  const path = join(temporaryFolder(), "token");
  writeFileSync(path, text);
  await expect(new TokenFile(path, "shop").current()).rejects.toThrow(
    `the token file ${path} of connection "shop" gives no token: ${why}`,
  );
});

it.each(['"a-token"\n', '\ufeff"a-token"', " a-token\r\n", '{"access_token":"a-token"}'])(
  "%j holds a-token",
  async (text) => {
    const path = join(temporaryFolder(), "token");
    writeFileSync(path, text);
    expect(await new TokenFile(path, "shop").current()).toBe("a-token");
  },
);

it("keeps the token that it had while somebody writes the next one", async () => {
  const path = join(temporaryFolder(), "token");
  writeFileSync(path, "first-token");
  const file = new TokenFile(path, "shop");
  expect(await file.current()).toBe("first-token");
  writeFileSync(path, "");
  expect(await file.insteadOf("first-token")).toBeUndefined();
  writeFileSync(path, "second-token");
  expect(await file.insteadOf("first-token")).toBe("second-token");
  expect(await file.current()).toBe("second-token");
  rmSync(path);
  expect(await file.insteadOf("second-token")).toBeUndefined();
});
