import { codeOf, messageOf } from '@ownerbot/runtime';
import { settlePorts, type WantedPort } from '../../up/free-ports';
import { broken, well, type Finding } from '../finding';

const ANSWER_WITHIN_MS = 1_500;

/** A port is well when it is free, or when OwnerBot itself answers there. */
export async function checkPort(wanted: WantedPort): Promise<Finding> {
  const check = `port ${wanted.key}`;
  try {
    await settlePorts([wanted]);
    return well(check, wanted.port === 0 ? 'a free one is picked at the start' : `${wanted.host}:${wanted.port} is free`);
  } catch (error) {
    if (await isOurs(wanted)) return well(check, `${wanted.host}:${wanted.port} is held by OwnerBot, which is running`);
    const detail = codeOf(error) === 'PORT_TAKEN' ? `${wanted.host}:${wanted.port} is taken by another program` : messageOf(error);
    return broken(check, detail, `stop that program, or set ${wanted.key} to another port`);
  }
}

async function isOurs({ host, port }: WantedPort): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'live' in body && 'ready' in body;
  } catch {
    return false;
  }
}
