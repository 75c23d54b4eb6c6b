#!/usr/bin/env bash
# turndown 7.2.5, read back by commonmark 0.31.2 and marked 18.2.1; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: what HTML shows is what its Markdown shows; for that turndown escapes what Markdown would read ("1." as "1\.").
# Behaviour: a "!" before a link makes a picture of it, so "Chào bạn!" and a link behind it is a broken image and no link. "1)"
#   is not escaped and begins a list. Bold that ends in a colon with a word right behind it, and italics within a word, come out
#   as asterisks and underscores. Text that looks like a tag (<name>) becomes one, and is not shown at all.
# Seen: the lines below; the two readers agree in all of them.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund turndown@7.2.5 commonmark@0.31.2 marked@18.2.1
cat >try.mjs <<'JS'
import { HtmlRenderer, Parser } from "commonmark";
import { marked } from "marked";
import Turndown from "turndown";
const turndown = new Turndown();
const tidy = (html) => html.replaceAll(" />", ">").replace(/\s*\n\s*/g, "").trim();
for (const html of [
  '<p>Chào bạn! <a href="/x">Xem</a></p>',
  '<p>Chào bạn!<a href="/x">Xem</a></p>',
  "<p>1. trà</p>",
  "<p>1) trà</p>",
  "<p><b>Giá</b>:5</p>",
  "<p><b>Giá:</b>5</p>",
  "<p>H<em>2</em>O</p>",
  "<p>Chào &lt;tên&gt;, &lt;name&gt;</p>",
]) {
  const markdown = turndown.turndown(html);
  const [one, other] = [new HtmlRenderer().render(new Parser().parse(markdown)), marked.parse(markdown)].map(tidy);
  console.log(`${html} is ${JSON.stringify(markdown)}, read ${one}${one === other ? "" : ` and ${other}`}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
<p>Chào bạn! <a href="/x">Xem</a></p> is "Chào bạn! [Xem](/x)", read <p>Chào bạn! <a href="/x">Xem</a></p>
<p>Chào bạn!<a href="/x">Xem</a></p> is "Chào bạn![Xem](/x)", read <p>Chào bạn<img src="/x" alt="Xem"></p>
<p>1. trà</p> is "1\\. trà", read <p>1. trà</p>
<p>1) trà</p> is "1) trà", read <ol><li>trà</li></ol>
<p><b>Giá</b>:5</p> is "**Giá**:5", read <p><strong>Giá</strong>:5</p>
<p><b>Giá:</b>5</p> is "**Giá:**5", read <p>**Giá:**5</p>
<p>H<em>2</em>O</p> is "H_2_O", read <p>H_2_O</p>
<p>Chào &lt;tên&gt;, &lt;name&gt;</p> is "Chào <tên>, <name>", read <p>Chào &lt;tên&gt;, <name></p>
TXT
diff wanted seen
