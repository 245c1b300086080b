// Runs as a process of its own beside a test server and stops the server when nobody uses it any more: tests that were
// killed leave nothing running. Started with the state folder and how long to wait for the next user. It imports nothing of
// the project, so that it can be transpiled alone.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const CHECK_EVERY_MS = 250;
const [folder = '', idleText = '0'] = process.argv.slice(2);
const idleMs = Number(idleText);
let usedAt = Date.now();

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function hasUsers(): boolean {
  const users = path.join(folder, 'users');
  for (const name of existsSync(users) ? readdirSync(users) : []) {
    if (isAlive(Number(name))) return true;
    rmSync(path.join(users, name), { force: true });
  }
  return false;
}

function serverPid(): number | undefined {
  try {
    return Number((JSON.parse(readFileSync(path.join(folder, 'server.json'), 'utf8')) as { pid: number }).pid);
  } catch {
    return undefined;
  }
}

function tryLock(): boolean {
  try {
    writeFileSync(path.join(folder, 'lock'), String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function stopAndLeave(): void {
  const pid = serverPid();
  rmSync(path.join(folder, 'server.json'), { force: true });
  if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGQUIT');
  rmSync(path.join(folder, 'lock'), { force: true });
  process.exit(0);
}

const timer = setInterval(() => {
  if (!existsSync(folder)) {
    clearInterval(timer);
    return;
  }
  if (hasUsers()) usedAt = Date.now();
  else if (Date.now() - usedAt >= idleMs && tryLock()) {
    // Under the lock nobody can begin to use the server; somebody may have done so just before.
    if (hasUsers()) rmSync(path.join(folder, 'lock'), { force: true });
    else stopAndLeave();
  }
}, CHECK_EVERY_MS);
