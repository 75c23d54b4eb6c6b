/** Makes a value when it is first asked for, once. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Makes a function when it is first called, once. */
export function lazily<Arguments extends unknown[], Result>(
  make: () => (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const made = once(make);
  return (...given) => made()(...given);
}
