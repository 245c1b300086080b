import { spawn } from 'node:child_process';

export interface FfmpegRun {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  /** Written to its standard input; null: it reads a file that `args` name. */
  readonly input: Buffer | null;
  /** More output than this ends it. */
  readonly maxOutputBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type FfmpegEnd =
  | { readonly type: 'done'; readonly output: Buffer }
  /** It read the input and found it wanting. */
  | { readonly type: 'refused'; readonly said: string }
  | { readonly type: 'too_much' }
  | { readonly type: 'timeout' }
  | { readonly type: 'aborted' }
  /** It could not be started, or crashed. */
  | { readonly type: 'broken'; readonly said: string };

const KEPT_ERROR_BYTES = 2_048;

/** Runs the converter once over pipes: no shell, no environment, nothing of it outlives the call. */
export function runFfmpeg({ ffmpeg, args, input, maxOutputBytes, timeoutMs, signal }: FfmpegRun): Promise<FfmpegEnd> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ type: 'aborted' });
    const child = spawn(ffmpeg, [...args], { stdio: ['pipe', 'pipe', 'pipe'], env: {}, windowsHide: true });
    const output: Buffer[] = [];
    let outputBytes = 0;
    let said = '';
    let cut: 'too_much' | 'timeout' | 'aborted' | null = null;
    const end = (why: 'too_much' | 'timeout' | 'aborted'): void => {
      cut ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => end('timeout'), timeoutMs);
    const onAbort = (): void => end('aborted');
    signal.addEventListener('abort', onAbort, { once: true });

    child.stdout.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
      if (outputBytes > maxOutputBytes) end('too_much');
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < KEPT_ERROR_BYTES) said = (said + chunk.toString('utf8')).slice(0, KEPT_ERROR_BYTES);
    });
    // It may have read enough, or be gone, before all input is written.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? undefined);

    let isSettled = false;
    const settle = (result: FfmpegEnd): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(cut === null ? result : { type: cut });
    };
    child.once('error', (error) => settle({ type: 'broken', said: error.message }));
    child.once('close', (code) => {
      if (code === 0) settle({ type: 'done', output: Buffer.concat(output) });
      else settle(code === null ? { type: 'broken', said } : { type: 'refused', said });
    });
  });
}
