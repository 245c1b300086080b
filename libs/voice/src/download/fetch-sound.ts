import { TelegramError, type SoundFacts, type Telegram } from '@ownerbot/telegram';
import { refused, VoiceError } from '../errors';

export interface FetchOptions {
  readonly telegram: Pick<Telegram, 'getFile' | 'openFile'>;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** 30 s if not said. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;

/** The bytes of a sound, read no further than the limit. @throws VoiceError `too_large`, `unsupported`, `UPSTREAM_UNAVAILABLE` (telegram_file); the signal's reason */
export async function fetchSound({ fileId }: Pick<SoundFacts, 'fileId'>, { telegram, maxBytes, signal, timeoutMs = TIMEOUT_MS }: FetchOptions): Promise<Buffer> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const { path, sizeBytes } = await telegram.getFile(fileId, limit);
    if (sizeBytes !== undefined && sizeBytes > maxBytes) throw tooLarge(maxBytes);
    return await read(await telegram.openFile(path, limit), maxBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof VoiceError) throw error;
    throw failureOf(error);
  }
}

async function read(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    // Leaving the loop ends the download.
    if (size > maxBytes) throw tooLarge(maxBytes);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

const tooLarge = (maxBytes: number): VoiceError => refused('too_large', `the file is larger than ${maxBytes} bytes`);

/** "file is too big" comes as 400; so does a file that Telegram no longer has. */
function failureOf(error: unknown): VoiceError {
  if (error instanceof TelegramError && error.kind === 'bad-request') {
    return /too big/i.test(error.description) ? refused('too_large', 'Telegram does not hand out a file of this size') : refused('unsupported', 'Telegram has no such file');
  }
  const waitMs = error instanceof TelegramError ? (error.retryAfterMs ?? null) : null;
  return new VoiceError({ code: 'UPSTREAM_UNAVAILABLE', reason: 'telegram_file' }, `the file could not be downloaded (${error instanceof TelegramError ? error.code : 'time-out'})`, waitMs);
}
