#!/usr/bin/env bash
# i18next 26.7.2, seen 2026-11-29 with Node 20.20 and 24.21; intl-messageformat 12.1.5 beside it.
# Likely guess: a count that comes as text ("5", of a form or a query) is counted as 5, or there is an error.
# Behaviour: i18next takes plurals for a number alone. With a text it looks for the key without ending, finds none, and gives the
#   key: the customer reads "cart". The fallback language is passed over in the same way. Where the translator has added the
#   bare key, that is shown, of 1 as of 5.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund i18next@26.7.2 intl-messageformat@12.1.5
cat >try.mjs <<'JS'
import i18next from "i18next";
import { IntlMessageFormat } from "intl-messageformat";
const plurals = { cart_one: "{{count}} thing in your cart", cart_other: "{{count}} things in your cart" };
await i18next.init({
  lng: "en-GB",
  fallbackLng: "en",
  showSupportNotice: false,
  resources: { en: { translation: { ...plurals, both_one: "one", both_other: "{{count}} things", both: "bare {{count}}" } } },
});
const message = new IntlMessageFormat("{count, plural, one {# thing} other {# things}}", "en");
for (const count of [1, 5, "1", "5", null])
  console.log(`${typeof count} ${count}: "${i18next.t("cart", { count })}", with a bare key "${i18next.t("both", { count })}", intl-messageformat "${message.format({ count })}"`);
JS
node try.mjs | grep -v "^$" | tee seen
cat >wanted <<'TXT'
number 1: "1 thing in your cart", with a bare key "one", intl-messageformat "1 thing"
number 5: "5 things in your cart", with a bare key "5 things", intl-messageformat "5 things"
string 1: "cart", with a bare key "bare 1", intl-messageformat "1 thing"
string 5: "cart", with a bare key "bare 5", intl-messageformat "5 things"
object null: " things in your cart", with a bare key " things", intl-messageformat "0 things"
TXT
diff wanted seen
