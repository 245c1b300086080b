import { judgeLatency, judgeQueues, judgeRoles } from './judge-health';
import { withinLimit } from './within-limit';

test.each([
  ['db', 200, 'ok', null], ['db', 201, 'warn', 'SLOW'], ['db', 1_000, 'warn', 'SLOW'], ['db', 1_001, 'fail', 'SLOW'],
  ['redis', 100, 'ok', null], ['redis', 101, 'warn', 'SLOW'], ['redis', 5_000, 'warn', 'SLOW'],
] as const)('%s that answers in %d ms is %s', (name, ms, status, code) => {
  expect(judgeLatency(name, ms)).toEqual({ name, status, latency_ms: ms, code });
});

test.each([
  ['tools', null, 'ok'], ['tools', 5_000, 'ok'], ['tools', 5_001, 'warn'], ['tools', 60_000, 'warn'], ['tools', 60_001, 'fail'],
  ['render', 60_000, 'ok'], ['render', 60_001, 'warn'], ['broadcast', 600_000, 'warn'], ['broadcast', 600_001, 'fail'],
] as const)('a job that has waited in %s for %s ms is %s', (queue, oldestWaitingAgeMs, status) => {
  const others = [{ queue: 'inbox-0', oldestWaitingAgeMs: 10 }];
  expect(judgeQueues([...others, { queue, oldestWaitingAgeMs }], 0).status).toBe(status);
});

test('jobs that died in the last hour are worth a remark, and nothing beside a queue that stands still', () => {
  expect(judgeQueues([{ queue: 'tools', oldestWaitingAgeMs: 0 }], 1)).toMatchObject({ status: 'warn', code: 'DEAD_LETTERS' });
  expect(judgeQueues([{ queue: 'tools', oldestWaitingAgeMs: 99_000 }], 1)).toMatchObject({ status: 'fail', code: 'OLDEST_WAITS_LONG' });
});

test.each([[30_000, 'ok'], [30_001, 'warn'], [120_000, 'warn'], [120_001, 'fail']] as const)('a role that was seen %d ms ago is %s', (ageMs, status) => {
  const processes = [{ name: 'worker', roles: ['inbox'], ageMs: 1_000 }, { name: 'worker', roles: ['tools'], ageMs }];
  expect(judgeRoles(processes, ['inbox', 'tools']).status).toBe(status);
});

test('the freshest of several counts, another process is no worker, and a role that nobody has fails', () => {
  expect(judgeRoles([{ name: 'worker', roles: ['inbox'], ageMs: 500_000 }, { name: 'worker', roles: ['inbox'], ageMs: 2_000 }], ['inbox']).status).toBe('ok');
  expect(judgeRoles([{ name: 'notifier', roles: ['inbox'], ageMs: 0 }], ['inbox'])).toMatchObject({ status: 'fail', code: 'ROLE_NOT_SEEN' });
});

test('a check that hangs, and one that fails, say that there is no answer', async () => {
  expect(await withinLimit('sis', () => new Promise(() => undefined), 5)).toMatchObject({ name: 'sis', status: 'fail', code: 'NO_ANSWER' });
  expect(await withinLimit('db', () => Promise.reject(new Error('away')))).toMatchObject({ name: 'db', status: 'fail', code: 'NO_ANSWER' });
  expect(await withinLimit('db', () => Promise.resolve(judgeLatency('db', 3)))).toMatchObject({ status: 'ok' });
});
