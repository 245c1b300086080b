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

/** By what a server of ours is known: where to ask, and a key of the answer. The simulated SIS answers as the real one does, with a refusal. */
const SIGNS: Readonly<Record<string, { readonly path: string; readonly sign: RegExp }>> = {
  SIM_PORT: { path: '/', sign: /"KEY_MISSING"/ },
  SIM_CONTROL_PORT: { path: '/sim/state-hash', sign: /"state_hash"/ },
};
const STATUS_SIGN = { path: '/health', sign: /"live":(?:true|false),"ready":/ };

async function isOurs({ key, host, port }: WantedPort): Promise<boolean> {
  const { path, sign } = SIGNS[key] ?? STATUS_SIGN;
  try {
    const answer = await fetch(`http://${host}:${port}${path}`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return sign.test(await answer.text());
  } catch {
    return false;
  }
}
