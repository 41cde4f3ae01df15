import { contentDigest, mutationIdOf } from './content-digest.js';
import { RecentDigests } from './recent-digests.js';

describe('the memory of recent records', () => {
  it('recognises a copy and nothing else', () => {
    const recent = new RecentDigests();
    for (let i = 0; i < 20_000; i += 1) expect(recent.sawBefore(contentDigest(`record ${i}`))).toBe(false);
    expect(recent.sawBefore(contentDigest('record 19999'))).toBe(true);
  });

  it('recognises nearly all copies 50 000 records later', () => {
    const recent = new RecentDigests();
    const digests = Array.from({ length: 50_000 }, (_, i) => contentDigest(`record ${i}`));
    for (const digest of digests) recent.sawBefore(digest);
    const recognised = digests.filter((digest) => recent.sawBefore(digest)).length;
    expect(recognised).toBeGreaterThan(45_000);
  });
});

describe('the id of a record', () => {
  it('is a UUIDv7 of its moment and its content, the same each time', () => {
    const id = mutationIdOf(Date.parse('2024-05-24T06:00:00Z'), contentDigest('steps 100'));
    expect(id).toMatch(/^018fa92f-4b00-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(mutationIdOf(Date.parse('2024-05-24T06:00:00Z'), contentDigest('steps 100'))).toBe(id);
    expect(mutationIdOf(Date.parse('2024-05-24T06:00:00Z'), contentDigest('steps 101'))).not.toBe(id);
  });
});
