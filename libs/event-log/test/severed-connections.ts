import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Client } from 'pg';

/** The way to a database, which can be cut at the worst moment. */
export interface SeveredConnections {
  /** The same database and role, reached this way. */
  readonly url: string;
  /** From now on whatever the database says is swallowed and its connection cut. */
  swallowAnswers(): void;
  /** New connections are let through again. */
  heal(): void;
  close(): Promise<void>;
}

export async function severedConnections(databaseUrl: string): Promise<SeveredConnections> {
  const { host, port, user, password, database } = new Client({ connectionString: databaseUrl });
  const way = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  const sockets = new Set<Socket>();
  let swallows = false;
  const server = createServer((client) => {
    const backend = connect(way);
    for (const [from, to] of [
      [client, backend],
      [backend, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on('data', (bytes) => {
        if (swallows && from === backend) backend.destroy();
        else to.write(bytes);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: ownPort } = server.address() as AddressInfo;
  const login = `${encodeURIComponent(user ?? '')}:${encodeURIComponent(password ?? '')}`;
  return {
    url: `postgres://${login}@127.0.0.1:${ownPort}/${database ?? ''}`,
    swallowAnswers: () => {
      swallows = true;
    },
    heal: () => {
      swallows = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
