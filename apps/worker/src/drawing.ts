import type { Draw, WorkerRole } from '@ownerbot/conversation';
import { createDrawingPool, fontFiles } from '@ownerbot/reports';
import { service, type Service } from '@ownerbot/runtime';
import type { WorkerSettings } from './settings';

export interface DrawingOfWorker {
  readonly draw: Draw;
  readonly service: Service;
}

/** What draws in this worker; its threads are started by the first drawing. @throws FontMissingError */
export function drawingOf({ render, conversation }: Pick<WorkerSettings, 'render' | 'conversation'>): DrawingOfWorker {
  if (conversation.roles.includes('render' satisfies WorkerRole)) fontFiles();
  const pool = createDrawingPool({ concurrency: render.concurrency, timeoutMs: render.timeoutSec * 1_000, memoryMb: render.memoryMb });
  return { draw: (model, signal) => pool.draw(model, signal), service: service('drawings', { stop: () => pool.stop() }) };
}
