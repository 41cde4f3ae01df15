import type { EventType } from '@daybook/domain';

/**
 * An event of the log as a CloudEvent 1.0 (`application/cloudevents+json`, one per line). `id` is the subject's
 * version, unique within `source`; `type` is `daybook.<event type>`.
 */
export interface AuditEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: `daybook.${EventType}`;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, unknown>>;
}
