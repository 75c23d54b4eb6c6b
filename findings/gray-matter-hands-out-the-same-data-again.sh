#!/usr/bin/env bash
# gray-matter 4.0.3, with front-matter 4.0.2 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: each call reads the text it is given, so what is done to one result is in no other.
# Behaviour: without options gray-matter keeps what it has read by text, and gives a copy of the outer object alone: `data`, and
#   all in it, is the same for each file of the same text and for each later reading. A list that is filled up grows from
#   page to page. Any options, {} too, turn that off. After a mistake in the YAML the same text is no mistake the
#   second time: it has no data.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund gray-matter@4.0.3 front-matter@4.0.2
cat >try.mjs <<'JS'
import frontMatter from "front-matter";
import matter from "gray-matter";
const page = "---\ntags: [shop]\n---\ntext\n";
const broken = "---\ntags: [shop\n---\ntext\n";
const ways = {
  "gray-matter": (text) => matter(text).data,
  "gray-matter with {}": (text) => matter(text, {}).data,
  "front-matter": (text) => frontMatter(text).attributes,
};
for (const [name, read] of Object.entries(ways)) {
  for (const extra of ["new", "sale"]) read(page).tags.push(extra);
  const twice = [1, 2].map(() => {
    try {
      return JSON.stringify(read(broken));
    } catch {
      return "throws";
    }
  });
  console.log(`${name}: ${read(page).tags}; a mistake: first ${twice[0]}, then ${twice[1]}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
gray-matter: shop,new,sale; a mistake: first throws, then {}
gray-matter with {}: shop; a mistake: first throws, then throws
front-matter: shop; a mistake: first throws, then throws
TXT
diff wanted seen
