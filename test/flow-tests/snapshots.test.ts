import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_MOUNT, SmallDisk } from "../support/small-disk.ts";
import { greeting, told } from "./flow-test-project.ts";

const SNAPSHOT = [{ name: "inputs", expect: { snapshot: true } }];

describe("snapshots", () => {
  it("are asked for, stored, compared and forgotten", async () => {
    const project = greeting("Xin chào").tests("hello", SNAPSHOT);
    const file = join(project.flows, "__snapshots__", "hello.test.snap.yaml");
    expect(told((await project.results()).get("inputs"))).toEqual([
      "snapshot: expected a snapshot, got none is stored; write it with `ahaflow test --update`",
    ]);
    expect(existsSync(file)).toBe(false);

    expect((await project.test(["--update"])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("text: Xin chào");
    expect((await project.test()).code).toBe(0);

    const text = {
      id: "greet",
      uses: "ahachat.send_text",
      with: { user_id: "6523889107654321", text: "Chào" },
    };
    project.flow("hello", { connection: "shop", steps: [text] });
    expect(told((await project.results()).get("inputs"))).toEqual([
      'snapshot.greet.text: expected "Xin chào", got "Chào"',
    ]);
    expect((await project.test(["--update"])).out).toContain("stored");
    expect((await project.test()).code).toBe(0);

    project.tests("hello", [{ name: "other" }]);
    await project.test(["--update"]);
    expect(existsSync(file)).toBe(false);
  });

  it("that no test asks for any more are told, and removed by --update", async () => {
    const project = greeting("Xin chào").tests("hello", [
      ...SNAPSHOT,
      { name: "more", expect: { snapshot: true } },
    ]);
    project.write("old.test.yaml", JSON.stringify({ flow: "hello", tests: SNAPSHOT }));
    const folder = join(project.flows, "__snapshots__");
    const [kept, gone, foreign] = ["hello.test", "old.test", "mine"].map((name) =>
      join(folder, `${name}.snap.yaml`),
    ) as [string, string, string];
    expect((await project.test(["--update"])).code).toBe(0);
    writeFileSync(foreign, "a: 1\n");
    expect((await project.test()).out).not.toContain("warning");
    rmSync(join(project.flows, "old.test.yaml"));
    project.tests("hello", SNAPSHOT);

    const { code, out } = await project.test();
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => line.startsWith("warning"))).toEqual([
      `warning: a snapshot of "more" that no test asks for; \`ahaflow test --update\` removes it  (${kept})`,
      `warning: the snapshots of tests that are gone; \`ahaflow test --update\` removes them  (${gone})`,
    ]);
    const json = JSON.parse((await project.test(["--reporter", "json"])).out) as object;
    expect(json).toMatchObject({
      left: [
        { file: kept, test: "more" },
        { file: gone, test: null },
      ],
    });
    const one = await project.test([join(project.flows, "hello.test.yaml"), "--update"]);
    expect(one.out).not.toContain("removed");
    expect(existsSync(gone)).toBe(true);

    expect((await project.test(["--update"])).out).toContain(`${gone} removed`);
    expect([kept, gone, foreign].map(existsSync)).toEqual([true, false, true]);
    expect((await project.test()).out).not.toContain("warning");
  });

  it("of others, and in folders that have no tests of ours, are left alone", async () => {
    const project = greeting("Xin chào").tests("hello", SNAPSHOT);
    expect((await project.test(["--update"])).code).toBe(0);
    const folder = join(project.flows, "__snapshots__");
    const ours = readFileSync(join(folder, "hello.test.snap.yaml"));
    // Called like one, and none.
    mkdirSync(join(folder, "none.test.snap.yaml"));
    const installed = join(project.flows, "node_modules", "other", "__snapshots__");
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, "theirs.test.snap.yaml"), ours);
    // Links that lead round.
    for (const name of ["round", "and-round"]) symlinkSync(project.flows, join(folder, name));
    const { code, out, err } = await project.test(["--update"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).not.toContain("removed");
    expect(existsSync(join(installed, "theirs.test.snap.yaml"))).toBe(true);
  });
});

describe.skipIf(NO_MOUNT !== undefined)("on a full disk", () => {
  it("says which snapshots can't be stored, and keeps those of before", async () => {
    const disk = new SmallDisk("64k");
    const project = greeting("Xin chào").tests("hello", SNAPSHOT);
    symlinkSync(disk.folder, join(project.flows, "__snapshots__"));
    expect((await project.test(["--update"])).code).toBe(0);
    project.tests("hello", [...SNAPSHOT, { name: "more", expect: { snapshot: true } }]);
    disk.fill();
    const { code, err } = await project.test(["--update"]);
    expect(code).toBe(1);
    expect(err).toMatch(/hello\.test\.snap\.yaml can't be written \(ENOSPC\)/);
    project.tests("hello", SNAPSHOT);
    expect((await project.test()).code).toBe(0);
  });
});
