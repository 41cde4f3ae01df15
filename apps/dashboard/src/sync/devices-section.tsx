import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Page, WireDevice } from '@daybook/contract';
import { ApiProblem } from '../fetching/api-problem.js';
import { request, requestJson } from '../fetching/request.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { elapsedTime } from '../format/elapsed-time.js';
import { dayAndTime } from '../format/format-date.js';
import { sourceName } from '../format/source-name.js';
import { Confirm } from '../shell/confirm.js';
import { Icon } from '../shell/icon.js';
import { useNow } from '../shell/use-now.js';
import { useLevelAt } from './use-level-at.js';

/** Who can get into the diary, when each wrote last, and the way to shut one out. */
export function DevicesSection(): ReactNode {
  const levelAt = useLevelAt();
  const load = useMemo(
    () =>
      levelAt === undefined
        ? null
        : async (signal: AbortSignal) => (await requestJson<Page<WireDevice>>('/api/devices', signal)).items,
    // Asked again whenever the copy became level: somebody has written.
    [levelAt],
  );
  const [loaded, again] = useLoaded(load);
  const { state, value: devices } = loaded;
  useEffect(() => {
    // Who comes back from signing in another device looks for it here.
    addEventListener('focus', again);
    return () => {
      removeEventListener('focus', again);
    };
  }, [again]);
  const [leaving, setLeaving] = useState<WireDevice | null>(null);
  const now = useNow();
  return (
    <section className="panel" aria-labelledby="devices-title" aria-busy={state === 'loading'}>
      <h2 id="devices-title" className="panel-title">
        <Icon name="devices" />
        Signed-in devices
      </h2>
      {loaded.state === 'failed' && (
        <p className="quiet">
          {loaded.problem.message}
          {devices !== undefined && ' This is what it last said.'}
        </p>
      )}
      <ul className={loaded.state === 'loading' && loaded.isFirst ? 'queue queue-coming' : 'queue'}>
        {devices &&
          currentFirst(devices).map((device) => (
            <li key={device.id} className="queue-item device-item" data-testid="device">
              <div>
                <p className="queue-wish">
                  {device.name}
                  {device.current && <span className="tag tag-good">this device</span>}
                </p>
                <p className="quiet" id={`device-${device.id}`}>
                  {deviceWords(device, devices, now)}
                </p>
              </div>
              {!device.current && (
                <button
                  type="button"
                  className="button"
                  aria-label={`Sign out ${device.name}`}
                  aria-describedby={`device-${device.id}`}
                  disabled={state === 'failed'}
                  onClick={() => {
                    setLeaving(device);
                  }}
                >
                  Sign out
                </button>
              )}
            </li>
          ))}
      </ul>
      {leaving !== null && (
        <Confirm
          title={`Sign out “${leaving.name}”?`}
          act="Sign out"
          keep="Keep it signed in"
          onAct={async () => {
            await signOutDevice(leaving);
            again();
          }}
          onClose={() => {
            setLeaving(null);
          }}
        >
          <p>It can no longer read or write this diary. What it has sent stays.</p>
          <p>
            What it still holds, a copy and entries that it has not sent, stays on it until somebody deletes
            it there or signs it in again.
          </p>
        </Confirm>
      )}
    </section>
  );
}

/** @throws ApiProblem */
async function signOutDevice({ id }: WireDevice): Promise<void> {
  try {
    await request(`/api/devices/${id}`, { method: 'DELETE' });
  } catch (error) {
    // Somebody else was faster.
    if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
  }
}

function currentFirst(devices: readonly WireDevice[]): WireDevice[] {
  return [...devices].sort(
    (a, b) =>
      Number(b.current) - Number(a.current) || (b.lastWriteAt ?? '').localeCompare(a.lastWriteAt ?? ''),
  );
}

/** What tells a device from the others: of several with one name, when each signed in. */
function deviceWords(device: WireDevice, devices: readonly WireDevice[], now: number): string {
  const { kind, lastWriteAt, createdAt } = device;
  const hasTwin = devices.some(({ id, name }) => id !== device.id && name === device.name);
  const signedIn = hasTwin ? dayAndTime(createdAt) : elapsedTime(Date.parse(createdAt), now);
  const wrote =
    lastWriteAt === null
      ? `signed in ${signedIn}, has not written yet`
      : `wrote ${elapsedTime(Date.parse(lastWriteAt), now)}${hasTwin ? `, signed in ${signedIn}` : ''}`;
  const words = kind === null ? wrote : `${sourceName(kind)} · ${wrote}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
