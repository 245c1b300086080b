// The health check of a container, because the images hold no curl: `node health-probe.cjs <KEY of the port> <its default>`.
// It asks for progress alone. A container that is merely not ready, because a store is away, must not be restarted.
const WITHIN_MS = 4_000;

const [portKey, standard] = process.argv.slice(2);
const port = process.env[portKey] || standard;

fetch(`http://127.0.0.1:${port}/health?live`, { signal: AbortSignal.timeout(WITHIN_MS) })
  .then((response) => process.exit(response.ok ? 0 : 1))
  .catch(() => process.exit(1));
