import fc from 'fast-check';
import { history, type HistoryItem } from '../test/history-arbitrary.js';
import { Subject } from '../test/subject.js';

/** At least a thousand histories each, in every run; fast-check prints the seed of a failing one. */
const RUNS = { numRuns: 1500 };

/** A history with another order, cut into batches at random and with some of it sent twice. */
const retold = history.chain((items) =>
  fc.record({
    items: fc.constant(items),
    shuffled: fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }),
    again: fc.subarray(items),
    cuts: fc.array(fc.nat({ max: items.length }), { maxLength: 4 }),
  }),
);

function batches(items: readonly HistoryItem[], cuts: readonly number[]): HistoryItem[][] {
  const places = [0, ...[...cuts].sort((a, b) => a - b), items.length];
  return places.slice(1).map((end, i) => items.slice(places[i], end));
}

describe('law 1: nothing acknowledged is lost', () => {
  it('leaves exactly one event for every accepted mutation, and none for any other', () => {
    fc.assert(
      fc.property(retold, ({ shuffled, again, cuts }) => {
        const subject = new Subject();
        const accepted = batches([...shuffled, ...again], cuts).flatMap((batch) => {
          const { verdicts } = subject.send(batch);
          return verdicts.filter(({ status }) => status !== 'rejected' && status !== 'duplicate');
        });
        const logged = subject.commits.flat().map(({ mutationId }) => mutationId);
        expect(logged).toEqual(accepted.map(({ id }) => id));
        expect(new Set(logged).size).toBe(logged.length);
      }),
      RUNS,
    );
  });
});

describe('law 2: a replay changes nothing', () => {
  it('answers duplicate to every accepted mutation sent again, and appends nothing', () => {
    fc.assert(
      fc.property(retold, ({ items, again, cuts }) => {
        const subject = new Subject();
        subject.sendAll(batches(items, cuts));
        const before = JSON.stringify(subject.view());
        const accepted = again.filter(({ id }) => subject.state.accepted.has(id));
        const { decisions, events, effects } = subject.send(accepted);
        expect(decisions.map((decision) => decision)).toEqual(
          accepted.map(() => expect.objectContaining({ status: 'duplicate', differs: false }) as unknown),
        );
        expect(events).toEqual([]);
        expect(effects.changes).toEqual([]);
        expect(JSON.stringify(subject.view())).toBe(before);
      }),
      RUNS,
    );
  });
});

describe('law 3: arrival order does not matter', () => {
  it('ends in the same records and days after any permutation, split or duplication', () => {
    fc.assert(
      fc.property(retold, ({ items, shuffled, again, cuts }) => {
        const told = new Subject();
        told.sendAll([items]);
        const retoldSubject = new Subject();
        retoldSubject.sendAll(batches([...shuffled, ...again], cuts));
        expect(retoldSubject.view()).toEqual(told.view());
      }),
      RUNS,
    );
  });
});

describe('law 4: the projections are a fold of the log', () => {
  it('rebuilds records, days, metrics and the order of sources from the events alone', () => {
    fc.assert(
      fc.property(retold, ({ shuffled, again, cuts }) => {
        const live = new Subject();
        live.sendAll(batches([...shuffled, ...again], cuts));
        const rebuilt = live.rebuilt();
        expect(rebuilt.measurements).toEqual(live.state.measurements);
        expect(aggregatesOf(rebuilt)).toEqual(aggregatesOf(live.state));
        expect(rebuilt.metrics).toEqual(live.state.metrics);
        expect(rebuilt.sourceOrder).toEqual(live.state.sourceOrder);
      }),
      RUNS,
    );
  });
});

function aggregatesOf(state: Subject['state']) {
  return [...state.days]
    .filter(([, { aggregate }]) => aggregate !== null)
    .map(([key, { aggregate }]) => [key, aggregate]);
}
