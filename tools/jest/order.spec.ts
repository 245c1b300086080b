import { inOrder } from './order.cjs';

const orderOf = (files: Record<string, number>): readonly string[] => inOrder(Object.keys(files), { pathOf: (file) => file, secondsOf: (file) => files[file] ?? 0 });

test('the longest files of each kind begin first, and both kinds end together', () => {
  expect(orderOf({ '/u1': 10, '/u2': 20, '/u3': 10, '/a/e2e/1': 50, '/a/e2e/2': 100, '/a/e2e/3': 50 })).toEqual(['/a/e2e/2', '/u2', '/a/e2e/1', '/u1', '/a/e2e/3', '/u3']);
});

test('many short files run beside few long ones', () => {
  expect(orderOf({ '/u1': 5, '/u2': 5, '/u3': 5, '/u4': 5, '/e2e/1': 50, '/e2e/2': 50 })).toEqual(['/e2e/1', '/u1', '/u2', '/e2e/2', '/u3', '/u4']);
});

test('files of one kind alone are in order too', () => {
  expect(orderOf({ '/b': 1, '/a': 1, '/c': 2 })).toEqual(['/c', '/a', '/b']);
});
