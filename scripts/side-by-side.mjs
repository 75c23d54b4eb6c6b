// Runs scripts of package.json beside each other; what one says is shown when it has ended.
import { exec } from "node:child_process";

const endings = process.argv.slice(2).map(
  (name) =>
    new Promise((ended) => {
      exec(`npm run ${name}`, { maxBuffer: Number.POSITIVE_INFINITY }, (error, out, err) => {
        process.stdout.write(out + err);
        ended(error === null ? [] : [name]);
      });
    }),
);

const failed = (await Promise.all(endings)).flat();
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
