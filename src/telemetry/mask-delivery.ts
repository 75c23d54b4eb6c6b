import { maskPersonal } from "./mask-personal.ts";

interface Parts {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A delivery as {@link maskPersonal} shows it; a parameter of the path stands in the path too. */
export function maskDelivery<Delivery extends Parts>(delivery: Delivery): Delivery {
  const params = maskPersonal(delivery.params) as Parts["params"];
  const path = delivery.path
    .split("/")
    .map((part) => {
      const name = Object.keys(params).find((key) => delivery.params[key] === decoded(part));
      return name === undefined ? part : encodeURIComponent(params[name] ?? "");
    })
    .join("/");
  return { ...(maskPersonal(delivery) as Delivery), path };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
