#!/usr/bin/env node
// The `ownerbot` command: prepares the clone if need be, then runs the built program in this same process.
const path = require('node:path');
const { prepare, fail, root } = require('./bootstrap.cjs');

const wantsRedis = process.argv[2] === 'up' && process.env.QUEUE_BACKEND === 'redis' && !process.env.REDIS_URL && !process.env.REDIS_CLUSTER_NODES && !process.env.REDIS_SENTINELS;

prepare({ programs: wantsRedis ? ['redis'] : [] })
  .then(() => require(path.join(root, 'dist/apps/cli/src/main.js')).main(process.argv))
  .catch(fail);
