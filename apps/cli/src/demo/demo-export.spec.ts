import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkItem } from '@daybook/domain';
import { readAppleHealth, type ImportEnd, type ImportItem } from '@daybook/importing';
import { demoExport, DEMO_DAYS } from './demo-export.js';
import { demoOverrides } from './demo-overrides.js';

const NOW = Date.UTC(2026, 10, 21, 13);
/** With a clock change within the sixty days. */
const ZONE = 'America/New_York';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-demo-spec-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function itemsOf(
  nowMs: number,
): Promise<{ items: ImportItem[]; end: ImportEnd; passedOver: string[] }> {
  const path = join(folder, 'export.xml');
  writeFileSync(path, [...demoExport(nowMs, ZONE)].join(''));
  const stream = readAppleHealth({ path }, { timeZone: ZONE });
  const items: ImportItem[] = [];
  const passedOver: string[] = [];
  let piece = await stream.next();
  for (; !piece.done; piece = await stream.next()) {
    for (const event of piece.value) {
      if (event.kind === 'item') items.push(event.item);
      else passedOver.push(event.what);
    }
  }
  return { items, end: piece.value, passedOver };
}

describe('the bundled sample', () => {
  it('is a whole export of which every record is taken', async () => {
    const { items, end, passedOver } = await itemsOf(NOW);
    expect(end.broken).toBeNull();
    expect(passedOver).toEqual([]);
    const refused = items
      .map((item) => checkItem(item, NOW, null))
      .filter(({ situation }) => situation !== 'sound');
    expect(refused).toEqual([]);
  });

  it('has two months of what a dashboard shows, and nothing of the future', async () => {
    const { items } = await itemsOf(NOW);
    const days = (type: string) =>
      new Set(items.filter((item) => item.type === type).map(({ startAt }) => startAt?.slice(0, 10)));
    for (const type of [
      'steps',
      'heart_rate',
      'active_energy_burned',
      'sleep_duration',
      'basal_energy_burned',
    ]) {
      expect([type, days(type).size >= DEMO_DAYS - 1]).toEqual([type, true]);
    }
    expect(days('body_mass').size).toBe(DEMO_DAYS / 3);
    expect(items.every(({ endAt }) => Date.parse(endAt ?? '') <= NOW)).toBe(true);
  });

  it('says the same of the same days on every start, so that another adds only what is new', async () => {
    const ids = async (nowMs: number) => new Set((await itemsOf(nowMs)).items.map(({ id }) => id));
    const today = await ids(NOW);
    const tomorrow = await ids(NOW + 86_400_000);
    const kept = [...tomorrow].filter((id) => today.has(id));
    expect(kept.length).toBeGreaterThan(today.size * 0.97);
    expect(await ids(NOW)).toEqual(today);
  });

  it('has a day and a weight that somebody typed in, with ids of their own that stay', () => {
    const overrides = demoOverrides(NOW, ZONE);
    expect(overrides.map(({ type, source }) => [type, source])).toEqual([
      ['steps', 'manual'],
      ['body_mass', 'manual'],
    ]);
    expect(overrides.every((item) => checkItem(item, NOW, null).situation === 'sound')).toBe(true);
    expect(demoOverrides(NOW + 3_600_000, ZONE)).toEqual(overrides);
  });
});
