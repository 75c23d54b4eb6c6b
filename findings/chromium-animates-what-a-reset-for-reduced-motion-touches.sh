#!/usr/bin/env bash
# Chromium 153 of @sparticuz/chromium 153.0.0, by playwright-core 1.65.1; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: the reset that many style sheets begin with, durations of 0.01 ms for all elements where
#   prefers-reduced-motion is "reduce", takes motion away and adds none.
# Behaviour: transition-property is "all" for every element, and a duration of 0 is what keeps transitions from starting. The reset
#   starts one for each property that changes, where the page has none: right after button.disabled = true its computed opacity is
#   still the old one, getAnimations() has seven entries, and transitionend comes seven times. So who asked for less motion has more
#   than others, and a test that looks at once sees the old style. An endless animation goes to and fro hundreds of times
#   between two frames, and shows any moment of it. A duration of 0s, or "none", does what the reset means.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund @sparticuz/chromium@153.0.0 playwright-core@1.65.1
mkdir files && export TMPDIR="$PWD/files"
cat >try.mjs <<'JS'
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inflate } from "@sparticuz/chromium";
import { chromium } from "playwright-core";
const folder = process.env.TMPDIR;
const packed = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../bin");
await Promise.all(["chromium.br", "al2023.tar.br", "fonts.tar.br"].map((name) => inflate(join(packed, name))));
const env = { ...process.env, LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_PATH: join(folder, "fonts") };
const browser = await chromium.launch({
  executablePath: join(folder, "chromium"),
  env,
  chromiumSandbox: false,
  args: ["--no-zygote", "--disable-gpu"],
});
const reset = (duration) => `@media (prefers-reduced-motion: reduce) { *, ::before, ::after {
  animation-duration: ${duration} !important; transition-duration: ${duration} !important } }`;
const page = (style) => `<style>
  button:disabled { opacity: 0.5 }
  @keyframes pulse { to { opacity: 0.4 } }
  i { animation: pulse 1s infinite alternate }
  ${style}</style><button>Buy</button><i>…</i>`;
const look = async () => {
  const button = document.querySelector("button");
  let ends = 0;
  button.addEventListener("transitionend", () => ends++);
  const before = getComputedStyle(button).opacity;
  button.disabled = true;
  const after = getComputedStyle(button).opacity;
  const running = button.getAnimations();
  await Promise.all(running.map(({ finished }) => finished));
  for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame);
  const turns = document.querySelector("i").getAnimations()[0]?.effect.getComputedTiming().currentIteration ?? 0;
  const later = getComputedStyle(button).opacity;
  return `opacity ${before}, at once ${after}, later ${later}; transitions ${running.length}, ended ${ends}; turns of the animation ${turns > 1000 ? "thousands" : turns}`;
};
for (const reducedMotion of ["no-preference", "reduce"])
  for (const [name, style] of Object.entries({ "no reset": "", "0.01ms": reset("0.01ms"), "0s": reset("0s") })) {
    const context = await browser.newContext({ reducedMotion });
    const tab = await context.newPage();
    await tab.setContent(page(style));
    console.log(`${reducedMotion}, ${name}: ${await tab.evaluate(look)}`);
    await context.close();
  }
await browser.close();
JS
timeout 120 node try.mjs | tee seen
cat >wanted <<'TXT'
no-preference, no reset: opacity 1, at once 0.5, later 0.5; transitions 0, ended 0; turns of the animation 0
no-preference, 0.01ms: opacity 1, at once 0.5, later 0.5; transitions 0, ended 0; turns of the animation 0
no-preference, 0s: opacity 1, at once 0.5, later 0.5; transitions 0, ended 0; turns of the animation 0
reduce, no reset: opacity 1, at once 0.5, later 0.5; transitions 0, ended 0; turns of the animation 0
reduce, 0.01ms: opacity 1, at once 1, later 0.5; transitions 7, ended 7; turns of the animation thousands
reduce, 0s: opacity 1, at once 0.5, later 0.5; transitions 0, ended 0; turns of the animation 0
TXT
diff wanted seen
