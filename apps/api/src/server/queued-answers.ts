import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const openOn = new WeakMap<Socket, Set<ServerResponse>>();

/**
 * Closes an answer with its connection also while it waits for those before it there: Node closes only the one whose
 * turn it is, and what else was asked would be in flight for ever.
 */
export function closeWithConnection(socket: Socket, response: ServerResponse): void {
  const open = openOn.get(socket) ?? watched(socket);
  open.add(response);
  response.once('close', () => open.delete(response));
}

function watched(socket: Socket): Set<ServerResponse> {
  const open = new Set<ServerResponse>();
  openOn.set(socket, open);
  socket.once('close', () => {
    for (const response of open) {
      if (response.socket === null) response.destroy().emit('close');
    }
  });
  return open;
}
