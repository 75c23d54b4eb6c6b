#!/usr/bin/env bash
# parse-link-header 2.0.0, li 1.3.0 and http-link-header 1.1.4, three readers of RFC 8288; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: a Link header that the standard allows gives each of them the same next page.
# Behaviour: names of parameters in other letters (Rel), spaces around "=" or before ";", a parameter without a value or
#   without quotes: for each of them at least one reader finds no next page, without an error, so a loop over the pages
#   ends after the first. A comma and "<" in a title give parse-link-header another page. It also takes the parameters of
#   the page's own address for those of the link: ?rel=next in an address makes a link of a relation that nobody gave.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  parse-link-header@2.0.0 li@1.3.0 http-link-header@1.1.4
cat >try.mjs <<'JS'
import LinkHeader from "http-link-header";
import li from "li";
import parseLinkHeader from "parse-link-header";
for (const header of [
  '</orders?page=2>; rel="next"',
  '</orders?page=2>; Rel="next"',
  '</orders?page=2>; rel = "next"',
  '</orders?page=2> ; rel="next"',
  '</orders?page=2>; hreflang=vi; rel="next"',
  '</orders?page=2>; crossorigin; rel="next"',
  '</orders?page=2>; title="a, <b>"; rel="next"',
  '</orders?rel=next>; title="all"',
]) {
  const [next] = LinkHeader.parse(header).rel("next");
  const found = { "parse-link-header": parseLinkHeader(header)?.next?.url, li: li.parse(header).next, "http-link-header": next?.uri };
  console.log(`${header} | ${Object.entries(found).map(([name, page]) => `${name} ${page ?? "none"}`).join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
</orders?page=2>; rel="next" | parse-link-header /orders?page=2, li /orders?page=2, http-link-header /orders?page=2
</orders?page=2>; Rel="next" | parse-link-header none, li none, http-link-header /orders?page=2
</orders?page=2>; rel = "next" | parse-link-header none, li none, http-link-header /orders?page=2
</orders?page=2> ; rel="next" | parse-link-header /orders?page=2, li none, http-link-header /orders?page=2
</orders?page=2>; hreflang=vi; rel="next" | parse-link-header /orders?page=2, li none, http-link-header /orders?page=2
</orders?page=2>; crossorigin; rel="next" | parse-link-header /orders?page=2, li none, http-link-header none
</orders?page=2>; title="a, <b>"; rel="next" | parse-link-header b, li /orders?page=2, http-link-header /orders?page=2
</orders?rel=next>; title="all" | parse-link-header /orders?rel=next, li none, http-link-header none
TXT
diff wanted seen
