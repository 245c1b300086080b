import { connect } from 'node:net';

const CANCEL_REQUEST_CODE = 80_877_102;
const LIMIT_MS = 1_000;

/** What a server told of a connection when it began. */
export interface BackendKey {
  readonly processId: number;
  readonly secretKey: number;
}

/**
 * Asks a server to end what another connection is doing (PostgreSQL protocol, "Canceling Requests in Progress"): it answers nothing,
 * and nothing that goes wrong here matters, as the statement has a time limit of its own.
 */
export function cancelQuery({ host, port }: { readonly host: string; readonly port: number }, key: BackendKey): Promise<void> {
  const request = Buffer.alloc(16);
  request.writeInt32BE(request.length, 0);
  request.writeInt32BE(CANCEL_REQUEST_CODE, 4);
  request.writeInt32BE(key.processId, 8);
  request.writeInt32BE(key.secretKey, 12);
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.setTimeout(LIMIT_MS, () => socket.destroy());
    socket.once('connect', () => socket.end(request));
    // Read on, or its end is never seen.
    socket.resume();
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve());
  });
}

/** The driver keeps it in fields that its types do not name. */
export function backendKeyOf(client: object): BackendKey | null {
  const processId: unknown = Reflect.get(client, 'processID');
  const secretKey: unknown = Reflect.get(client, 'secretKey');
  return typeof processId === 'number' && typeof secretKey === 'number' ? { processId, secretKey } : null;
}
