#!/usr/bin/env node
// `npm run bench -- ingest|turns|…|all`: prepares the clone if need be, then measures (docs/performance.md).
const path = require('node:path');
const { prepare, howToInstall, fail, root, BootstrapError } = require('./bootstrap.cjs');

async function main(argv) {
  const missing = await prepare({ programs: argv.includes('postgres') ? [] : ['redis'] });
  if (missing.length > 0) throw new BootstrapError(howToInstall(missing).join('\n'));
  await require(path.join(root, 'dist/tools/bench/main.js')).main(argv.slice(2));
}

main(process.argv).catch(fail);
