import { changesOf } from './event-stream.js';

describe('an event of the stream', () => {
  it.each([
    [': heartbeat', ''],
    ['event: changes\nid: c-1\ndata: {"a":1}', '{"a":1}'],
    ['event: other\ndata: {"b":2}', ''],
    ['retry: 100', ''],
    ['event: changes\r\ndata: {"c":\r\ndata: 3}', '{"c":\n3}'],
    ['event:changes\ndata:{"d":4}', '{"d":4}'],
    ['event: changes\nid: without data', ''],
  ])('%j says %j', (event, said) => {
    expect(changesOf(event).replaceAll(' ', '')).toBe(said);
  });
});
