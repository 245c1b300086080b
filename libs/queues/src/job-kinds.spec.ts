import { FAMILIES, JOB_KINDS, type Family } from './job-kinds';
import type { Handlers } from './job';
import { done } from './outcome';

const handler = async (): Promise<ReturnType<typeof done>> => done();

test('a handler table with a gap or with an unknown kind does not compile', () => {
  const whole: Handlers<'inbox'> = { 'inbox.update': handler, 'inbox.heard': handler, 'inbox.planned': handler, 'inbox.waited': handler };
  // @ts-expect-error inbox.waited is missing
  const gap: Handlers<'inbox'> = { 'inbox.update': handler, 'inbox.heard': handler, 'inbox.planned': handler };
  // @ts-expect-error tool.runs is no kind
  const unknown: Handlers<'tools'> = { 'tool.run': handler, 'tool.runs': handler };
  expect([Object.keys(whole).length, Object.keys(gap).length, Object.keys(unknown).length]).toEqual([4, 3, 2]);
});

test('the table says what docs/queues.md says', () => {
  const rows = Object.entries(JOB_KINDS).map(([kind, { family, attempts, backoff, runLimitMs }]) => [kind, family, attempts, backoff.minMs, backoff.maxMs, runLimitMs]);
  expect(rows).toEqual([
    ['inbox.update', 'inbox', 8, 500, 30_000, 10_000],
    ['inbox.heard', 'inbox', 8, 500, 30_000, 10_000],
    ['inbox.planned', 'inbox', 8, 500, 30_000, 10_000],
    ['inbox.waited', 'inbox', 8, 500, 30_000, 10_000],
    ['voice.transcribe', 'asr', 2, 1_000, 5_000, 360_000],
    ['intent.plan', 'plan', 1, 1_000, 1_000, 30_000],
    ['tool.run', 'tools', 3, 2_000, 30_000, 100_000],
    ['action.commit', 'actions', 5, 1_000, 30_000, 60_000],
    ['report.render', 'render', 3, 1_000, 10_000, 330_000],
    ['notify.run', 'notify', 5, 10_000, 300_000, 120_000],
    ['message.send', 'outbox', 10, 1_000, 60_000, 15_000],
    ['broadcast.send', 'broadcast', 5, 1_000, 30_000, 15_000],
    ['schedule.tick', 'schedule', 3, 1_000, 30_000, 60_000],
  ]);
  expect(Object.keys(FAMILIES) satisfies string[] as Family[]).toEqual(['inbox', 'asr', 'plan', 'tools', 'actions', 'render', 'notify', 'outbox', 'broadcast', 'schedule']);
});

test('inbox ids are kept for a day at least', () => {
  expect(JOB_KINDS['inbox.update'].keepDoneSec).toBeGreaterThanOrEqual(86_400);
});
