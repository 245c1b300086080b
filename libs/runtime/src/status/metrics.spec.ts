import { createMetrics } from './metrics';

test('counters, histograms and gauges are rendered with the prefix and their labels', async () => {
  const metrics = createMetrics();
  metrics.counter({ name: 'jobs_total', help: 'Jobs by outcome', labels: ['kind', 'outcome'] }).inc({ kind: 'tool.run', outcome: 'done' }, 3);
  metrics.histogram({ name: 'turn_seconds', help: 'Time of turns', buckets: [0.1, 1] }).observe(0.5);
  metrics.gauge({ name: 'waiting', help: 'Jobs that wait', labels: ['queue'] }).set({ queue: 'inbox-0' }, 7);
  const lines = (await metrics.render()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '# HELP ownerbot_jobs_total Jobs by outcome',
      '# TYPE ownerbot_jobs_total counter',
      'ownerbot_jobs_total{kind="tool.run",outcome="done"} 3',
      'ownerbot_turn_seconds_bucket{le="0.1"} 0',
      'ownerbot_turn_seconds_bucket{le="1"} 1',
      'ownerbot_waiting{queue="inbox-0"} 7',
    ]),
  );
});

test('a gauge is collected at each scrape', async () => {
  const metrics = createMetrics();
  let depth = 1;
  metrics.gauge({ name: 'depth', help: 'Depth', collect: (gauge) => gauge.set(depth) });
  expect(await metrics.render()).toContain('ownerbot_depth 1\n');
  depth = 2;
  expect(await metrics.render()).toContain('ownerbot_depth 2\n');
});

test.each([
  ['without labels', [], {}],
  ['with labels', ['queue'], { queue: 'tools' }],
])('a gauge %s that cannot be collected has no value, is counted, and hides nothing else', async (_which, labels: string[], at) => {
  const metrics = createMetrics();
  let isUp = true;
  metrics.gauge({ name: 'depth', help: 'Depth', labels, collect: (gauge) => (isUp ? gauge.set(at, 5) : Promise.reject(new Error('redis is away'))) });
  metrics.counter({ name: 'turns_total', help: 'Turns' }).inc();
  expect(await metrics.render()).toMatch(/^ownerbot_depth(\{queue="tools"\})? 5$/m);
  isUp = false;
  await metrics.render();
  const text = await metrics.render();
  expect(text).not.toMatch(/^ownerbot_depth/m);
  expect(text).toContain('ownerbot_turns_total 1');
  expect(text).toMatch(/^ownerbot_metrics_collect_failures_total\{metric="ownerbot_depth"\} [12]$/m);
  isUp = true;
  expect(await metrics.render()).toMatch(/^ownerbot_depth(\{queue="tools"\})? 5$/m);
});

test('two processes in one test have registries of their own, and one name is registered once', () => {
  createMetrics().counter({ name: 'a_total', help: 'a' });
  const metrics = createMetrics();
  metrics.counter({ name: 'a_total', help: 'a' });
  expect(() => metrics.counter({ name: 'a_total', help: 'a' })).toThrow('already been registered');
});

test('the process itself is measured when asked: event loop and memory', async () => {
  expect(await createMetrics({ processMetrics: true }).render()).toMatch(/ownerbot_nodejs_eventloop_lag_seconds [\d.]+/);
  expect(await createMetrics().render()).not.toContain('eventloop');
});
