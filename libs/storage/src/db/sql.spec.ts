import { sql } from './sql';

test('values become parameters', () => {
  expect(sql`select ${1} + ${'a'}`).toMatchObject({ text: 'select $1 + $2', values: [1, 'a'] });
});

test('a nested statement becomes part of the text, its parameters numbered on', () => {
  const inner = sql`b = ${2} or c = ${3}`;
  expect(sql`where a = ${1} and (${inner}) and d = ${4}`).toMatchObject({ text: 'where a = $1 and (b = $2 or c = $3) and d = $4', values: [1, 2, 3, 4] });
});

test('a named statement carries its name', () => {
  expect(sql.named('find-it')`select ${1}`).toMatchObject({ name: 'find-it', text: 'select $1' });
});

test('a name from outside is quoted', () => {
  expect(sql`select * from ${sql.identifier('a"b')}.t`).toMatchObject({ text: 'select * from "a""b".t', values: [] });
});
