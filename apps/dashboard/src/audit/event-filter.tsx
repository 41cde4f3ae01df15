import type { ReactNode } from 'react';
import { EVENT_TYPES, type EventType } from '@daybook/domain';
import { eventWords } from './event-words.js';
import type { LogFilter } from './log-filter.js';

interface EventFilterProps {
  readonly filter: LogFilter;
  readonly onChange: (filter: LogFilter) => void;
}

/** Which events are shown. The chain is always walked whole. */
export function EventFilter({ filter, onChange }: EventFilterProps): ReactNode {
  return (
    <div className="filter">
      <label className="choice">
        <span>Event</span>
        <select
          className="field"
          data-testid="audit-type"
          value={filter.type}
          onChange={(event) => {
            onChange({ ...filter, type: event.target.value as EventType | '' });
          }}
        >
          <option value="">All</option>
          {EVENT_TYPES.map((type) => (
            <option key={type} value={type}>
              {eventWords(type)}
            </option>
          ))}
        </select>
      </label>
      <DateField
        name="Recorded from"
        value={filter.from}
        onChange={(from) => {
          onChange({ ...filter, from });
        }}
      />
      <DateField
        name="up to"
        value={filter.to}
        onChange={(to) => {
          onChange({ ...filter, to });
        }}
      />
    </div>
  );
}

interface DateFieldProps {
  readonly name: string;
  readonly value: string;
  readonly onChange: (date: string) => void;
}

function DateField({ name, value, onChange }: DateFieldProps): ReactNode {
  return (
    <label className="choice">
      <span>{name}</span>
      <input
        className="field"
        type="date"
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </label>
  );
}
