import { once } from 'node:events';
import { rmSync } from 'node:fs';

/** Stops the server as an operator does. Jest asks for a default export here. */
export default async function stopServer() {
  const { server, folder } = globalThis.daybookServer ?? {};
  if (server === undefined) return;
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}
