import type { Command } from 'commander';
import { SelectionInvalidError, type ReplayOptions } from '@ownerbot/operations';

export interface ReplayWishes {
  readonly rate?: string;
  readonly canary?: string;
  readonly force?: boolean;
}

export function withReplayOptions(command: Command): Command {
  return command
    .option('--rate <letters>', 'letters a second, 0.1..1000; default 10')
    .option('--canary <first:dead>', 'replay so many first, and pause when more than so many of them die again, such as 5:1')
    .option('--force', 'also letters that were replayed three times already');
}

/** @throws SelectionInvalidError */
export function replayOptionsOf({ rate, canary, force }: ReplayWishes): ReplayOptions {
  return {
    ...(rate === undefined ? {} : { ratePerSec: rate.trim() === '' ? Number.NaN : Number(rate) }),
    ...(canary === undefined ? {} : { canary: canaryOf(canary) }),
    ...(force === true ? { force } : {}),
  };
}

function canaryOf(text: string): { first: number; maxDead: number } {
  const [, first, dead = '0'] = /^(\d{1,4})(?::(\d{1,4}))?$/.exec(text) ?? [];
  if (first === undefined) throw new SelectionInvalidError('canary', 'how many first and how many of them may die, such as 5:1');
  return { first: Number(first), maxDead: Number(dead) };
}
