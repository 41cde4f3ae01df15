import type { WireRevision } from '@daybook/contract';

/** An event of the log as the audit routes tell it: a CloudEvent whose extensions hold what the chain is made of. */
export interface AuditLine {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly streamid: string;
  readonly streamversion: number;
  readonly schemaversion: number;
  readonly commitid: string;
  readonly commitfirst: number;
  readonly commitlast: number;
  readonly commithash: string;
  readonly contenthash: string;
  readonly previoushash?: string;
  readonly salt?: string;
  readonly data: AuditData;
}

/** Every stored field; what an erasure emptied is `null`. */
export interface AuditData extends Omit<WireRevision, 'mutationId' | 'clientTime'> {
  readonly mutationId: string | null;
  readonly clientTime: string | null;
  readonly measurementId: string | null;
  readonly type: string | null;
  readonly sentValue: number | null;
  readonly sentUnit: string | null;
  readonly externalId: string | null;
  readonly startAt: string | null;
  readonly endAt: string | null;
  readonly localDate: string | null;
  readonly timeZone: string | null;
  readonly stage: string | null;
  readonly details: string | null;
  readonly previousMutationId: string | null;
  readonly previousLocalDate: string | null;
  readonly device: string | null;
  readonly requestId: string | null;
}
