import type { EventType } from '@daybook/domain';

const WORDS: Readonly<Record<EventType, string>> = {
  MeasurementRecorded: 'Measurement recorded',
  StatsOverwritten: 'Total overwritten',
  StatsConfirmed: 'Total confirmed',
  MeasurementCorrected: 'Measurement corrected',
  MeasurementRetracted: 'Measurement taken back',
  MetricTypeDefined: 'Metric defined',
  SourceOrderSet: 'Order of sources set',
};

/** The name of an event for people. One of a later server shows its own. */
export function eventWords(type: string): string {
  return (WORDS as Readonly<Partial<Record<string, string>>>)[type] ?? type;
}
