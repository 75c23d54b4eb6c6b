// Builds the Dockerfile with buildah, which needs no daemon. Its base image is made here: Debian by
// debootstrap, with the same Node.js from its npm package, because no image can be pulled everywhere.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const IMAGE = "localhost/ahaflow:try";
const STORAGE = { ...process.env, STORAGE_DRIVER: "vfs" };

/** Runs a command, its output shown. @throws when it fails */
function run(command, ...args) {
  execFileSync(command, args, { stdio: "inherit", env: STORAGE });
}

/** Runs a command. @returns what it wrote, without the last line break */
export function ask(command, ...args) {
  return execFileSync(command, args, { encoding: "utf8", env: STORAGE }).trim();
}

/** What the Dockerfile is built on: release of Debian and version of Node.js. */
function readBase() {
  const found = /^ARG NODE_IMAGE=(node:([\d.]+)-(\w+)-slim)$/m.exec(
    readFileSync("Dockerfile", "utf8"),
  );
  if (found === null)
    throw new Error("the Dockerfile has no ARG NODE_IMAGE=node:VERSION-DEBIAN-slim");
  const [, image, version, suite] = found;
  return { image: `localhost/${image}`, version, suite };
}

/** Makes the stand-in for the base image's file system; it is kept for the next time. @returns its folder */
function makeBase({ version, suite }) {
  const root = join(tmpdir(), `ahaflow-image-base-${suite}-${version}`);
  const node = join(root, "usr/local/bin/node");
  if (existsSync(node)) return root;
  rmSync(root, { recursive: true, force: true });
  run("debootstrap", "--variant=minbase", suite, root);
  const download = `${root}-node`;
  const name = `node-linux-${process.arch}`;
  mkdirSync(download, { recursive: true });
  run(
    "npm",
    "install",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--prefix",
    download,
    `${name}@${version}`,
  );
  const modules = join(root, "usr/local/lib/node_modules");
  cpSync(join(ask("npm", "root", "--global"), "npm"), join(modules, "npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(root, "usr/local/bin/npm"));
  giveCertificates(root);
  cpSync(join(download, "node_modules", name, "bin/node"), node);
  rmSync(download, { recursive: true, force: true });
  return root;
}

/** npm in the build trusts whom it trusts here. */
function giveCertificates(root) {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (!file || !existsSync(file)) return;
  cpSync(file, join(root, "etc/npm-ca.pem"), { dereference: true });
  mkdirSync(join(root, "usr/local/etc"), { recursive: true });
  writeFileSync(join(root, "usr/local/etc/npmrc"), "cafile=/etc/npm-ca.pem\n");
}

/** Builds the image. @returns its configuration, and its file system as a folder of this machine */
export function buildImage() {
  const base = readBase();
  const folder = makeBase(base);
  const working = ask("buildah", "from", "scratch");
  copyWhole(folder, ask("buildah", "mount", working));
  ask("buildah", "commit", "--rm", working, base.image);
  const how = ["--isolation", "chroot", "--network", "host", "--format", "docker"];
  const what = ["--build-arg", `NODE_IMAGE=${base.image}`, "--tag", IMAGE, "."];
  run("buildah", "build", ...how, ...what);
  const container = ask("buildah", "from", IMAGE);
  const { config } = JSON.parse(ask("buildah", "inspect", "--type", "image", IMAGE)).Docker;
  const root = ask("buildah", "mount", container);
  return { config, root, remove: () => ask("buildah", "rm", container) };
}

/** A copy with owners, links and modes. */
function copyWhole(from, to) {
  run("cp", "-a", `${from}/.`, to);
}
