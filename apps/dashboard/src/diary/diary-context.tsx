import { createContext, useContext } from 'react';
import type { SyncClient } from '@daybook/sync-client';
import type { Catalogue } from '../catalogue/catalogue.js';

/** The value of one metric on one day, in the metric's canonical unit. */
export interface EnteredTotal {
  readonly type: string;
  readonly date: string;
  readonly value: number;
  readonly unit: string;
}

/** What every view of a subject works with. */
export interface Diary {
  readonly client: SyncClient;
  readonly userId: string;
  readonly catalogue: Catalogue;
  /** Whether the server was asked for the catalogue and has answered, or cannot: what it lacks now there is not. */
  readonly isCatalogueAsked: boolean;
  /** Keeps a manual value for a day: shown at once, sent when it can be. */
  readonly overwrite: (total: EnteredTotal) => void;
  /** Takes the manual value of a day back, so that the newest of the other sources stands again. */
  readonly takeBack: (total: Pick<EnteredTotal, 'type' | 'date'>) => void;
}

export const DiaryContext = createContext<Diary | null>(null);

/** The diary that is open. Only views below it may ask. */
export function useDiary(): Diary {
  const diary = useContext(DiaryContext);
  if (diary === null) throw new Error('a view of a diary was shown without one');
  return diary;
}
