import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const UNIT = "deploy/systemd/ahaflow.service";
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

it.skipIf(!hasSystemd)(`${UNIT} passes systemd-analyze (skipped where it is not installed)`, () => {
  const { stderr } = spawnSync("systemd-analyze", ["verify", UNIT], { encoding: "utf8" });
  // It also reports programs that this machine has elsewhere, or not at all.
  const problems = stderr
    .split("\n")
    .filter((line) => line.includes("ahaflow.service") && !line.includes("is not executable"));
  expect(problems).toEqual([]);
});

it("starts with what docs/deploy.md puts there, and nothing else", () => {
  const steps = readFileSync("docs/deploy.md", "utf8");
  const unit = readFileSync(UNIT, "utf8");
  const needed = [...unit.matchAll(/^(?:EnvironmentFile|LoadCredential|WorkingDirectory)=(.*)$/gm)];
  const paths = needed.map(([, value = ""]) => value.replace(/^.*:|^-/, ""));
  expect(paths).toEqual(["/etc/ahaflow", "/etc/ahaflow/environment"]);
  for (const path of paths) expect(steps).toMatch(new RegExp(`^(install|cp) .*${path}( |$)`, "m"));
});
