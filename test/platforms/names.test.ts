import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { connectedPlatforms } from "#src/platforms/installed.js";

/** Words of the field's. */
const WORDS = ["http", "openapi"];

/** Every folder of a platform whose name is none of them. */
const NAMES = foldersIn("src/platforms").filter(
  (name) => ![...WORDS, "senders", "simulator"].includes(name),
);

/** The same of those that only send; connections of a platform can be of what one of them has. */
const SENDERS = foldersIn("src/platforms/senders");

function foldersIn(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Those that are also channels of another platform, or words of personal data. */
const CHANNELS: Readonly<Record<string, RegExp>> = {
  smtp: /^platforms\/chatbotx\//,
  telegram: /^platforms\/chatbotx\//,
  zalo: /^(platforms\/(chatbotx|senders)\/|telemetry\/personal-names)/,
};

const FILES = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

it("has a folder for every platform of the registry that connections can be of", () => {
  const types = connectedPlatforms.map(({ type }) => type);
  expect([...NAMES, ...WORDS]).toEqual(expect.arrayContaining(types));
  expect(connectedPlatforms.length).toBeGreaterThan(0);
});

it.each(NAMES)("%s has its name in its folder and in the registry alone", (name) => {
  const own = FILES.filter((file) =>
    readFileSync(`src/${file}`, "utf8").match(new RegExp(name, "i")),
  );
  expect(own.length).toBeGreaterThan(3);
  const others = own.filter(
    (file) =>
      !file.startsWith(`platforms/${name}/`) &&
      file !== "platforms/registry.ts" &&
      !file.startsWith("generated/") &&
      CHANNELS[name]?.test(file) !== true,
  );
  expect(others).toEqual([]);
});

it.each(SENDERS)("%s has its name in the platforms' room alone", (name) => {
  const word = new RegExp(`\\b${name}\\b`, "i");
  const own = FILES.filter((file) => readFileSync(`src/${file}`, "utf8").match(word));
  expect(own).toContain(`platforms/senders/${name}/${name}.ts`);
  // What a field is called that holds somebody's account says nothing of a sender.
  const free = /^(platforms|generated)\/|^telemetry\/personal-names\.ts$/;
  expect(own.filter((file) => !free.test(file))).toEqual([]);
});
