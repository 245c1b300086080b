import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OwnerBotError } from '@ownerbot/runtime';
import { repoRoot } from '@ownerbot/testing';
import * as errors from './errors';

test('the page of the queues names every code, and whether it is tried again', () => {
  const page = readFileSync(path.join(repoRoot(), 'docs/queues.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `([A-Z_]+)` \| .* \| (yes|no) \|$/gm)].map(([, code, again]) => `${code} ${again}`);
  const samples = [
    new errors.PayloadInvalidError('inbox.update', 'chatId', 'is wrong'),
    new errors.PayloadNewerError('inbox.update', 'v', 'is of the next release'),
    new errors.JobInvalidError('x', 'bad'),
    new errors.JobKindUnknownError('x'),
    new errors.RunTimeoutError('x', 1),
    new errors.HandlerFailedError('x', new Error('y')),
    new errors.JobStalledError(),
    new errors.QueueUnavailableError('x'),
    new errors.QueuesNotMigratedError(),
    new errors.LanesChangedError('INBOX_LANES', 1, 2, []),
  ];
  expect(listed).toEqual([...new Set(samples.map(({ code, retry }) => `${code} ${retry === 'never' ? 'no' : 'yes'}`))]);
  const classes = Object.values(errors).filter((one) => one.prototype instanceof OwnerBotError);
  expect(new Set(samples.map((one) => one.constructor))).toEqual(new Set(classes));
});

test('what a handler threw is named, not repeated: it may hold a secret', () => {
  expect(new errors.HandlerFailedError('tool.run', new TypeError('token 123:secret')).message).toBe('the handler of tool.run threw TypeError');
});
