import { isPhoneRegion, type PhoneNumber, parsePhone } from "../../phone-numbers.ts";
import { HelperFailure } from "../failure.ts";
import { choiceOf, textOf } from "./arguments.ts";
import type { Helper } from "./helper.ts";

/** Telephone numbers. */
export const phone: readonly Helper[] = [
  {
    name: "phone",
    takes: ["text"],
    gives: "text",
    html: "always",
    summary:
      "A telephone number, checked and written in one form: `e164`, or `national` with digits alone, as Vietnamese shops write it. Without a country code it is one of `region`, `VN` unless given.",
    usage: "value [e164|national] [region=VN]",
    min: 1,
    max: 2,
    options: ["region"],
    example: {
      template: "{{phone number}} {{phone number 'national'}}",
      scope: { number: "0908 071 111" },
      result: "+84908071111 0908071111",
    },
    standIns: ["+84908071111"],
    run: ([value, format = "e164"], { options }) => {
      const form = choiceOf(format, ["e164", "national"]);
      const region = textOf(options["region"] ?? "VN");
      if (!isPhoneRegion(region)) {
        throw new HelperFailure("doesn't know this region", "write two capital letters: VN");
      }
      const number = parsePhone(textOf(value), region);
      if (number === undefined) {
        throw new HelperFailure("got no valid telephone number");
      }
      return form === "e164" ? number.number : digitsOf(number);
    },
  },
];

function digitsOf(number: PhoneNumber): string {
  // An extension is a number of its own: its digits must not run into the others.
  return number.format("NATIONAL", { formatExtension: (plain) => plain }).replaceAll(/\D/g, "");
}
