// A worker as a process of its own, to be killed. It takes the first job of the inbox, says so, and never finishes it.
import 'reflect-metadata';
import { silentLogger } from '@ownerbot/runtime';
import { createQueues, type QueueConfig } from '../index';
import { inboxOf } from './handlers';
import { QUICK } from './requests';

const settings = JSON.parse(process.argv[2] ?? '{}') as QueueConfig;

void createQueues({ settings, log: silentLogger })
  .consumer({
    families: ['inbox'],
    handlers: inboxOf(({ id }) => {
      process.stdout.write(`began ${id}\n`);
      return new Promise(() => undefined);
    }),
    timing: QUICK,
  })
  .start()
  .then(() => process.stdout.write('started\n'));
