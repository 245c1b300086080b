import { send as sendTo } from './api.js';
import { on, tell } from './store.js';

const keptRequests = 100;

const send = (method, path, body) => sendTo(method, `/sim${path}`, body);

export const sisApi = {
  setFaults: (rules) => send('PUT', '/faults', rules),
  restart: (downMs, losesState) => send('POST', '/restart', { down_ms: downMs, lose_state: losesState }),
  reset: () => send('POST', '/reset'),
  clock: (change) => send('POST', '/clock', change),
  fx: (rate) => send('POST', '/fx', { rate }),
};

/** What the page knows of the simulator; `view` is null where none runs. Changes are told as `sis` and `sis-requests`. */
export const sis = { view: null, products: [], orders: [], operations: [], requests: [] };

export function startSis() {
  on('sis-changed', readSoon);
  on('sis-request', (request) => {
    sis.requests = [...sis.requests, request].slice(-keptRequests);
    tell('sis-requests');
  });
}

let isReading = false;
let isStale = false;

/** One reading at a time; what changes meanwhile is read after it. */
async function readSoon() {
  if (isReading) {
    isStale = true;
    return;
  }
  isReading = true;
  do {
    isStale = false;
    await readState().catch(() => {
      sis.view = null;
    });
  } while (isStale);
  isReading = false;
  tell('sis');
  tell('sis-requests');
}

async function readState() {
  const [view, products, orders, operations, requests] = await Promise.all(
    ['/state', '/rows/products', '/newest-orders', '/operations', '/requests'].map((path) => send('GET', path)),
  );
  Object.assign(sis, { view, products, orders, operations, requests: requests.slice(-keptRequests) });
}
