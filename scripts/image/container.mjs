// Runs an image's file system as a container engine would: a process tree of its own with the entry
// point as process 1, the root read-only, only the volume writable, the user of the image.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Mounts are private to the process tree, and go with it.
const ENTER = `
root=$1 volume=$2 project=$3; shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
mount --bind "$volume" "$root/data"
mount --bind -o ro "$project" "$root/config"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
for name in null zero random urandom; do mount --bind "/dev/$name" "$root/dev/$name"; done
for name in hosts resolv.conf; do mount --bind "/etc/$name" "$root/etc/$name"; done
mount -o remount,bind,ro "$root"
exec "$@"`;

/** A running container. */
export class Container {
  lines = [];

  /**
   * @param image its configuration and root
   * @param options `volume` and `project`: folders of this machine; `env`; `args`: in place of CMD
   */
  constructor(image, { volume, project, env = {}, args = image.config.Cmd }) {
    this.image = image;
    this.env = [
      ...image.config.Env,
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ];
    makeMountPoints(image.root);
    const isolation = ["--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"];
    const enter = ["sh", "-euc", ENTER, "sh", image.root, volume, project];
    const drop = ["env", "-i", ...this.env, "/usr/bin/setpriv", "--no-new-privs"];
    const become = ["/usr/bin/unshare", ...this.#identity(), ...image.config.Entrypoint];
    this.child = spawn("unshare", [...isolation, ...enter, ...drop, ...become, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.lines.push(line));
    createInterface({ input: this.child.stderr }).on("line", (line) => this.lines.push(line));
    this.ended = new Promise((resolve) => this.child.once("close", resolve));
  }

  #identity() {
    const [uid, gid] = this.image.config.User.split(":");
    const { root } = this.image;
    return ["--root", root, "--wd", this.image.config.WorkingDir, "--setgid", gid, "--setuid", uid];
  }

  /** The id, on this machine, of the container's process 1. */
  get pid() {
    const { pid } = this.child;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
  }

  /** The log lines with this message. */
  log(message) {
    return this.lines
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === message);
  }

  /** Waits for a log line. @throws with all lines when the container ends before, or after 60 s */
  async logged(message) {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const [found] = this.log(message);
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) break;
      await sleep(50);
    }
    throw new Error(`no "${message}" in:\n${this.lines.join("\n")}`);
  }

  /** Runs a command inside, as `docker exec` does. @returns exit code and output */
  exec(...command) {
    const [uid, gid] = this.image.config.User.split(":");
    const target = ["--target", String(this.pid), "--mount", "--pid", "--root", "--wd"];
    const user = ["--setgid", gid, "--setuid", uid];
    const env = Object.fromEntries(
      this.env.map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]),
    );
    const { status, stdout, stderr } = spawnSync(
      "/usr/bin/nsenter",
      [...target, ...user, "--", ...command],
      { env, encoding: "utf8" },
    );
    return { code: status, output: `${stdout}${stderr}`.trim() };
  }

  /** Ends it, if it still runs. Its parent's end would not: a change of user takes that tie away. */
  async kill() {
    if (this.child.exitCode === null && this.child.signalCode === null)
      await this.signal("SIGKILL");
  }

  /** Sends a signal to process 1, and waits for its end. @returns the exit code */
  signal(name) {
    process.kill(this.pid, name);
    return this.ended;
  }
}

/** What an engine puts into a root before it makes it read-only. */
function makeMountPoints(root) {
  for (const name of ["proc", "dev"]) mkdirSync(join(root, name), { recursive: true });
  for (const name of [
    "dev/null",
    "dev/zero",
    "dev/random",
    "dev/urandom",
    "etc/hosts",
    "etc/resolv.conf",
  ])
    if (!existsSync(join(root, name))) writeFileSync(join(root, name), "");
}
