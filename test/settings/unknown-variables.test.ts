import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SETTINGS, saidOf, unknownVariables } from "#src/settings/unknown-variables.js";
import { ahaflow, folderOf, GOOD } from "../cli/command-line.ts";
import { Project } from "../support/project.ts";

const told = (...names: string[]) =>
  unknownVariables(Object.fromEntries(names.map((name) => [name, "a-value"])), "").map(saidOf);

it.each([
  ["AHAFLOW_PROT", "AHAFLOW_PORT"],
  ["AHAFLOW_ADMIN_TOKN", "AHAFLOW_ADMIN_TOKEN"],
  ["AHAFLOW_DATABASEURL", "AHAFLOW_DATABASE_URL"],
  ["ahaflow_port", "AHAFLOW_PORT"],
])("asks of %s whether %s was meant", (name, meant) => {
  expect(told(name)).toEqual([
    `the variable ${name} is set, and is no setting of ahaflow; did you mean ${meant}?`,
  ]);
});

it("says of one that is near none that it is no setting", () => {
  expect(told("AHAFLOW_CUSTOMERS_PER_SHOP")).toEqual([
    "the variable AHAFLOW_CUSTOMERS_PER_SHOP is set, and is no setting of ahaflow",
  ]);
});

it("says nothing of settings, of what is there for others, of what is empty or called otherwise", () => {
  expect(told(...SETTINGS, "PATH", "AHAFLOW", "AHACHAT_TOKEN")).toEqual([]);
  expect(told("AHAFLOW_IMAGE", "AHAFLOW_COMMAND", "AHAFLOW_PROJECT", "AHAFLOW_REVISION")).toEqual(
    [],
  );
  expect(told("AHAFLOW_SERVICE_HOST", "AHAFLOW_PORT_8080_TCP_ADDR")).toEqual([]);
  expect(unknownVariables({ AHAFLOW_PROT: "" }, "")).toEqual([]);
});

it("says nothing of what ahaflow.yaml refers to", () => {
  const config = "secrets: { a: ${env:AHAFLOW_KEY_OF_SHOP}, b: '${env:AHAFLOW_B:-none}' }";
  const env = { AHAFLOW_KEY_OF_SHOP: "x", AHAFLOW_B: "y", AHAFLOW_C: "z" };
  expect(unknownVariables(env, config)).toEqual([{ name: "AHAFLOW_C", meant: undefined }]);
});

it("knows every variable that the program reads, and the README has a row for each", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("unknown-variables"))
    .map((file) => readFileSync(join("src", file), "utf8"));
  const read = sources.flatMap((text) => text.match(/(?<=")AHAFLOW_[A-Z_]+(?=")/g) ?? []);
  expect(SETTINGS.toSorted()).toEqual([...new Set(read)].toSorted());
  for (const page of ["README.md", "README.vi.md"]) {
    const rows = readFileSync(page, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    for (const name of SETTINGS)
      expect([name, rows.some((row) => row.includes(`\`${name}\``))]).toEqual([name, true]);
  }
});

it("is told at the start and by validate, without the value, also of .env", async () => {
  const secret = "a-secret-that-nobody-may-see";
  const daemon = await new Project().start({ AHAFLOW_ADMIN_TOKENS: secret });
  const said = "the variable AHAFLOW_ADMIN_TOKENS is set, and is no setting of ahaflow";
  const warned = daemon.lines.filter((line) => line.includes(said));
  expect(warned.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: "warn" }]);
  expect(daemon.lines.join("\n")).not.toContain(secret);
  await daemon.stop();

  const folder = folderOf({
    "ahaflow.yaml": "{}\n",
    "flows/good.yaml": GOOD,
    ".env": `AHAFLOW_PROT=${secret}\n`,
  });
  const config = join(folder, "ahaflow.yaml");
  const checked = await ahaflow(["validate", "--config", config, "--flows", join(folder, "flows")]);
  expect(checked.err).toBe(
    "note: the variable AHAFLOW_PROT is set, and is no setting of ahaflow; did you mean AHAFLOW_PORT?",
  );
  expect(checked).toMatchObject({ out: "no problems in 1 flow" });
});
