#!/usr/bin/env bash
# accept-language-parser 1.5.0, with negotiator 1.1.0 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: "en; q=0.1, vi" asks for Vietnamese as "en;q=0.1,vi" does: the standard (RFC 9110) lets blanks stand around the ";".
#   What has a weight of 0 is not wanted, and a text that can't be read is of no language.
# Behaviour: with a blank the weight is lost and English counts as much as any; "q" becomes a language of its own. A client that
#   writes the blanks gets what it named first and wants least. A language that is ruled out with q=0 is picked as any other, and *
#   is nothing at all.
# Seen: the lines below, of the languages en and vi.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund accept-language-parser@1.5.0 negotiator@1.1.0
cat >try.mjs <<'JS'
import parser from "accept-language-parser";
import Negotiator from "negotiator";
for (const header of ["en;q=0.1,vi", "en;q=0.1, vi", "en; q=0.1, vi", "en ;q=0.1, vi;q=0.9", "fr, en; q=0.1, vi; q=0.9", "en;q=0", "en;q=0, *", "*"]) {
  const read = parser.parse(header).map(({ code, quality }) => `${code} ${quality}`);
  const wanted = new Negotiator({ headers: { "accept-language": header } }).language(["en", "vi"]);
  console.log(`${header}: ${parser.pick(["en", "vi"], header)} (${read.join(", ")}), negotiator ${wanted}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
en;q=0.1,vi: vi (vi 1, en 0.1), negotiator vi
en;q=0.1, vi: vi (vi 1, en 0.1), negotiator vi
en; q=0.1, vi: en (en 1, q 1, vi 1), negotiator vi
en ;q=0.1, vi;q=0.9: en (en 1, q 1, vi 0.9), negotiator vi
fr, en; q=0.1, vi; q=0.9: en (fr 1, en 1, q 1, vi 1, q 1), negotiator vi
en;q=0: en (en 0), negotiator undefined
en;q=0, *: en (* 1, en 0), negotiator vi
*: null (* 1), negotiator en
TXT
diff wanted seen
