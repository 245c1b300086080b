import type { Command } from 'commander';
import type { LetterFilter, Selection } from '@ownerbot/operations';
import { SelectionInvalidError } from '@ownerbot/operations';
import { readTime } from '../../operators/read-time';

export interface FilterOptions {
  readonly kind?: string;
  readonly queue?: string;
  readonly code?: string;
  readonly fingerprint?: string;
  readonly chat?: string;
  readonly since?: string;
  readonly until?: string;
  readonly text?: string;
  readonly state?: string;
}

/** The options that say which letters. */
export function withFilter(command: Command): Command {
  return command
    .option('--kind <kind>', 'of this kind of job, such as tool.run')
    .option('--queue <queue>', 'of this queue, such as inbox-0')
    .option('--code <code>', 'of this error code')
    .option('--fingerprint <fingerprint>', 'of this cause, as `dlq list --group` tells it')
    .option('--chat <id>', 'of this chat')
    .option('--since <time>', 'died since: 2027-03-15T12:00:00Z, or 30m, 2h, 7d ago')
    .option('--until <time>', 'died before')
    .option('--text <text>', 'with this text in message, correlation id or payload');
}

export function filterOf({ kind, queue, code, fingerprint, chat, since, until, text, state }: FilterOptions, now: Date): LetterFilter {
  const given = { kind, queue, code, fingerprint, chatId: chat, text };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(since === undefined ? {} : { since: readTime('since', since, now) }),
    ...(until === undefined ? {} : { until: readTime('until', until, now) }),
    ...(state === undefined ? {} : { state: state as LetterFilter['state'] }),
  };
}

/** What to act upon: ids, a filter, or `--all`; never everything because nothing was said. @throws SelectionInvalidError */
export function selectionOf(ids: readonly string[], options: FilterOptions & { readonly all?: boolean }, now: Date): Selection {
  const filter = filterOf(options, now);
  const isFiltered = Object.keys(filter).length > 0;
  const ways = [ids.length > 0, isFiltered, options.all === true].filter(Boolean).length;
  if (ways !== 1) throw new SelectionInvalidError('selection', 'one of: ids, a filter, --all');
  return ids.length > 0 ? { ids } : { filter };
}
