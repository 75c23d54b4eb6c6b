/**
 * Does something when it is asked for, and not again before a pause is over: then once for all that asked meanwhile.
 * @param pauseMs milliseconds
 */
export function seldom(
  pauseMs: number,
  act: () => void,
): {
  readonly soon: () => void;
  readonly stop: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restUntil = 0;
  const now = () => {
    timer = undefined;
    restUntil = Date.now() + pauseMs;
    act();
  };
  return {
    soon: () => {
      timer ??= setTimeout(now, Math.max(0, restUntil - Date.now()));
    },
    stop: () => clearTimeout(timer),
  };
}
