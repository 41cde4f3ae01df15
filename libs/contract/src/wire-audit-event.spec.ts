import { hashedEvent, type AuditEvent } from './wire-audit-event.js';

const LINE = {
  type: 'daybook.MeasurementRecorded',
  schemaversion: 1,
  data: {
    mutationId: '0197f0c4-0000-7000-8000-000000000001',
    type: 'heart_rate',
    value: 60,
    startAt: '2026-05-24T08:00:00+02:00',
    endAt: null,
    superseded: false,
  },
} as unknown as AuditEvent;

function line(type: string, data: Partial<AuditEvent['data']> = {}): AuditEvent {
  return { ...LINE, type: type as AuditEvent['type'], data: { ...LINE.data, ...data } };
}

describe('the event that a line of the audit tells of', () => {
  it('has the instants and offsets that the log stores', () => {
    expect(hashedEvent(LINE)).toMatchObject({
      type: 'MeasurementRecorded',
      schemaVersion: 1,
      metric: 'heart_rate',
      value: 60,
      startAt: Date.parse('2026-05-24T06:00:00Z'),
      startOffset: 120,
      endAt: null,
      endOffset: null,
    });
  });

  it('is none if the log would not have written the line so', () => {
    expect(hashedEvent(line('daybook.MeasurementForgotten'))).toBeNull();
    expect(hashedEvent(line(LINE.type, { startAt: '2026-05-24T08:00+02:00' }))).toBeNull();
    expect(hashedEvent(line(LINE.type, { endAt: 'later' }))).toBeNull();
  });
});
