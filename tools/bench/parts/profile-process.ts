// Loaded before a program (`node --require`), it writes a CPU profile of the whole process when that ends: Node takes no `--cpu-prof` from
// NODE_OPTIONS, and the processes are started by others.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import path from 'node:path';

const INTERVAL_US = 500;

const folder = process.env['BENCH_PROFILE_FOLDER'] ?? '.';
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
session.post('Profiler.start');

process.once('exit', () => {
  session.post('Profiler.stop', (error, result) => {
    if (error !== null) return;
    const program = (process.argv[1] ?? '').split(path.sep).slice(-3).join('-').replace(/\.js$/, '');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${program}-${process.pid}.cpuprofile`), JSON.stringify(result.profile));
  });
});
