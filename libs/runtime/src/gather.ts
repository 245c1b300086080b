interface Waiting<Input> {
  readonly input: Input;
  resolve(): void;
  reject(error: unknown): void;
}

/** Keeps a statement and its locks small. */
const MOST = 200;

/**
 * Joins calls into one: what is asked for while an earlier round is under way goes together in the next one. A call that comes alone
 * waits for nobody. When a round fails all its calls fail, so the work must bear being done again.
 */
export function gathered<Input>(run: (inputs: readonly Input[]) => Promise<void>): (input: Input) => Promise<void> {
  let waiting: Waiting<Input>[] = [];
  let isRunning = false;

  async function runRounds(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const round = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      try {
        await run(round.map(({ input }) => input));
        for (const call of round) call.resolve();
      } catch (error) {
        for (const call of round) call.reject(error);
      }
    }
    isRunning = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!isRunning) void runRounds();
    });
}
