import type { Clock } from '@ownerbot/runtime';
import type { AskSis } from '../calls/create-caller';

/** What every method of the adapter is made of. */
export interface SisParts {
  readonly ask: AskSis;
  readonly clock: Clock;
  /** Masks the key wherever SIS repeats it. */
  readonly hide: (text: string) => string;
}
