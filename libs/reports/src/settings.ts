import { Setting, settingTypes } from '@ownerbot/runtime';

const { integer } = settingTypes;

/** What drawings may use of a worker. */
export class RenderSettings {
  @Setting({ key: 'RENDER_CONCURRENCY', type: integer({ min: 1, max: 8 }), readBy: ['worker'], default: 1, about: 'drawings at a time, each in a thread of its own' })
  readonly concurrency: number;

  @Setting({ key: 'RENDER_TIMEOUT_SEC', type: integer({ min: 5, max: 300 }), readBy: ['worker'], default: 60, about: 'longest time of one drawing' })
  readonly timeoutSec: number;

  @Setting({ key: 'RENDER_MEMORY_MB', type: integer({ min: 128, max: 2_048 }), readBy: ['worker'], default: 256, about: 'heap of a drawing thread' })
  readonly memoryMb: number;
}
