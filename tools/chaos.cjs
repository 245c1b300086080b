#!/usr/bin/env node
// `npm run chaos -- [--minutes 5] [--seed 1] [--only row,group]`: breaks the running system in every way that is known, and checks from
// outside what it promises (docs/chaos.md).
const path = require('node:path');
const { prepare, howToInstall, fail, root, BootstrapError } = require('./bootstrap.cjs');

async function main(argv) {
  const missing = await prepare({ programs: ['redis', 'ffmpeg'] });
  if (missing.length > 0) throw new BootstrapError(howToInstall(missing).join('\n'));
  await require(path.join(root, 'dist/tools/chaos/main.js')).main(argv.slice(2));
}

main(process.argv).catch(fail);
