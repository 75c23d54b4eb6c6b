import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Console } from "#src/cli/console.js";
import { readAddress } from "#src/cli/journal/journal-address.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Reads an address. @returns it, with what was said on standard error */
function read(given: string, env: Readonly<Record<string, string>> = {}) {
  const said: string[] = [];
  const console = { env, err: (line: string) => said.push(line) } as unknown as Console;
  return { address: readAddress("--to", given, console), said };
}

it.each([
  ["sqlite:./data", { folder: "./data" }],
  ["sqlite:/var/lib/my data", { folder: "/var/lib/my data" }],
  ["sqlite:///var/lib/x", { folder: "///var/lib/x" }],
  ["postgres://me@db/one", { url: "postgres://me@db/one" }],
  ["postgresql:///one?host=/run", { url: "postgresql:///one?host=/run" }],
  ["env:OLD", { url: "postgres://me:secret@db/one" }],
  ["env:FOLDER", { folder: "./old" }],
  ["env:AHAFLOW_DATA", { folder: "./data" }],
])("%s names a journal", (given, address) => {
  const env = {
    OLD: "postgres://me:secret@db/one",
    FOLDER: "sqlite:./old",
    AHAFLOW_DATA: "./data",
  };
  expect(read(given, env)).toEqual({ address, said: [] });
});

it("may stand in .env", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".env"), "AHAFLOW_DATABASE_URL=postgres://me:secret@db/one\n");
  const { address } = read("env:AHAFLOW_DATABASE_URL", {
    AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
  });
  expect(address).toEqual({ url: "postgres://me:secret@db/one" });
});

it.each([
  ["", "--to names no journal"],
  ["./data", "--to names no journal"],
  ["sqlite:", "--to names no journal"],
  ["sqlite://data", "--to names no journal"],
  ["mysql://me:CANARYpass@db/one", "--to names no journal"],
  ["postgres://me:CANARYpass%zz@db/one", "--to names no journal"],
  ["env:postgres://me:CANARYpass@db/one", "--to names no journal"],
  ["env:NOWHERE", "--to: the variable NOWHERE is not set"],
  ["env:EMPTY", "--to: the variable EMPTY is not set"],
  ["env:WRONG", "--to: the variable WRONG names no journal"],
])("%s names none", (given, message) => {
  const env = { EMPTY: "", WRONG: "postgres//me:CANARYpass@db" };
  expect(() => read(given, env)).toThrow(
    expect.objectContaining({ code: "bad_argument", message, hint: expect.any(String) }),
  );
});

it("may have a password, of which whoever looks at the processes is told", () => {
  for (const given of [
    "postgres://me:CANARYpass@db/one",
    "postgres://me@db/one?password=CANARYpass",
  ])
    expect(read(given)).toEqual({
      address: { url: given },
      said: [
        expect.stringMatching(/^warning: others on this machine can see the password in --to/),
      ],
    });
});
