/** How a word goes wrong under the fingers; undefined where it is too short for that. */

/** `buyer` becomes `buer`. */
export function dropLetter(word: string): string | undefined {
  const at = Math.floor(word.length / 2);
  return word.length < 4 ? undefined : word.slice(0, at) + word.slice(at + 1);
}

/** `buyer` becomes `byuer`. */
export function swapLetters(word: string): string | undefined {
  for (let at = 1; at + 1 < word.length; at++) {
    const [one = "", two = ""] = [word[at], word[at + 1]];
    if (one !== two && /\w/.test(one + two))
      return word.slice(0, at) + two + one + word.slice(at + 2);
  }
  return undefined;
}

/** `messages` becomes `messagess`. */
export function doubleLetter(word: string): string | undefined {
  return word.length < 3 ? undefined : word + word.at(-1);
}

/** `user_id` becomes `userId`. */
export function camelCase(word: string): string | undefined {
  const text = word.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return text === word ? undefined : text;
}

/** `Áo` becomes `áo`, `gold` becomes `Gold`. */
export function otherCase(word: string): string {
  const [first = ""] = word;
  const turned = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return turned + word.slice(1);
}
