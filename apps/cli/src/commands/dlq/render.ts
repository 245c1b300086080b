import type { DeadLetter, DeadLetterDetail, DeadLetterGroup, Operation, Page, ReplayPlan } from '@ownerbot/operations';
import { progressLine } from '../../operators/progress-bar';
import { table } from '../../output/printer';

const MESSAGE_WIDTH = 60;

export const timeOf = (at: Date | null): string => (at === null ? '—' : at.toISOString().replace('T', ' ').slice(0, 19));

/** One line of a terminal: what a message holds must not draw on it. */
export function plain(text: string, width = MESSAGE_WIDTH): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

export function renderLetters({ items, total, next }: Page<DeadLetter>): string {
  if (items.length === 0) return 'no dead letters';
  const rows = items.map((one) => [one.id, timeOf(one.diedAt), one.kind, one.code, one.chatId ?? '—', String(one.attempts), String(one.replays), one.state, plain(one.message)]);
  return `${table(['id', 'died', 'kind', 'code', 'chat', 'attempts', 'replays', 'state', 'message'], rows)}\n${footer(items.length, total, next)}`;
}

export function renderGroups({ items, total, next }: Page<DeadLetterGroup>): string {
  if (items.length === 0) return 'no dead letters';
  const rows = items.map((one) => [one.fingerprint, String(one.count), String(one.chats), one.kind, one.code, timeOf(one.diedAt), plain(one.message)]);
  return `${table(['fingerprint', 'letters', 'chats', 'kind', 'code', 'last', 'message'], rows)}\n${footer(items.length, total, next)}`;
}

function footer(shown: number, total: number, next: string | null): string {
  return next === null ? `${shown} of ${total}` : `${shown} of ${total}; more with --cursor ${next}`;
}

export function renderLetter(letter: DeadLetterDetail): string {
  const facts: readonly (readonly [string, string])[] = [
    ['letter', `${letter.id}  ${letter.state}`],
    ['job', `${letter.jobId}  ${letter.kind}  ${letter.queue}`],
    ['request', `${letter.correlationId}  chat ${letter.chatId ?? '—'}`],
    ['cause', `${letter.code}  ${letter.fingerprint}`],
    ['message', plain(letter.message, 500)],
    ['died', `${timeOf(letter.diedAt)}  (first ${timeOf(letter.firstDiedAt)}, added ${timeOf(letter.addedAt)})`],
    ['replays', String(letter.replays)],
    ...(letter.closedAt === null ? [] : [['closed', `${timeOf(letter.closedAt)} by ${plain(letter.closedBy ?? '—')} ${plain(letter.reason ?? '')}`] as const]),
  ];
  const attempts = letter.history.map(({ n, jobId, at, code, message, stack }) => [`  ${n}. ${at ?? '—'}  ${jobId}  ${code}: ${plain(message, 300)}`, ...stack.slice(0, 3).map((line) => `       ${plain(line, 160)}`)].join('\n'));
  const payload = letter.payload === null ? '  removed by retention' : JSON.stringify(letter.payload, undefined, 2).replaceAll(/^/gm, '  ');
  return [table(['', ''], facts).split('\n').slice(1).join('\n'), '', 'attempts', ...attempts, '', 'payload', payload].join('\n');
}

export function renderPlan(plan: ReplayPlan): string {
  const causes = plan.byCause.map((one) => [`  ${one.fingerprint}`, String(one.count), one.kind, one.code, plain(one.message)]);
  return [
    `${plan.willReplay} of ${plan.matched} letters would be replayed, at ${plan.ratePerSec} a second${plan.seconds > 1 ? `: ${plan.seconds} s at least` : ''}`,
    ...plan.skipped.map(({ reason, count }) => `  ${count} left alone: ${reason}`),
    ...(plan.canary === null ? [] : [`canary: the first ${plan.canary.first}, pause when more than ${plan.canary.maxDead} die again`]),
    ...(causes.length === 0 ? [] : [table(['  cause', 'letters', 'kind', 'code', 'message'], causes)]),
    ...(plan.updates === 0 ? [] : [`${plan.updates} updates join the tail of their chats`]),
    ...(plan.actions === 0 ? [] : [`${plan.actions} commits: what was sent is settled, what failed is previewed again`]),
    `${plan.chats.total} chats, which have asked ${plan.chats.ranSince} times since`,
    ...plan.chats.items.filter(({ ranSince }) => ranSince > 0).slice(0, 5).map((chat) => `  chat ${chat.chatId}: ${chat.letters} letters, ${chat.ranSince} requests since`),
  ].join('\n');
}

export function renderOperation(operation: Operation): string {
  const { id, type, state, why, progress, requestedBy, createdAt } = operation;
  return [`operation ${id}: ${type} ${state}${why === null ? '' : ` (${why})`}, asked for by ${plain(requestedBy)} at ${timeOf(createdAt)}`, progressLine(progress)].join('\n');
}

export function renderOperations({ items, total, next }: Page<Operation>): string {
  if (items.length === 0) return 'no operations';
  const rows = items.map(({ id, type, state, progress, requestedBy, createdAt, why }) => [
    id, type, state, String(progress.total), String(progress.done), String(progress.dead), String(progress.waiting + progress.underWay), plain(requestedBy, 20), timeOf(createdAt), plain(why ?? ''),
  ]);
  return `${table(['id', 'type', 'state', 'letters', 'done', 'dead', 'left', 'by', 'since', ''], rows)}\n${footer(items.length, total, next)}`;
}
