import { pino, type DestinationStream } from 'pino';

/**
 * Standard output as the place of log lines. When it fails (its terminal was closed, the disk is full), `lost` is told
 * once and later lines are dropped: a server does not end, nor stop half-way through ending, for want of a log.
 */
export function logDestination(lost: (error: Error) => void): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  let isLost = false;
  output.once('error', (error: Error) => {
    isLost = true;
    // Or the line that failed is tried again when the process exits, and throws there.
    output.destroy();
    lost(error);
  });
  return {
    write: (line) => {
      if (!isLost) output.write(line);
    },
  };
}
