import { connect, type Socket } from 'node:net';
import type { Problem } from '@daybook/contract';

export interface RawAnswer {
  /** Status line and headers. */
  readonly head: string;
  readonly problem: Problem;
}

/** What a server answers to bytes that no HTTP client would send, once it has closed the connection. */
export async function answerTo(
  url: string,
  bytes: string,
  afterwards?: (socket: Socket) => void,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes);
      afterwards?.(socket);
    });
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => {
      resolve(text);
    });
    // Who still writes when the server has answered and closed is reset, with the answer in hand.
    socket.on('error', (error) => {
      if (text === '') reject(error);
    });
  });
  const body = answer.indexOf('\r\n\r\n') + 4;
  return { head: answer.slice(0, body), problem: JSON.parse(answer.slice(body)) as Problem };
}
