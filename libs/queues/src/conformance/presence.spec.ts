import { leakCheck } from '@ownerbot/testing';
import type { ProcessBeat } from '../index';
import { BACKENDS, emptyStore, until, Workshop, type TestStore } from './support';

const aBeat = (id: string, name = 'worker'): ProcessBeat => ({
  id, name, host: 'here', pid: 7, version: '1.2.3', roles: ['inbox'], startedAt: '2026-01-02T00:00:00.000Z', live: true, ready: true, problems: [],
});

describe.each(BACKENDS)('who is there, on %s', (backend) => {
  const workshop = new Workshop();
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend);
  });
  afterEach(() => workshop.close());
  afterAll(() => store.remove());

  test('a process is seen by the others with what it said last and how long ago, until it leaves', async () => {
    const [one, other] = [workshop.queues(store.settings), workshop.queues(store.settings)];
    expect(await other.processes()).toEqual([]);
    await one.beat(aBeat('b'));
    await one.beat(aBeat('a', 'ingest'));
    await one.beat({ ...aBeat('b'), ready: false, problems: [{ check: 'queues', detail: 'a "quoted" ünïcode {text}' }] });
    const seen = await other.processes();
    expect(seen).toEqual([
      { ...aBeat('a', 'ingest'), ageMs: expect.any(Number) },
      { ...aBeat('b'), ready: false, problems: [{ check: 'queues', detail: 'a "quoted" ünïcode {text}' }], ageMs: expect.any(Number) },
    ]);
    for (const { ageMs } of seen) expect(ageMs).toBeLessThan(5_000);
    await until('it to grow old', async () => (await other.processes()).every(({ ageMs }) => ageMs > 30));
    await one.leave('b');
    expect((await other.processes()).map(({ id }) => id)).toEqual(['a']);
  });
});

leakCheck();
