import fc from 'fast-check';
import { JsonBroken, JsonSieve, type JsonPath, type JsonPick, type JsonSelector } from './json-sieve.js';

function sieve(text: string, select: JsonSelector, cuts: readonly number[] = []): JsonPick[] {
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const found = new JsonSieve(select);
  const picks: JsonPick[] = [];
  for (const [i, place] of places.slice(1).entries()) {
    found.write(bytes.subarray(places[i], place));
    picks.push(...found.takePicks());
  }
  found.end();
  return [...picks, ...found.takePicks()];
}

const elements: JsonSelector = (path) => (path.length < 2 ? 'enter' : 'pick');

function breakOf(text: string): JsonBroken {
  try {
    sieve(text, elements);
  } catch (error) {
    if (error instanceof JsonBroken) return error;
    throw error;
  }
  throw new Error(`${text} was taken for JSON`);
}

describe('the sieve for JSON', () => {
  it('picks what JSON.parse would find there, however the text is cut', () => {
    const indent = fc.constantFrom(undefined, 2, '\t');
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.array(fc.jsonValue())),
        indent,
        fc.array(fc.nat()),
        (value, space, cuts) => {
          const expected = Object.entries(value).flatMap(([key, list]) =>
            list.map((element, i) => ({ path: [key, i], value: element })),
          );
          const text = JSON.stringify(value, null, space);
          const picks = sieve(text, elements, cuts).map(({ path, value: picked }) => ({
            path,
            value: picked,
          }));
          expect(picks).toEqual(JSON.parse(JSON.stringify(expected)));
        },
      ),
    );
  });

  it('takes every cut of a JSON text for a truncated one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (value, share) => {
          const bytes = Buffer.from(JSON.stringify(value));
          const cut = bytes.subarray(0, Math.floor(share * (bytes.length - 1))).toString('latin1');
          expect(breakOf(cut).message).toMatch(/truncated|not JSON/);
        },
      ),
    );
  });

  it('passes over what is skipped without parsing it', () => {
    const select: JsonSelector = (path) => (path.length === 0 ? 'enter' : path[0] === 'b' ? 'pick' : 'skip');
    const text = '{"a": {"deep": [1, "]}", {"x": "\\"}"}]}, "b": 2, "c": -1.5e3}';
    expect(sieve(text, select)).toMatchObject([{ path: ['b'], value: 2 }]);
  });

  it('asks for each value once, with its path and line', () => {
    const asked: [JsonPath, number][] = [];
    sieve('{\n "a": [\n  1, true\n ]\n}', (path, line) => {
      asked.push([path, line]);
      return 'enter';
    });
    expect(asked).toEqual([
      [[], 1],
      [['a'], 2],
      [['a', 0], 3],
      [['a', 1], 3],
    ]);
  });

  it.each([
    ['[1 2]', 1],
    ['{"a" 1}', 1],
    ['{"a": [1,\n2}', 2],
    ['{"a": [tru]}', 1],
    ['[1] [2]', 1],
    ['{"a": 1,}', 1],
    ['<html>', 1],
    ['', 1],
    ['{"a": [\n"x\ny"]}', 2],
  ])('refuses %j and says the line', (text, line) => {
    expect(breakOf(text).line).toBe(line);
  });

  it('does not gather an element without end', () => {
    const found = new JsonSieve(elements);
    found.write(Buffer.from('{"a": ["'));
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    expect(() => {
      for (let i = 0; i < 6; i += 1) found.write(megabyte);
    }).toThrow(/larger than/);
  });
});
