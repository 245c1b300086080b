/** What the server and the engine's process say to each other. Samples go as they are: the channel copies typed arrays. */
export type ToEngine = { readonly type: 'recognise'; readonly id: number; readonly samples: Float32Array; readonly sampleRate: number };

export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'heard'; readonly id: number; readonly text: string; readonly language: string | null }
  | { readonly type: 'failed'; readonly id: number };

export function isFromEngine(message: unknown): message is FromEngine {
  return typeof message === 'object' && message !== null && 'type' in message && (message.type === 'ready' || message.type === 'heard' || message.type === 'failed');
}

export function isToEngine(message: unknown): message is ToEngine {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'recognise';
}
