import type { Redis } from 'ioredis';

/**
 * Lets the commands of one turn of the event loop leave in one write. Writing to a socket costs more than all else of a command, and
 * ingest adds for many requests at once. Only the bytes wait, until the callbacks at hand are through: order, time limits and failures
 * of the commands are what they were. Copies of the client, such as those that block, write at once.
 */
export function writeTogether(client: Redis): Redis {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, target) => {
    // There is none before the first connection, whatever its type says.
    const stream = client.stream as Redis['stream'] | undefined;
    if (stream !== undefined && stream.writableCorked === 0) {
      stream.cork();
      setImmediate(() => stream.uncork());
    }
    return send(command, target);
  };
  return client;
}
