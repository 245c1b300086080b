#!/usr/bin/env node
// `npm run lint`: the module-boundaries rule needs Nx's project graph; without it the rule would be skipped silently.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const env = { ...process.env, NX_DAEMON: 'false' };
const run = (file, args, stdio) => spawnSync(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd: root, env, stdio }).status ?? 1;

const graph = run('nx/dist/bin/nx.js', ['show', 'projects'], ['ignore', 'ignore', 'inherit']);
process.exitCode = graph === 0 ? run('eslint/bin/eslint.js', ['.', '--max-warnings', '0', ...process.argv.slice(2)], 'inherit') : graph;
