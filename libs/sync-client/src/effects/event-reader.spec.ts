import fc from 'fast-check';
import { eventReader } from './event-reader.js';

describe('the reader of an event stream', () => {
  const stream = [
    ': heartbeat\n\n',
    'event: changes\nid: c-1\ndata: {"a":1}\n\n',
    'event: other\ndata: {"b":2}\n\n',
    'retry: 100\n\n',
    'event: changes\r\ndata: {"c":\r\ndata: 3}\r\n\r\n',
    'event:changes\ndata:{"d":4}\n\n',
    'event: changes\nid: without data\n\n',
    'event: changes\ndata: {"cut',
  ].join('');

  it('gives the data of changes, wherever the stream is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        const read = eventReader();
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const pieces = edges.slice(1).map((end, i) => stream.slice(edges[i], end));
        expect(pieces.flatMap(read)).toEqual(['{"a":1}', '{"c":\n3}', '{"d":4}']);
      }),
    );
  });
});
