import { createPrinter, table } from './printer';

function spoken(json: boolean) {
  const said = { out: '', err: '' };
  return { said, printer: createPrinter(json, { out: (text) => void (said.out += text), err: (text) => void (said.err += text) }) };
}

test('for a person: notes go to standard error, the result as text to standard output', () => {
  const { said, printer } = spoken(false);
  printer.note('working');
  printer.result({ done: 1 }, () => 'done');
  expect(said).toEqual({ out: 'done\n', err: 'working\n' });
});

test('for a program: the result is JSON, and nothing else is said', () => {
  const { said, printer } = spoken(true);
  printer.note('working');
  printer.result({ done: 1 }, () => {
    throw new Error('the text is not wanted');
  });
  expect(JSON.parse(said.out)).toEqual({ done: 1 });
  expect(said.err).toBe('');
});

test('a table has columns as wide as their widest cell, and no blanks at the ends of lines', () => {
  const text = table(['queue', 'dead', 'workers'], [['inbox-0', '1', '2'], ['tools', '1234567', '']]);
  expect(text.split('\n')).toEqual(['queue    dead     workers', 'inbox-0  1        2', 'tools    1234567  ']);
});
