import { readFileSync } from 'node:fs';
import { REJECTION_CODES } from '@daybook/domain';
import { PROBLEMS, problemKind, type ProblemCode } from './problem-codes.js';

describe('the table of problems', () => {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];

  it('explains every code in a comment, which is the manual page', () => {
    const source = readFileSync(new URL('./problem-codes.ts', import.meta.url), 'utf8');
    for (const code of codes) {
      expect([code, new RegExp(`/\\*\\* .+ \\*/\\n\\s+${code}: `).test(source)]).toEqual([code, true]);
    }
  });

  it('has every reason for which an item can be refused', () => {
    expect(codes).toEqual(expect.arrayContaining([...REJECTION_CODES]));
  });

  it('has a client keep what a newer server or a moment may accept', () => {
    const retryable = REJECTION_CODES.filter((code) => problemKind(code).retryable);
    expect(retryable.sort()).toEqual([
      'future_timestamp',
      'unknown_field',
      'unknown_measurement',
      'unknown_type',
    ]);
  });

  it('has every fault of the server retried and no conflict', () => {
    for (const code of codes) {
      const { status, retryable } = problemKind(code);
      if (status >= 500) expect([code, retryable]).toEqual([code, true]);
      if (status === 409 || status === 410 || status === 412)
        expect([code, retryable]).toEqual([code, false]);
    }
  });
});
