import { leakCheck } from '@ownerbot/testing';
import { consoleInTest, type ConsoleInTest } from '../test-support/console-in-test';

jest.setTimeout(60_000);

describe.each(['postgres', 'redis'] as const)('the raw queues on %s', (backend) => {
  let world: ConsoleInTest;
  beforeAll(async () => {
    world = await consoleInTest({ backend });
    await world.queues.producer().add({ kind: 'schedule.tick', id: 'sch-sweep-1', correlationId: 'sch-sweep-1', payload: { name: 'sweep', slot: '2026-03-02T12:00:00.000Z' } });
  });
  afterAll(() => world.close());

  test('whoever is logged in sees the queues as they are, with their jobs', async () => {
    const boris = await world.loggedIn('boris');
    const page = await boris.get('/raw/');
    expect({ status: page.statusCode, policy: page.headers['content-security-policy'] }).toMatchObject({ status: 200, policy: expect.stringContaining("script-src 'self';") as string });
    const answer = await boris.get('/raw/api/queues?activeQueue=schedule&status=latest&page=1&jobsPerPage=10');
    const { queues } = answer.json<{ queues: { name: string; readOnlyMode: boolean; jobs: { id: string }[] }[] }>();
    expect(queues.map(({ name }) => name)).toEqual(expect.arrayContaining(['inbox-0', 'tools', 'actions', 'outbox-0', 'schedule']));
    expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
    expect(queues.find(({ name }) => name === 'schedule')?.jobs.map(({ id }) => id)).toEqual(['sch-sweep-1']);
  });

  test('nobody else sees them, and nobody changes them', async () => {
    expect((await (await world.visitor()).get('/raw/api/queues')).statusCode).toBe(401);
    const anna = await world.loggedIn('anna');
    expect((await anna.send('PUT', '/raw/api/queues/schedule/pause')).statusCode).toBe(405);
    expect((await world.queues.inspect(['schedule']))[0]?.paused).toBe(false);
  });
});

leakCheck();
