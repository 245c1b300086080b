import { sql, type Sql } from './sql';

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

test('a named statement that is written again has the same text and its own values', () => {
  const written = (id: number, more = sql`x = ${'x'}`) => sql.named('again')`select ${id} where ${more}`;
  expect(written(1)).toMatchObject({ text: 'select $1 where x = $2', values: [1, 'x'] });
  expect(written(2)).toMatchObject({ text: 'select $1 where x = $2', values: [2, 'x'] });
});

test('a named statement that nests another piece has the text of that piece, so that the driver can refuse it', () => {
  const written = (more: Sql) => sql.named('varies')`select ${1} where ${more}`;
  expect(written(sql`a = ${2}`).text).toBe('select $1 where a = $2');
  expect(written(sql`b = ${2}`).text).toBe('select $1 where b = $2');
  expect(written(sql`${sql.identifier('c')} = ${2}`).text).toBe('select $1 where "c" = $2');
  expect(written(sql`${sql.identifier('d')} = ${2}`).text).toBe('select $1 where "d" = $2');
});
