import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { WireHeaders } from './exchange';

/** What is seen of one request beside axios, whose errors do not tell it. */
export interface Sighting {
  /** The connection stood (with TLS: was trusted), so bytes of the request may have left. */
  isConnected: boolean;
  answer: { readonly status: number; readonly headers: WireHeaders } | null;
  request: ClientRequest | null;
}

/** Axios's `transport`: Node's own request, without redirects, that notes when its connection stands and what was answered. */
export function watchedTransport(sighting: Sighting, onConnected: () => void) {
  return {
    request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
      const isSecure = options.protocol === 'https:';
      const request = (isSecure ? https : http).request(options, (response) => {
        sighting.answer = { status: response.statusCode ?? 0, headers: headersOf(response) };
        onResponse(response);
      });
      sighting.request = request;
      request.once('socket', (socket: Socket) => {
        const connected = (): void => {
          sighting.isConnected = true;
          onConnected();
        };
        // A kept connection stands already.
        if (request.reusedSocket || (!isSecure && !socket.connecting)) connected();
        else socket.once(isSecure ? 'secureConnect' : 'connect', connected);
      });
      return request;
    },
  };
}

function headersOf(response: IncomingMessage): WireHeaders {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}
