import { progressLine } from './progress-bar';

const none = { total: 10, waiting: 10, underWay: 0, done: 0, dead: 0, skipped: 0, cancelled: 0 };

test('a bar fills with what has ended, and names what went otherwise', () => {
  expect(progressLine(none)).toBe('[>                             ] 0/10');
  expect(progressLine({ ...none, waiting: 4, underWay: 1, done: 4, dead: 1 })).toBe('[###############>              ] 5/10  under way 1  dead 1');
  expect(progressLine({ ...none, waiting: 0, done: 8, skipped: 1, cancelled: 1 })).toBe('[##############################] 10/10  skipped 1  cancelled 1');
  expect(progressLine({ ...none, total: 0 })).toMatch(/^\[#{30}\] 0\/0$/);
});
