import { lineageOf, replayJobId } from './lineage';

test.each([
  ['tg-1-5', 'tg-1-5', 0],
  ['tg-1-5-r1', 'tg-1-5', 1],
  ['tg-1-5-2-r12-msg', 'tg-1-5-2-msg', 12],
  ['tg-1-5-2-msg', 'tg-1-5-2-msg', 0],
  ['commit-0b6f-r3', 'commit-0b6f', 3],
  ['sch-relay-1767225600000', 'sch-relay-1767225600000', 0],
])('%s is number %3$s of %s', (jobId, base, generation) => {
  expect(lineageOf(jobId)).toEqual({ base, generation });
});

test.each(['tg-1-5', 'tg-1-5-2-msg', 'commit-0b6f', 'x-r'])('the ids of the replays of %s lead back to it', (base) => {
  for (const generation of [1, 2, 10]) expect(lineageOf(replayJobId(base, generation))).toEqual({ base, generation });
});

test('the id of a replay ends as that of its first job', () => {
  expect(replayJobId('tg-1-5', 1)).toBe('tg-1-5-r1');
  expect(replayJobId('tg-1-5-2-msg', 2)).toBe('tg-1-5-2-r2-msg');
});
