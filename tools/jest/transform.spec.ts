import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildOnce, repoRoot } from '@ownerbot/testing';
import { createTransformer } from './transform.cjs';

const root = repoRoot();
const libraries = readdirSync(path.join(root, 'libs'));

/** The names that a lazy index offers; none: the index is as swc makes it. */
function lazyNames(library: string): string[] {
  const file = path.join(root, 'libs', library, 'src', 'index.ts');
  const { code } = createTransformer({}).process(readFileSync(file, 'utf8'), file, {});
  return [...code.matchAll(/^get\("(\w+)"/gm)].map(([, name]) => name ?? '').sort();
}

test('the index of each library offers in tests what it offers in the build', async () => {
  await buildOnce();
  const script = `console.log(JSON.stringify(Object.fromEntries(${JSON.stringify(libraries)}.map((name) => [name, Object.keys(require('./dist/libs/' + name + '/src')).sort()]))))`;
  const built = JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })) as Record<string, string[]>;
  expect(Object.fromEntries(libraries.map((name) => [name, lazyNames(name)]))).toEqual(built);
});
