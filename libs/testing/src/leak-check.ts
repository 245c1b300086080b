import { waitFor } from './wait-for';

/** Kinds of resources that a test file must give back: connections, servers, children and their pipes. */
const KINDS = new Set(['TCPSocketWrap', 'TCPServerWrap', 'ProcessWrap', 'PipeWrap', 'TLSWrap', 'UDPWrap', 'FSEventWrap', 'Worker', 'MessagePort']);

/**
 * Fails the file when it leaves open what was not open at its start. Call it at the end of the file: jest runs `afterAll`
 * hooks in the order in which they were written.
 */
export function leakCheck(): void {
  let before: Map<string, number>;
  beforeAll(() => {
    before = openResources();
  });
  afterAll(async () => {
    let leaks: string[] = [];
    await waitFor(
      () => {
        leaks = [...openResources()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind, count]) => `${count - (before.get(kind) ?? 0)} × ${kind}`);
        return leaks.length === 0;
      },
      { what: 'the test file to close what it opened', timeoutMs: 3000 },
    ).catch((cause: unknown) => {
      throw new Error(`left open: ${leaks.join(', ')}`, { cause });
    });
  });
}

function openResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) if (KINDS.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
