import { OwnerBotError, StartRefusedError } from '@ownerbot/runtime';

/** Where a drawing failed. `cap`: the report is larger than a drawing may be. */
export type RenderStep = 'model' | 'chart' | 'raster' | 'pdf' | 'cap';

/** A picture or document that cannot be drawn: the same model fails in the same way. */
export class RenderFailedError extends OwnerBotError {
  declare readonly code: 'RENDER_FAILED';

  constructor(
    readonly step: RenderStep,
    readonly why: string,
    cause?: unknown,
  ) {
    super('RENDER_FAILED', { message: `the drawing failed (${step}): ${why}`, fields: { step }, cause });
  }
}

/** A drawing whose thread ran out of time or memory, or ended: another thread may do better. */
export class DrawingCutError extends OwnerBotError {
  declare readonly code: 'RENDER_FAILED';
  readonly step = 'thread';

  constructor(
    readonly why: string,
    cause?: unknown,
  ) {
    super('RENDER_FAILED', { message: `the drawing was cut: ${why}`, retry: 'backoff', fields: { step: 'thread' }, cause });
  }
}

/** The fonts of the pictures are not installed, so that every text would be blank. Code `FONT_MISSING`. */
export class FontMissingError extends StartRefusedError {
  constructor(file: string) {
    super('FONT_MISSING', [`the font ${file} is not installed: npm ci installs it`]);
  }
}
