/** A short tone for what comes in, made of two notes: there is no file to load, and nothing sounds before somebody wants it. */

let context: AudioContext | null = null;

/** Plays the tone, where the browser allows it. */
export function playTone(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    note(context, 660, 0);
    note(context, 880, 0.12);
  } catch {
    // A browser without sound has none.
  }
}

/** Plays it in one tab only, however many show the same message; `name` is the message's. */
export function playToneOnce(name: string): void {
  // The name stays taken for longer than the tabs need to hear of the message.
  const heard = () => {
    playTone();
    return new Promise((resolve) => setTimeout(resolve, 3000));
  };
  if (navigator.locks === undefined) return playTone();
  void navigator.locks.request(`handover-tone/${name}`, { ifAvailable: true }, (lock) => (lock === null ? undefined : heard()));
}

function note(at: AudioContext, frequency: number, delay: number): void {
  const begin = at.currentTime + delay;
  const tone = new OscillatorNode(at, { frequency });
  const volume = new GainNode(at, { gain: 0 });
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(0.12, begin + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.3);
  tone.connect(volume).connect(at.destination);
  tone.start(begin);
  tone.stop(begin + 0.32);
}
