import fc from 'fast-check';
import { history } from '../test/history-arbitrary.js';
import { correction, retraction, sample, total, weight } from '../test/item.js';
import { Subject } from '../test/subject.js';
import { EVENT_TYPES, logEvent, type LogEvent } from './event.js';
import { evolve } from './evolve.js';
import type { MeasurementSituation } from './measurement.js';

/** The events of one record, as a subject that sent these items left them. */
function eventsOf(...items: readonly ReturnType<typeof total>[]): LogEvent[] {
  const subject = new Subject();
  for (const item of items) subject.send([item]);
  return subject.commits.flat();
}

/** The record after each of its events, recorded by an actor and at a time of its own. */
function foldOf(events: readonly LogEvent[]): (MeasurementSituation | undefined)[] {
  let record: MeasurementSituation | undefined;
  return events.map((event, n) => {
    record = evolve(record, event, { actor: `actor-${n}`, recordedAt: n });
    return record;
  });
}

describe('who recorded what when', () => {
  it('stays with the first recording, while the last change names its own', () => {
    const last = foldOf(eventsOf(total(1, 5), total(2, 6), retraction(3, total(1, 5)), total(4, 7))).at(-1);
    expect(last).toMatchObject({ actor: 'actor-3', recordedAt: 0, updatedAt: 3 });
  });

  it('is not changed by what changed nothing', () => {
    const events = eventsOf(total(2, 5), total(1, 6), total(3, 5));
    expect(events.map(({ type }) => type)).toEqual([
      'MeasurementRecorded',
      'StatsOverwritten',
      'StatsConfirmed',
    ]);
    expect(foldOf(events).at(-1)).toMatchObject({
      actor: 'actor-0',
      recordedAt: 0,
      updatedAt: 0,
      revision: 1,
    });
  });

  it('is of a corrected sample the first recording and the last correction', () => {
    const last = foldOf(eventsOf(weight(1, 80), correction(2, weight(1, 80), 79))).at(-1);
    expect(last).toMatchObject({ actor: 'actor-1', recordedAt: 0, updatedAt: 1 });
  });

  it('is of a sample whose retraction came first the retraction', () => {
    const last = foldOf(eventsOf(retraction(2, sample(1, 60)), sample(1, 60))).at(-1);
    expect(last).toMatchObject({ actor: 'actor-0', recordedAt: 0, updatedAt: 0, state: 'retracted' });
  });
});

describe('a retracted record', () => {
  it('keeps of a sample everything but the value', () => {
    const said = { endAt: '2026-05-24T08:01:00+02:00', sourceDevice: 'iPhone', details: { a: 1 } };
    const [recorded, retracted] = foldOf(eventsOf(sample(1, 60, said), retraction(2, sample(1, 60))));
    if (recorded?.situation !== 'recorded') throw new Error('expected a record');
    expect(retracted).toMatchObject({ content: { ...recorded.content, value: null }, recordedValue: 60 });
  });

  it('keeps of a day total only its day', () => {
    const said = { sourceDevice: 'iPhone', details: { a: 1 }, timeZone: 'Europe/Rome' };
    const last = foldOf(eventsOf(total(1, 60, said), retraction(2, total(1, 60)))).at(-1);
    expect(last).toMatchObject({
      content: { value: null, localDate: '2026-05-24', sourceDevice: null, details: null, timeZone: null },
      recordedValue: null,
    });
  });
});

describe('a record whose retraction came first', () => {
  it('is known by its identity, and holds the same as one that was retracted later', () => {
    for (const item of [
      total(1, 60, { sourceDevice: 'iPhone' }),
      sample(1, 60, { sourceDevice: 'iPhone' }),
    ]) {
      const early = foldOf(eventsOf(retraction(2, item), item)).at(-1);
      const late = foldOf(eventsOf(item, retraction(2, item))).at(-1);
      expect(early).toEqual({ ...late, actor: 'actor-0', updatedAt: 0, revision: 1 });
    }
  });
});

describe('folding', () => {
  const facts = { actor: 'actor', recordedAt: 0 };

  it('leaves records alone where an event concerns none', () => {
    const [record] = foldOf(eventsOf(total(1, 5)));
    for (const type of ['MetricTypeDefined', 'SourceOrderSet'] as const) {
      expect(evolve(record, logEvent(type, 'm', { details: '{}' }), facts)).toBe(record);
      expect(evolve(undefined, logEvent(type, 'm', { details: '{}' }), facts)).toBeUndefined();
    }
  });

  it('gives the very same record back for a superseded event', () => {
    const events = eventsOf(
      total(5, 5),
      total(1, 6),
      retraction(2, total(1, 0)),
      correction(3, total(1, 0), 9),
    );
    const folded = foldOf(events);
    expect(events.slice(1).every(({ superseded }) => superseded)).toBe(true);
    expect(new Set(folded).size).toBe(1);
  });

  it('does not make a record of what only changes one', () => {
    for (const type of ['StatsConfirmed', 'MeasurementCorrected'] as const) {
      expect(evolve(undefined, logEvent(type, 'm', { measurementId: 'r', value: 1 }), facts)).toBeUndefined();
    }
  });

  it.each(['measurementId', 'metric', 'unit', 'source'] as const)(
    'refuses an event that recorded something without its %s: the log is broken',
    (missing) => {
      const whole = { measurementId: 'r', metric: 'steps', unit: 'count', source: 'manual', value: 1 };
      for (const type of ['MeasurementRecorded', 'StatsOverwritten'] as const) {
        expect(() => evolve(undefined, logEvent(type, 'm', whole), facts)).not.toThrow();
        const broken = logEvent(type, 'm', { ...whole, [missing]: null });
        expect(() => evolve(undefined, broken, facts)).toThrow(/names no record/);
      }
    },
  );

  it('knows every type of event there is', () => {
    for (const type of EVENT_TYPES) {
      const event = logEvent(type, 'm', {
        measurementId: 'r',
        metric: 'steps',
        unit: 'count',
        source: 'manual',
      });
      expect(() => evolve(undefined, event, facts)).not.toThrow();
    }
  });

  it('changes neither the record nor the event', () => {
    fc.assert(
      fc.property(history, (items) => {
        const subject = new Subject();
        subject.sendAll([items]);
        const records = new Map<string, MeasurementSituation | undefined>();
        for (const event of subject.commits.flat()) {
          const id = event.measurementId ?? '';
          const before = records.get(id);
          if (before?.situation === 'recorded') Object.freeze(before.content);
          records.set(id, evolve(Object.freeze(before), Object.freeze(event), facts));
        }
      }),
      { numRuns: 200 },
    );
  });
});
