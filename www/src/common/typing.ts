/**
 * Tells the other side that somebody types, without a word for every key: once at the first, again every few seconds,
 * and its end when the typing rests. It reads no text.
 */
export interface TypingLease {
  /** Something was typed. */
  renew(): void;
  /** The typing is over, and the other side is to know it. */
  end(): void;
  /** The typing is over with a message, which ends it for the other side anyway. */
  forget(): void;
}

const again = 3000;
const rest = 4000;

/** Makes a lease that tells `tell`. */
export function typingLease(tell: (on: boolean) => void): TypingLease {
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = () => {
    clearTimeout(timer);
    told = 0;
  };
  const end = () => {
    const was = told > 0;
    forget();
    if (was) tell(false);
  };
  const renew = () => {
    clearTimeout(timer);
    timer = setTimeout(end, rest);
    const now = performance.now();
    if (told > 0 && now - told < again) return;
    told = now;
    tell(true);
  };
  return { renew, end, forget };
}
