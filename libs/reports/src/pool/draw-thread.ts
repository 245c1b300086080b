// What a drawing thread runs. An error loses its class on the way between threads, so it goes as a value.
import { messageOf } from '@ownerbot/runtime';
import { draw } from '../draw/draw';
import { RenderFailedError } from '../errors';
import type { Drawn } from './drawn';

export default async function drawModel(model: unknown): Promise<Drawn> {
  try {
    return { ok: true, bytes: await draw(model) };
  } catch (error) {
    return { ok: false, step: error instanceof RenderFailedError ? error.step : 'chart', why: why(error) };
  }
}

function why(error: unknown): string {
  const own = error instanceof RenderFailedError ? error.why : messageOf(error);
  const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : '';
  return `${own}${cause}`;
}
