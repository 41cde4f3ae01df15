import { wireVerdict } from './wire-verdict.js';

const ID = '0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d';
const RECORD = {
  measurementId: ID,
  revision: 2,
  state: 'live',
  value: 5000,
  unit: 'count',
  mutationId: ID,
} as const;

describe('a verdict on the wire', () => {
  it('shows the record as it is, so that no client has to guess', () => {
    expect(wireVerdict({ status: 'updated', id: ID, record: RECORD }, 3, '/items/3')).toEqual({
      index: 3,
      id: ID,
      status: 'updated',
      ...RECORD,
    });
  });

  it('says of a duplicate whether its content differs, and only then', () => {
    const duplicate = { status: 'duplicate', id: ID, record: RECORD } as const;
    expect(wireVerdict(duplicate, 0, '')).not.toHaveProperty('differs');
    expect(wireVerdict({ ...duplicate, differs: true }, 0, '')).toHaveProperty('differs', true);
  });

  it('points into the body, and says whether and when to try again', () => {
    const rejection = { code: 'future_timestamp', pointer: '/id', detail: 'ahead', retryAfter: 7 } as const;
    expect(wireVerdict({ status: 'rejected', id: ID, rejection, record: null }, 3, '/items/3')).toEqual({
      index: 3,
      id: ID,
      status: 'rejected',
      code: 'future_timestamp',
      retryable: true,
      retryAfter: 7,
      detail: 'ahead',
      pointer: '/items/3/id',
    });
  });
});
