import { createHealth } from './health';

const never = new Promise<never>(() => undefined);

test('without checks a process is live and ready', async () => {
  expect(await createHealth().report()).toEqual({ live: true, ready: true, checks: {} });
});

test('a ready check that fails leaves the process live, and says why', async () => {
  const health = createHealth();
  health.register('progress', 'live', () => ({ ok: true }));
  health.register('postgres', 'ready', () => Promise.resolve({ ok: false, detail: 'no migration 0001' }));
  expect(await health.report()).toEqual({
    live: true,
    ready: false,
    checks: {
      progress: { kind: 'live', ok: true, ms: expect.any(Number) },
      postgres: { kind: 'ready', ok: false, detail: 'no migration 0001', ms: expect.any(Number) },
    },
  });
});

test('a process that is not live is not ready either', async () => {
  const health = createHealth();
  health.register('progress', 'live', () => ({ ok: false, detail: 'the oldest job waits for 90 s' }));
  expect(await health.report()).toMatchObject({ live: false, ready: false });
});

test.each([
  ['rejects', () => Promise.reject(new Error('refused by postgres://me:hunter2@db'))],
  ['throws', () => { throw new Error('refused by postgres://me:hunter2@db'); }],
])('a check that %s fails with its reason, the password masked', async (_how, check) => {
  const health = createHealth();
  health.register('postgres', 'ready', check);
  expect((await health.report()).checks['postgres']).toMatchObject({ ok: false, detail: 'refused by postgres://me:•••@db' });
});

test('a check that hangs fails within the limit, beside the others, and is not begun again while it hangs', async () => {
  const hanging = jest.fn(() => never);
  const health = createHealth({ checkWithinMs: 20 });
  health.register('hanging', 'ready', hanging);
  health.register('quick', 'ready', () => ({ ok: true }));
  await health.report();
  const report = await health.report();
  expect(report).toMatchObject({ ready: false, checks: { hanging: { ok: false, detail: 'health check hanging took longer than 20 ms' }, quick: { ok: true } } });
  expect(hanging).toHaveBeenCalledTimes(1);
});

test('a check that recovers is seen at the next report', async () => {
  let isUp = false;
  const health = createHealth();
  health.register('redis', 'ready', () => ({ ok: isUp }));
  expect((await health.report()).ready).toBe(false);
  isUp = true;
  expect((await health.report()).ready).toBe(true);
});

test('two checks of one name are a mistake of the code', () => {
  const health = createHealth();
  health.register('redis', 'ready', () => ({ ok: true }));
  expect(() => health.register('redis', 'live', () => ({ ok: true }))).toThrow('the health check redis is registered twice');
});
