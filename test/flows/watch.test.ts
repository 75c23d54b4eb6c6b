import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { watchFiles } from "#src/flows/watch.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SOON = { timeout: 20_000, interval: 10 };

/** Watches a folder; `files` may be changed by the test. */
async function watched(folder: string, files: string[] = [], pollMs = 50) {
  const onChange = vi.fn<() => void>();
  const end = watchFiles({ folder, files: () => files, onChange, pollMs });
  onTestFinished(end);
  // The first look always tells: what came between the start's reading and the watcher.
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1), SOON);
  /** Does something. @returns true once it is told, false when it never is */
  const isTold = async (change: () => void): Promise<boolean> => {
    const before = onChange.mock.calls.length;
    change();
    return vi
      .waitFor(() => expect(onChange.mock.calls.length).toBeGreaterThan(before), SOON)
      .then(
        () => true,
        () => false,
      );
  };
  return { onChange, isTold, end };
}

/** A way to let a watcher look at least so many times: what another one is told meanwhile. */
async function rounds(): Promise<(count: number) => Promise<void>> {
  const folder = temporaryFolder();
  const { isTold } = await watched(folder);
  return async (count) => {
    for (let n = 0; n < count; n++)
      expect(await isTold(() => writeFileSync(join(folder, `${n}.yaml`), ""))).toBe(true);
  };
}

describe("watchFiles", () => {
  it("tells of files that come, change, are renamed over and go, in folders too", async () => {
    const folder = temporaryFolder();
    const { isTold } = await watched(folder);
    const file = join(folder, "team", "a.yaml");
    expect(await isTold(() => mkdirSync(join(folder, "team")))).toBe(true);
    expect(await isTold(() => writeFileSync(file, "one"))).toBe(true);
    expect(await isTold(() => writeFileSync(file, "the second"))).toBe(true);
    expect(
      await isTold(() => {
        writeFileSync(`${file}.tmp`, "the third text");
        renameSync(`${file}.tmp`, file);
      }),
    ).toBe(true);
    expect(await isTold(() => rmSync(file))).toBe(true);
  });

  it("tells of rights that were taken and given back, when only the poll sees it", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a.yaml");
    writeFileSync(file, "one");
    const { isTold } = await watched(folder);
    for (const path of [folder, file])
      for (const mode of [0, 0o755]) expect(await isTold(() => chmodSync(path, mode))).toBe(true);
  });

  it("does not need the poll for files that the watcher sees", async () => {
    const folder = temporaryFolder();
    const { onChange } = await watched(folder, [], 3_600_000);
    let writes = 0;
    // The watcher may not be there yet at the first one.
    await vi.waitFor(() => {
      writeFileSync(join(folder, "a.yaml"), String(writes++));
      expect(onChange).toHaveBeenCalledTimes(2);
    }, SOON);
  });

  it("tells once of what the watcher sees and the poll finds later", async () => {
    const file = join(temporaryFolder(), "a.yaml");
    const onChange = vi.fn<() => void>();
    let looks = 0;
    const files = () => {
      looks += 1;
      return [];
    };
    onTestFinished(watchFiles({ folder: dirname(file), files, onChange, pollMs: 300 }));
    for (let told = 0; told < 5; told++) {
      await vi.waitFor(() => expect(onChange.mock.calls.length).toBeGreaterThan(told), SOON);
      const before = looks;
      await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 2), SOON);
      writeFileSync(file, "one".repeat(told + 1));
    }
    // An event that a busy machine brings late is told again.
    expect(onChange.mock.calls.length).toBeLessThan(8);
  });

  it("tells of a write that keeps size and name", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.yaml"), "one");
    const { isTold } = await watched(folder);
    expect(await isTold(() => writeFileSync(join(folder, "a.yaml"), "two"))).toBe(true);
  });

  it("tells of files outside of the folder, also of ones that are named later or not there", async () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    const config = join(outside, "ahaflow.yaml");
    const files = [config];
    const { isTold } = await watched(folder, files);
    expect(await isTold(() => writeFileSync(config, "vars: {}"))).toBe(true);
    expect(await isTold(() => rmSync(config))).toBe(true);
    const sample = join(outside, "sample.json");
    expect(await isTold(() => void files.push(sample))).toBe(true);
    expect(await isTold(() => writeFileSync(sample, "{}"))).toBe(true);
  });

  it("tells of a folder that is a link and leads elsewhere, and of what changes there", async () => {
    const [one, two, root] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const link = join(root, "current");
    symlinkSync(one, link);
    const { isTold } = await watched(link);
    expect(await isTold(() => writeFileSync(join(one, "a.yaml"), "one"))).toBe(true);
    expect(
      await isTold(() => {
        symlinkSync(two, `${link}.new`);
        renameSync(`${link}.new`, link);
      }),
    ).toBe(true);
    expect(await isTold(() => writeFileSync(join(two, "a.yaml"), "two"))).toBe(true);
  });

  it("tells of a folder that goes and comes back", async () => {
    const folder = join(temporaryFolder(), "flows");
    mkdirSync(folder);
    const { isTold } = await watched(folder);
    expect(await isTold(() => rmSync(folder, { recursive: true }))).toBe(true);
    expect(await isTold(() => mkdirSync(folder))).toBe(true);
    expect(await isTold(() => writeFileSync(join(folder, "a.yaml"), "one"))).toBe(true);
  });

  it("tells of a commit, though no flow has changed", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".git"));
    writeFileSync(join(folder, ".git", "HEAD"), "0".repeat(40));
    const { isTold } = await watched(folder);
    expect(await isTold(() => writeFileSync(join(folder, ".git", "HEAD"), "1".repeat(40)))).toBe(
      true,
    );
  });

  it("waits until git has written all files, but not for a lock that stays", async () => {
    const folder = temporaryFolder();
    const lock = join(folder, ".git", "index.lock");
    mkdirSync(join(folder, ".git"));
    const { onChange, isTold } = await watched(folder);
    const pass = await rounds();
    writeFileSync(lock, "");
    writeFileSync(join(folder, "a.yaml"), "one");
    await pass(3);
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(await isTold(() => rmSync(lock))).toBe(true);
    writeFileSync(lock, "");
    expect(await isTold(() => writeFileSync(join(folder, "b.yaml"), "two"))).toBe(true);
  });

  it("tells of many changes at once a few times, not of each", async () => {
    const folder = temporaryFolder();
    const { onChange, isTold } = await watched(folder);
    expect(
      await isTold(() => {
        for (let n = 0; n < 500; n++) writeFileSync(join(folder, `${n}.yaml`), "one");
      }),
    ).toBe(true);
    // What is still on its way comes before this one.
    expect(await isTold(() => writeFileSync(join(folder, "last.yaml"), "one"))).toBe(true);
    expect(onChange.mock.calls.length).toBeLessThan(15);
  });

  it("tells nothing of node_modules and .git, and nothing after its end", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "team"));
    const { onChange, end } = await watched(folder);
    const [other, pass] = [await watched(folder), await rounds()];
    for (const name of ["node_modules", ".git", join("team", "node_modules")]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "a.yaml"), "one");
    }
    await pass(3);
    expect(onChange).toHaveBeenCalledTimes(1);
    await end();
    expect(await other.isTold(() => writeFileSync(join(folder, "a.yaml"), "one"))).toBe(true);
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});
