/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const TOKEN =
  /<\?xml [^?]*\?>|<\/(?<close>[\w-]+)>|<(?<open>[\w-]+)(?<attributes>(?: [\w-]+="[^"<]*")*)(?<empty>\/?)>|(?<text>[^<]+)/uy;

/** Reads what the reporter may write of XML 1.0, and throws at anything that is not well-formed. */
export function parseXml(xml: string): Element {
  if (FORBIDDEN.test(xml)) throw new Error("a character that XML can't hold");
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  for (let at = 0; at < xml.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(xml)?.groups;
    const parent = open.at(-1);
    if (groups === undefined || parent === undefined)
      throw new Error(`not well-formed: ${xml.slice(at, at + 60)}`);
    if (groups["text"] !== undefined) parent.text += unescaped(groups["text"]);
    else if (groups["open"] !== undefined) {
      const pairs = [...(groups["attributes"] ?? "").matchAll(/ ([\w-]+)="([^"]*)"/g)];
      const attributes = Object.fromEntries(
        pairs.map(([, name, value]) => [name, unescaped(value ?? "")]),
      );
      const element: Element = { name: groups["open"], attributes, children: [], text: "" };
      parent.children.push(element);
      if (groups["empty"] === "") open.push(element);
    } else if (groups["close"] !== undefined && open.pop()?.name !== groups["close"])
      throw new Error(`</${groups["close"]}> closes another element`);
  }
  const [element, ...more] = root.children;
  if (open.length !== 1 || element === undefined || more.length > 0)
    throw new Error("not one closed root");
  return element;
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));|&/g, (whole, code, name) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    const character = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[String(name)];
    if (character === undefined) throw new Error(`${whole} is no reference`);
    return character;
  });
}
