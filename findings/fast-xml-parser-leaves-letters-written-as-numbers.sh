#!/usr/bin/env bash
# fast-xml-parser 5.12.1, with xml2js 0.6.2 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: &#7879; and &#x1EC7; are letters, as XML has it, for each parser and without an option; and what is parsed and
#   built again is the same document.
# Behaviour: fast-xml-parser reads &lt; and &amp; and leaves the numbers as they are, so a customer is called "Vi&#7879;t"; the
#   builder then writes &amp;#7879;, and the letter is gone for the next reader as well. The option htmlEntities, made for
#   &copy; and the like, is needed. A line break in an attribute (&#10;) stays five characters.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund fast-xml-parser@5.12.1 xml2js@0.6.2
cat >try.mjs <<'JS'
import { XMLBuilder, XMLParser } from "fast-xml-parser";
import xml2js from "xml2js";
const xml = '<buyer note="a&#10;b">Vi&#7879;t &#x26; Lan &amp; An</buyer>';
const show = (name, read) => console.log(`${name}: ${JSON.stringify(read)}`);
for (const options of [{}, { htmlEntities: true }]) {
  const all = { ignoreAttributes: false, ...options };
  const read = new XMLParser(all).parse(xml);
  show(`fast-xml-parser ${JSON.stringify(options)}`, [read.buyer["#text"], read.buyer["@_note"]]);
  show("  built again", new XMLBuilder(all).build(read));
}
const { buyer } = await xml2js.parseStringPromise(xml);
show("xml2js", [buyer._, buyer.$.note]);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
fast-xml-parser {}: ["Vi&#7879;t &#x26; Lan & An","a&#10;b"]
  built again: "<buyer note=\"a&amp;#10;b\">Vi&amp;#7879;t &amp;#x26; Lan &amp; An</buyer>"
fast-xml-parser {"htmlEntities":true}: ["Việt & Lan & An","a\nb"]
  built again: "<buyer note=\"a\nb\">Việt &amp; Lan &amp; An</buyer>"
xml2js: ["Việt & Lan & An","a\nb"]
TXT
diff wanted seen
