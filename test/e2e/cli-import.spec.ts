import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { WireDay } from '@daybook/contract';
import type { DaybookProgram, Ended, Serving } from './support/daybook-program.js';
import { installationUnderTest, type InstallationUnderTest } from './support/installation-under-test.js';

const FIXTURES = resolve('test/fixtures');
const SYNTHETIC = `${FIXTURES}/apple-health/synthetic`;
const ASHTOM = `${FIXTURES}/apple-health/ashtom/export.xml`;

interface Report {
  readonly ending: string;
  readonly broken: { readonly line: number; readonly message: string } | null;
  readonly timeZone: string;
  readonly timeZoneFrom: string;
  readonly read: number;
  readonly sent: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly superseded: number;
  readonly duplicate: number;
  readonly differing: number;
  readonly rejected: {
    readonly total: number;
    readonly byCode: readonly {
      code: string;
      count: number;
      examples: readonly { line: number; type: string; detail: string }[];
    }[];
  };
  readonly passedOver: {
    readonly total: number;
    readonly unreadable: number;
    readonly byKind: readonly { what: string; reason: string; count: number }[];
  };
  readonly daysTouched: {
    readonly count: number;
    readonly first: string | null;
    readonly last: string | null;
  };
}

interface TrueDay {
  readonly steps_union: number;
  readonly steps_manual?: number;
  readonly active_kcal: number;
  readonly basal_kcal: number;
  readonly distance_km: number;
  readonly hr_n: number;
  readonly hr_min: number;
  readonly hr_max: number;
  readonly sleep_asleep_min: number;
  readonly weight_kg: number | null;
}

let installation: InstallationUnderTest;
let program: DaybookProgram;
let server: Serving;

beforeAll(async () => {
  installation = await installationUnderTest();
  ({ program, server } = installation);
});

afterAll(async () => {
  await installation.close();
});

interface Subject {
  readonly subject: string;
  readonly token: string;
}

function newSubject(): Promise<Subject> {
  return program.value<Subject>('token', 'create', '--role', 'subject');
}

function importInto({ token }: Subject, ...args: string[]): Promise<Ended> {
  return program.run(['import', ...args, '--token', token, '--url', server.url, '--json']);
}

function reportOf({ stdout, stderr }: Ended): Report {
  if (stdout === '') throw new Error(`the import answered nothing: ${stderr}`);
  return JSON.parse(stdout) as Report;
}

async function daysOf({ subject }: Subject, ...args: string[]): Promise<readonly WireDay[]> {
  const { items } = await program.value<{ items: readonly WireDay[] }>('days', '--subject', subject, ...args);
  return items;
}

const dayById = (days: readonly WireDay[]) => new Map(days.map((day) => [day.id, day]));

describe('importing ninety days of a watch and a phone across a clock change', () => {
  const truth = JSON.parse(readFileSync(`${SYNTHETIC}/truth.json`, 'utf8')) as {
    readonly tz: string;
    readonly days: Readonly<Record<string, TrueDay>>;
  };
  const arguments_ = ['apple-health', `${SYNTHETIC}/export.zip`, '--time-zone', truth.tz];
  let subject: Subject;
  let first: Report;
  let days: ReadonlyMap<string, WireDay>;

  beforeAll(async () => {
    subject = await newSubject();
    const ended = await importInto(subject, ...arguments_);
    expect(ended.code).toBe(0);
    first = reportOf(ended);
    days = dayById(await daysOf(subject));
  });

  const each = Object.entries(truth.days);
  const value = (date: string, type: string) => days.get(`${date}/${type}`)?.value;

  it('comes to the true steps of every local day, each instant counted once and typed-in steps added', () => {
    expect(each.length).toBe(90);
    const found = each.map(([date]) => [date, value(date, 'steps')]);
    expect(found).toEqual(each.map(([date, day]) => [date, day.steps_union + (day.steps_manual ?? 0)]));
  });

  it('comes to the true energy and distance of every day within a thousandth', () => {
    const wrong = each.flatMap(([date, day]) => {
      const pairs = [
        ['active_energy_burned', day.active_kcal],
        ['basal_energy_burned', day.basal_kcal],
        ['distance_walking_running', day.distance_km * 1_000],
      ] as const;
      return pairs
        .filter(([type, expected]) => !(Math.abs((value(date, type) ?? NaN) - expected) <= expected * 0.001))
        .map(([type, expected]) => ({ date, type, expected, found: value(date, type) }));
    });
    expect(wrong).toEqual([]);
  });

  it('comes to the true minutes asleep, heart rates and weights', () => {
    const found = each.map(([date]) => {
      const heart = days.get(`${date}/heart_rate`);
      return [date, value(date, 'sleep_duration'), heart?.count, heart?.min, heart?.max];
    });
    expect(found).toEqual(
      each.map(([date, day]) => [date, day.sleep_asleep_min, day.hr_n, day.hr_min, day.hr_max]),
    );
    const weighed = each.filter(([, day]) => day.weight_kg !== null);
    const off = weighed.filter(
      ([date, day]) => !(Math.abs((value(date, 'body_mass') ?? NaN) - (day.weight_kg ?? 0)) <= 0.1),
    );
    expect(weighed.length).toBeGreaterThan(20);
    expect(off).toEqual([]);
  });

  it('accounts for every element: what was sent and what was passed over is what was read', () => {
    expect(first.read).toBe(first.sent + first.passedOver.total);
    const { created, updated, unchanged, superseded, duplicate, rejected } = first;
    expect(created + updated + unchanged + superseded + duplicate + rejected.total).toBe(first.sent);
    expect(first.daysTouched).toEqual({ count: 90, first: '2024-09-01', last: '2024-11-29' });
    expect(first).toMatchObject({ ending: 'complete', timeZone: truth.tz, timeZoneFrom: 'option' });
  });

  it('reports the record dated in the future with its line and its date, and ends with 0 all the same', () => {
    expect(first.rejected.total).toBe(1);
    const [code] = first.rejected.byCode;
    expect(code).toMatchObject({ code: 'future_timestamp', count: 1, examples: [{ type: 'steps' }] });
    expect(code?.examples[0]?.line).toBeGreaterThan(1);
    expect(code?.examples[0]?.detail).toMatch(/^dated 2031-.*, in the future$/);
  });

  it('creates nothing and changes no day the second time', async () => {
    const again = await importInto(subject, ...arguments_);
    expect(again.code).toBe(0);
    const report = reportOf(again);
    expect(report).toMatchObject({ differing: 0, created: 0, updated: 0, superseded: 0, sent: first.sent });
    expect(report.duplicate).toBe(first.created + first.duplicate);
    expect(report.daysTouched.count).toBe(0);
    expect(dayById(await daysOf(subject))).toEqual(days);
  });

  it('shows over HTTP what the log folds to', async () => {
    const path = '/api/days?from=2024-10-25&to=2024-11-10';
    const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${subject.token}` } });
    const { items } = (await answer.json()) as { items: WireDay[] };
    const byId = (a: WireDay, b: WireDay) => (a.id < b.id ? -1 : 1);
    const folded = await daysOf(subject, '--from', '2024-10-25', '--to', '2024-11-10');
    expect(items.length).toBeGreaterThan(100);
    expect([...items].sort(byId)).toEqual(folded);
  });

  it('folds the log as it was before anything had arrived to no day at all', async () => {
    expect(await daysOf(subject, '--as-of', '2024-12-01T00:00:00Z')).toEqual([]);
  });
});

describe('importing a real export of many apps', () => {
  let subject: Subject;
  let first: Report;

  beforeAll(async () => {
    subject = await newSubject();
    const ended = await importInto(subject, 'apple-health', ASHTOM, '--time-zone', 'Asia/Jerusalem');
    expect(ended.code).toBe(0);
    first = reportOf(ended);
  });

  it('accounts for every record, correlation, workout and summary of the file', () => {
    const text = readFileSync(ASHTOM, 'utf8');
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
    const over = (what: string) =>
      first.passedOver.byKind.filter((kind) => kind.what === what).reduce((sum, kind) => sum + kind.count, 0);
    const elements = count(/<(Record|Correlation|Workout|ActivitySummary)[ >]/g);
    expect(first.read).toBe(elements);
    expect(first.read).toBe(first.sent + first.passedOver.total);
    expect(over('Correlation')).toBe(count(/<Correlation[ >]/g));
    expect(over('Workout')).toBe(count(/<Workout[ >]/g));
    expect(first.passedOver.byKind.every(({ reason }) => reason !== '')).toBe(true);
  });

  it('counts fewer steps than a naive sum, because phone and watch walked together', async () => {
    const naive = [
      ...readFileSync(ASHTOM, 'utf8').matchAll(/<Record type="HKQuantityTypeIdentifierStepCount"[^>]*>/g),
    ]
      .map(([element]) => Number(/ value="([^"]+)"/.exec(element)?.[1]))
      .reduce((sum, steps) => sum + steps, 0);
    const days = await daysOf(subject, '--type', 'steps');
    const total = days.reduce((sum, day) => sum + day.value, 0);
    expect(days.length).toBeGreaterThan(100);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(naive);
  });

  it('changes nothing the second time', async () => {
    const before = await daysOf(subject);
    const report = reportOf(
      await importInto(subject, 'apple-health', ASHTOM, '--time-zone', 'Asia/Jerusalem'),
    );
    expect(report).toMatchObject({ created: 0, updated: 0, daysTouched: { count: 0 } });
    expect(await daysOf(subject)).toEqual(before);
  });
});

describe('importing broken exports', () => {
  it.each(['ios16-bad-dtd.xml', 'control-char-0x0b.xml'])(
    'reads %s as if nothing were wrong',
    async (name) => {
      const subject = await newSubject();
      const ended = await importInto(
        subject,
        'apple-health',
        `${SYNTHETIC}/${name}`,
        '--time-zone',
        'America/New_York',
      );
      expect(ended.code).toBe(0);
      const report = reportOf(ended);
      expect(report).toMatchObject({ ending: 'complete', broken: null });
      expect(report.created).toBeGreaterThan(100);
      const [day] = await daysOf(subject, '--type', 'steps', '--from', '2024-09-01', '--to', '2024-09-01');
      expect(day?.value).toBeGreaterThan(0);
    },
  );

  it('keeps what was whole of a truncated file, and says where it broke', async () => {
    const subject = await newSubject();
    const path = `${SYNTHETIC}/truncated.xml`;
    const ended = await importInto(subject, 'apple-health', path, '--time-zone', 'America/New_York');
    expect(ended.code).toBe(1);
    const report = reportOf(ended);
    const lines = readFileSync(path, 'utf8').split('\n').length;
    expect(report.ending).toBe('truncated');
    expect(report.broken?.line).toBe(lines);
    expect(report.broken?.message).toContain('truncated');
    expect(report.created).toBeGreaterThan(100);
    expect((await daysOf(subject)).length).toBeGreaterThan(0);
  });
});

describe('what an import can be told', () => {
  const path = `${SYNTHETIC}/ios16-bad-dtd.xml`;

  it('reads and checks without a token, a server or a trace with --dry-run', async () => {
    const { code, stdout } = await program.run(['import', 'apple-health', path, '--dry-run', '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report & { url: string | null; dryRun: boolean };
    expect(report).toMatchObject({ dryRun: true, url: null, created: 0, timeZoneFrom: 'machine' });
    expect(report.sent).toBeGreaterThan(100);
  });

  it('takes only the metrics and days that were asked for', async () => {
    const subject = await newSubject();
    const args = ['--types', 'steps,HKQuantityTypeIdentifierHeartRate', '--since', '2024-09-01'];
    const report = reportOf(
      await importInto(subject, 'apple-health', path, '--time-zone', 'America/New_York', ...args),
    );
    const types = new Set((await daysOf(subject)).map(({ type }) => type));
    expect([...types].sort()).toEqual(['heart_rate', 'steps']);
    expect(report.passedOver.byKind.some(({ reason }) => reason.includes('asked for'))).toBe(true);
  });

  it('lets the newer of two tables of day totals win, whichever arrives first', async () => {
    const subject = await newSubject();
    const table = `${FIXTURES}/csv/measurements.csv`;
    const newer = await importInto(subject, 'csv', table, '--exported-at', '2026-06-01T00:00:00Z');
    const created = reportOf(newer).created;
    const older = reportOf(await importInto(subject, 'csv', table, '--exported-at', '2026-05-01T00:00:00Z'));
    // Two of its rows cannot be read.
    expect([newer.code, reportOf(newer).passedOver.unreadable]).toEqual([0, 2]);
    expect(created).toBeGreaterThan(0);
    expect(older.superseded).toBeGreaterThan(0);
    expect(older).toMatchObject({ created: 0, updated: 0 });
  });

  it('cannot be told another time zone afterwards, and says so', async () => {
    const subject = await newSubject();
    const first = await importInto(subject, 'apple-health', path, '--time-zone', 'Asia/Tokyo');
    expect([first.code, reportOf(first).differing]).toEqual([0, 0]);
    const days = await daysOf(subject);
    const args = ['import', 'apple-health', path, '--token', subject.token, '--url', server.url];
    const again = await program.run([...args, '--time-zone', 'America/New_York', '--json']);
    expect(again.code).toBe(1);
    expect(reportOf(again).differing).toBeGreaterThan(100);
    expect(await daysOf(subject)).toEqual(days);
    const said = await program.run([...args, '--time-zone', 'America/New_York']);
    expect(said.code).toBe(1);
    expect(said.stdout).toMatch(/what was recorded first stands\..*another time zone.*for a new subject/);
  });

  it('says at the start which time zone it takes, when none was named', async () => {
    const args = ['import', 'apple-health', path, '--dry-run'];
    const { stderr } = await program.run(args, { TZ: 'Asia/Tokyo' });
    expect(stderr).toMatch(
      /^Local days are those of Asia\/Tokyo, the time zone of this machine: .*--time-zone/,
    );
    const named = await program.run([...args, '--time-zone', 'Asia/Tokyo']);
    expect(named.stderr).toBe('');
  });

  it('takes files of Health Auto Export', async () => {
    const subject = await newSubject();
    const ended = await importInto(subject, 'health-auto-export', `${FIXTURES}/health-auto-export/days.json`);
    // It holds two totals of one day.
    expect([ended.code, reportOf(ended).passedOver.unreadable]).toEqual([0, 1]);
    expect(reportOf(ended).created).toBeGreaterThan(0);
  });
});

describe('an import that cannot begin', () => {
  const path = `${SYNTHETIC}/ios16-bad-dtd.xml`;

  it('says in a sentence that the token is not known', async () => {
    const ended = await importInto({ subject: '', token: 'dbk_wrong' }, 'apple-health', path);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('--token');
  });

  it('says in a sentence that an auditor may not write', async () => {
    const auditor = await program.value<Subject>('token', 'create', '--role', 'auditor');
    const ended = await importInto(auditor, 'apple-health', path);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('may not write');
  });

  it('says in a sentence that nobody answers at the address', async () => {
    const args = ['import', 'apple-health', path, '--token', 'dbk_any', '--url', 'http://127.0.0.1:9'];
    const ended = await program.run(args);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('http://127.0.0.1:9 does not take the import');
  });

  it('says in a sentence what is wrong with the file or an option', async () => {
    const subject = await newSubject();
    const wrong = [
      ['apple-health', 'no-such-file.zip'],
      ['apple-health', `${FIXTURES}/csv/measurements.csv`],
      ['apple-health', path, '--since', '2026-02-31'],
      ['apple-health', path, '--types', 'no_such_metric'],
      ['apple-health', path, '--time-zone', 'Mars/Olympus'],
      ['csv', path, '--exported-at', 'yesterday'],
    ];
    for (const args of wrong) {
      const ended = await importInto(subject, ...args);
      expect([args, ended.code, ended.stdout]).toEqual([args, 2, '']);
      expect(ended.stderr).toMatch(/\.\n$/);
    }
  });
});
