import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gitCommit } from "#src/flows/git-commit.js";
import { git } from "../support/git.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A repository with a commit on the branch main, and flows in a folder of it. */
function repository(): string {
  const folder = temporaryFolder();
  git(folder, "init", "-q", "-b", "main");
  mkdirSync(join(folder, "flows"));
  writeFileSync(join(folder, "flows", "a.yaml"), "name: a\n");
  git(folder, "add", ".");
  git(folder, "commit", "-q", "-m", "one");
  return folder;
}

const head = (folder: string) => git(folder, "rev-parse", "HEAD");

describe("gitCommit", () => {
  it("knows the commit of a branch, of the folder and of folders in it", () => {
    const folder = repository();
    expect(head(folder)).toMatch(/^[0-9a-f]{40}$/);
    expect(gitCommit(folder)).toBe(head(folder));
    expect(gitCommit(join(folder, "flows"))).toBe(head(folder));
  });

  it("knows it after a commit, with packed references, and without a branch", () => {
    const folder = repository();
    const first = head(folder);
    git(folder, "commit", "-q", "--allow-empty", "-m", "two");
    const second = head(folder);
    expect(second).not.toBe(first);
    expect(gitCommit(folder)).toBe(second);
    git(folder, "pack-refs", "--all");
    expect(gitCommit(folder)).toBe(second);
    git(folder, "checkout", "-q", "--detach", first);
    expect(gitCommit(folder)).toBe(first);
  });

  it("knows it in a worktree and through a link", () => {
    const folder = repository();
    const other = join(temporaryFolder(), "other");
    git(folder, "worktree", "add", "-q", "-b", "other", other);
    git(other, "commit", "-q", "--allow-empty", "-m", "two");
    expect(head(other)).not.toBe(head(folder));
    expect(gitCommit(join(other, "flows"))).toBe(head(other));
    const link = join(temporaryFolder(), "flows");
    symlinkSync(join(other, "flows"), link);
    expect(gitCommit(link)).toBe(head(other));
  });

  it("is undefined where there is no checkout, no commit, or something broken", () => {
    expect(gitCommit(temporaryFolder())).toBeUndefined();
    expect(gitCommit("/nowhere")).toBeUndefined();
    const empty = temporaryFolder();
    git(empty, "init", "-q", "-b", "main");
    expect(gitCommit(empty)).toBeUndefined();
    for (const text of ["", "no commit", "ref: ", "ref: refs/heads/gone"]) {
      const broken = repository();
      writeFileSync(join(broken, ".git", "HEAD"), text);
      expect(gitCommit(broken)).toBeUndefined();
    }
  });
});
