import { OwnerBotError, StartRefusedError } from '@ownerbot/runtime';

/** Where a drawing failed. `cap`: the report is larger than a drawing may be; `thread`: its thread ran out of time or memory, or ended. */
export type RenderStep = 'model' | 'chart' | 'raster' | 'cap' | 'thread';

/** A drawing that failed. Only what befell its thread may go better the next time. */
export class RenderFailedError extends OwnerBotError {
  declare readonly code: 'RENDER_FAILED';

  constructor(
    readonly step: RenderStep,
    readonly why: string,
    cause?: unknown,
  ) {
    super('RENDER_FAILED', { message: `the drawing failed (${step}): ${why}`, retry: step === 'thread' ? 'backoff' : 'never', fields: { step }, cause });
  }
}

/** The fonts of the pictures are not installed, so that every text would be blank. Code `FONT_MISSING`. */
export class FontMissingError extends StartRefusedError {
  constructor(file: string) {
    super('FONT_MISSING', [`the font ${file} is not installed: npm ci installs it`]);
  }
}
