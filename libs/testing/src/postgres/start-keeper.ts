import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Options, transformFileSync as Transpile } from '@swc/core';
import { repoRoot } from '../repo-root';

/** Starts the process that stops the server of the state folder `idleMs` after its last user has gone. */
export function startKeeper(stateFolder: string, idleMs: number): void {
  const child = spawn(process.execPath, [keeperProgram(stateFolder), stateFolder, String(idleMs)], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
    env: { PATH: process.env['PATH'] },
  });
  child.unref();
}

function keeperProgram(stateFolder: string): string {
  const built = path.join(__dirname, 'keeper.js');
  if (existsSync(built)) return built;
  const load = createRequire(__filename);
  const { transformFileSync } = load('@swc/core') as { transformFileSync: typeof Transpile };
  const { swcOptions } = load(path.join(repoRoot(), 'tools', 'swc-options.cjs')) as { swcOptions: Options };
  const target = path.join(stateFolder, 'keeper.cjs');
  writeFileSync(target, transformFileSync(path.join(__dirname, 'keeper.ts'), { ...swcOptions, sourceMaps: false }).code);
  return target;
}
