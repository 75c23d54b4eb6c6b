import { expect, it } from "vitest";
import { YamlDocument } from "#src/documents/yaml-document.js";
import { checkSecrets } from "#src/flows/check-secrets.js";

const HEX = "0123456789abcdef".repeat(4);

/** The lines on which a secret is seen. */
function linesWithSecrets(source: string): number[] {
  const document = new YamlDocument("a.yaml", source);
  return checkSecrets(document, document.value).map(({ where }) => where.line);
}

it.each([
  `a: ${HEX}`,
  `a: "https://ahachat.com/?ahachat_token=${HEX}"`,
  "Authorization: Bearer abcdefgh12345678",
  "api_key: sk_live_4eC39HqLyjWDarjtT1zdp7dc",
  "hmac: { secret: [q8Zr2LmX0vTn5KpW7yBd] }",
])("sees a secret in %s", (source) => {
  expect(linesWithSecrets(`x: 1\n${source}`)).toEqual([2]);
});

it.each([
  `a: ${HEX}0`,
  'Authorization: "Bearer {{secrets.crm_key}}"',
  "a: Bearer of good news",
  "password: change-me",
  "token: aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "secret: this is a long text about our secrets",
  "message: sk_live_4eC39HqLyjWDarjtT1zdp7dc",
])("sees none in %s", (source) => {
  expect(linesWithSecrets(source)).toEqual([]);
});

it("never quotes what it found", () => {
  const document = new YamlDocument("a.yaml", `token: ${HEX}`);
  expect(JSON.stringify(checkSecrets(document, document.value))).not.toContain(HEX.slice(0, 8));
});
