/**
 * Takes the data of `changes` events out of an event stream that arrives in pieces (WHATWG, server-sent events).
 * Everything else, heartbeats above all, only shows that the line is alive.
 */
export function eventReader(): (piece: string) => string[] {
  let rest = '';
  return (piece) => {
    const events = (rest + piece).split(/\r?\n\r?\n/);
    rest = events.pop() ?? '';
    return events.flatMap(dataOf);
  };
}

function dataOf(event: string): string[] {
  const lines = event.split(/\r?\n/);
  if (!lines.some((line) => /^event: ?changes$/.test(line))) return [];
  const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.replace(/^data: ?/, ''));
  return data.length === 0 ? [] : [data.join('\n')];
}
