import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeTextFile } from "#src/documents/write-text-file.js";
import { NO_MOUNT, SmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("writeTextFile", () => {
  it("writes a new file, and one that is there with its rights, also through a link", () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, "a.json"), join(folder, "link.json")];
    writeTextFile(file, "one");
    chmodSync(file, 0o600);
    symlinkSync(file, link);
    writeTextFile(link, "two");
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(["a.json", "link.json"]);
  });

  it("writes into what is no file", () => {
    writeTextFile("/dev/null", "one");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it.skipIf(NO_MOUNT !== undefined)("leaves the file as it was on a full disk", () => {
    const disk = new SmallDisk("64k");
    const file = join(disk.folder, "a.json");
    writeFileSync(file, "one");
    disk.fill();
    expect(() => writeTextFile(file, "two")).toThrow("ENOSPC");
    expect(readFileSync(file, "utf8")).toBe("one");
    expect(readdirSync(disk.folder).toSorted()).toEqual(["a.json", "ballast"]);
  });
});
