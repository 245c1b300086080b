import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const page = readFileSync(path.join(root, 'docs', 'safe-actions.md'), 'utf8');

/** The names of spec files, as the page gives them. */
const files = new Map([...page.matchAll(/^\| ([\w ]+) \| `([\w./-]+\.spec\.ts)` \|$/gm)].map(([, name = '', file = '']) => [name, file]));
/** What the page says which test of which file holds it. */
const claims = [...page.matchAll(/(?:\| |; )([\w ]+): “([^”]+)”/g)].map(([, name = '', test = '']) => ({ name, test }));

/** The names of the tests as they stand in the source, without the escapes of their quotes. */
function testsOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8').replaceAll("\\'", "'");
}

test('every file that the page of safe actions names exists', () => {
  expect(files.size).toBeGreaterThan(20);
  expect([...files.values()].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test('every test that the page of safe actions names is in its file', () => {
  expect(claims.length).toBe(page.split('“').length - 1);
  const missing = claims.filter(({ name, test: title }) => {
    const file = files.get(name);
    return file === undefined || !testsOf(file).includes(title);
  });
  expect(missing).toEqual([]);
});

test('every race and every check that is in scope has a test', () => {
  const checks = [...page.matchAll(/^\| (A\d+) \|.*\| [\w ]+: “/gm)].map(([, check]) => check);
  expect(checks).toEqual(Array.from({ length: 28 }, (_, index) => `A${index + 1}`));
});
