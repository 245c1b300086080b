import { deadlineIn, silentLogger, type Service } from '@ownerbot/runtime';
import { waitFor } from '@ownerbot/testing';
import { LanesChangedError, QueueUnavailableError } from './errors';
import { guardLanes } from './guard-lanes';

const changed = new LanesChangedError('INBOX_LANES', 16, 8, ['inbox-3']);
let answers: (Error | undefined)[];
let asked: unknown[];
let refusals: LanesChangedError[];
let guard: Service;

beforeEach(() => {
  [answers, asked, refusals] = [[], [], []];
  guard = guardLanes({
    queues: {
      checkLanes: (families) => {
        asked.push(families);
        const answer = answers.shift();
        return answer === undefined ? Promise.resolve() : Promise.reject(answer);
      },
    },
    families: ['inbox'],
    log: silentLogger,
    retryMs: 5,
    onChanged: (error) => refusals.push(error),
  });
});

afterEach(() => guard.stop(deadlineIn(500)));

test('asks for the families of the process alone', async () => {
  await guard.start();
  expect(asked).toEqual([['inbox']]);
});

test('another number of lanes refuses the start', async () => {
  answers = [changed];
  await expect(guard.start()).rejects.toBe(changed);
});

test('a store that is away does not hinder the start, and is asked until it answers', async () => {
  answers = [new QueueUnavailableError('away'), new QueueUnavailableError('away')];
  await guard.start();
  await waitFor(() => asked.length === 3, { what: 'the third question' });
  expect(refusals).toEqual([]);
});

test('another number that shows later is told', async () => {
  answers = [new QueueUnavailableError('away'), changed];
  await guard.start();
  await waitFor(() => refusals.length === 1, { what: 'the refusal' });
  expect(refusals).toEqual([changed]);
});
