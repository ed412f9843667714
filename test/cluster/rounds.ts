/** What may be done several times. */
interface Repeated {
  readonly times: number;
}

let interrupted = false;

/** From now on an interrupt (Ctrl+C) begins nothing more; what is being done ends well. */
export function endOnInterrupt(): void {
  process.once('SIGINT', () => {
    say('Interrupted: this fault is the last, then everything is counted');
    interrupted = true;
  });
}

export function isInterrupted(): boolean {
  return interrupted;
}

/**
 * Each fault as often as it is to be done, all of them once before any is done again: what is done again right away meets containers that wait for
 * their restart.
 *
 * @param times how often each is done, if not as often as it says itself
 */
export function* inRounds<F extends Repeated>(faults: F[], times?: string): Generator<F> {
  const timesOf = (fault: F) => Number(times ?? fault.times);
  for (let round = 1; round <= Math.max(...faults.map(timesOf)); round++) {
    for (const fault of faults.filter(each => timesOf(each) >= round)) {
      if (interrupted) {
        return;
      }
      yield fault;
    }
  }
}

/** Prints a line with the time of day. */
export function say(text: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}
