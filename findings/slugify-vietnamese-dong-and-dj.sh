#!/usr/bin/env bash
# slugify 1.6.9 and @sindresorhus/slugify 3.0.1; seen 2026-11-28 with Node 20.20 and 24.21.
# Likely guess: Vietnamese names and prices become what a Vietnamese reader types: Đ is d, and the sign of the
#   currency (₫, U+20AB) becomes "dong", "d" or nothing.
# Behaviour: slugify writes Đ as "DJ" (as for Serbian) unless it gets locale "vi", also inside of words that are
#   plainly Vietnamese. @sindresorhus/slugify turns ₫ into the letter "s": a price of 100.000₫ is "100-000s".
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null
npm install --silent --no-audit --no-fund slugify@1.6.9 @sindresorhus/slugify@3.0.1
cat >try.mjs <<'JS'
import sindre from "@sindresorhus/slugify";
import slugify from "slugify";
for (const text of ["Đà Nẵng", "đường Lê Lợi", "Nguyễn Đình Ân", "100.000₫", "₫ giảm 5%", "Áo 199K₫", "€5"])
  console.log(`${text}: slugify ${slugify(text)}, vi ${slugify(text, { locale: "vi" })}, sindresorhus ${sindre(text)}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
Đà Nẵng: slugify DJa-Nang, vi Da-Nang, sindresorhus da-nang
đường Lê Lợi: slugify djuong-Le-Loi, vi duong-Le-Loi, sindresorhus duong-le-loi
Nguyễn Đình Ân: slugify Nguyen-DJinh-An, vi Nguyen-Dinh-An, sindresorhus nguyen-dinh-an
100.000₫: slugify 100.000dong, vi 100.000dong, sindresorhus 100-000s
₫ giảm 5%: slugify dong-giam-5percent, vi dong-giam-5percent, sindresorhus s-giam-5
Áo 199K₫: slugify Ao-199Kdong, vi Ao-199Kdong, sindresorhus ao-199-ks
€5: slugify euro5, vi euro5, sindresorhus e5
TXT
diff wanted seen
