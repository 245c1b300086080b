import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');

test.each([
  ['To run', 'dependencies'],
  ['Optional', 'optionalDependencies'],
  ['To develop', 'devDependencies'],
  ['Overrides', 'overrides'],
])('"%s" in docs/dependencies.md justifies each of the %s', (title, field) => {
  const section = page.split(/^## /m).find((one) => one.startsWith(title)) ?? '';
  const named = [...section.matchAll(/^\| `([^`]+)` \| \S.* \|$/gm)].map((row) => row[1]);
  expect(named).toEqual(Object.keys(manifest[field] ?? {}).sort());
});

test('versions are exact', () => {
  const versions = ['dependencies', 'optionalDependencies', 'devDependencies', 'overrides'].flatMap((field) => Object.values(manifest[field] ?? {}));
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
