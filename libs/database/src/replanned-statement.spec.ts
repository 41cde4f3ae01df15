import { ReplannedStatement } from './replanned-statement.js';

describe('a replanned statement', () => {
  it('gets a new name after its 1st, 2nd, 4th, 8th execution, and no end of names is in sight', () => {
    const statement = new ReplannedStatement('read');
    const names = Array.from({ length: 9 }, () => statement.name);
    expect(names).toEqual([
      'read-1',
      'read-2',
      'read-2',
      'read-3',
      'read-3',
      'read-3',
      'read-3',
      'read-4',
      'read-4',
    ]);
    expect(new Set(Array.from({ length: 3_000_000 }, () => statement.name)).size).toBeLessThan(20);
  });
});
