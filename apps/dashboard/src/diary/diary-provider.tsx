import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { SyncClient } from '@daybook/sync-client';
import { SyncClientProvider } from '@daybook/sync-client/react';
import { useCatalogue } from '../catalogue/use-catalogue.js';
import { Frame } from '../shell/frame.js';
import { DiaryContext, type Diary } from './diary-context.js';
import { NotKeptNotice, type NotKept } from './not-kept-notice.js';
import type { Wish } from '../sync/mutation-words.js';
import { openDiary } from './open-diary.js';

interface DiaryProviderProps {
  readonly userId: string;
  readonly children: ReactNode;
}

/** Opens the subject's diary for the views below, and closes it when they go. */
export function DiaryProvider({ userId, children }: DiaryProviderProps): ReactNode {
  const client = useClient(userId);
  const [catalogue, isCatalogueAsked] = useCatalogue(client);
  const [notKept, setNotKept] = useState<NotKept | null>(null);
  const keep = useCallback((wish: Wish, kept: Promise<unknown>) => {
    kept.then(
      () => {
        setNotKept((before) => (before?.wish.day === wish.day ? null : before));
      },
      (error: unknown) => {
        setNotKept({ wish, error });
      },
    );
  }, []);
  const diary = useMemo<Diary | null>(
    () =>
      client && {
        client,
        userId,
        catalogue,
        isCatalogueAsked,
        overwrite: ({ type, date, value, unit }) => {
          keep(
            { day: `${date}/${type}`, item: { value } },
            client.overwriteTotal({ type, date, value, unit, timeZone: zone() }),
          );
        },
        takeBack: ({ type, date }) => {
          keep({ day: `${date}/${type}`, item: { retract: true } }, client.retract({ type, date }));
        },
      },
    [client, userId, catalogue, isCatalogueAsked, keep],
  );
  if (diary === null) return <Frame />;
  return (
    <SyncClientProvider client={diary.client}>
      <DiaryContext value={diary}>
        {children}
        {notKept !== null && (
          <NotKeptNotice
            notKept={notKept}
            onClose={() => {
              setNotKept(null);
            }}
          />
        )}
      </DiaryContext>
    </SyncClientProvider>
  );
}

/** Where the day is the day: it is sent along, so that an auditor sees which clock it was entered by. */
function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** One client per subject: the storage of one is never opened under the sign-in of another. */
function useClient(userId: string): SyncClient | null {
  const [client, setClient] = useState<SyncClient | null>(null);
  useEffect(() => {
    const opened = openDiary(userId);
    setClient(opened);
    // Without it a browser short of space may drop what waits to be sent.
    void navigator.storage.persist();
    return () => {
      setClient(null);
      void opened.close();
    };
  }, [userId]);
  return client;
}
