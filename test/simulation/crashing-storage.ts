import type { OpenStorage, ReplicaStorage, StorageTransaction } from '@daybook/sync-client';
import { LedgerPage, OutboxLedger } from './outbox-ledger.js';

/** The process is gone in the middle of what it did. */
class Crash extends Error {}

/** The writing members of a transaction. Each is a place where a process may die. */
const WRITES = new Set<PropertyKey>([
  'putMeta',
  'putRow',
  'deleteRow',
  'deleteRowsBefore',
  'putMutation',
  'deleteMutation',
  'clear',
]);

/**
 * A disk whose process dies at a chosen write: within a transaction, which is then rolled back, or right after the
 * commit, of which the process never learns. What was committed is there for the process that comes after.
 */
export class CrashingStorage {
  /** Writes until the crash; `Infinity` for never. */
  writesLeft = Infinity;
  readonly ledger = new OutboxLedger();
  readonly #open: OpenStorage;
  readonly #crashed: () => void;

  constructor(open: OpenStorage, crashed: () => void) {
    this.#open = open;
    this.#crashed = crashed;
  }

  /** The storage as a process sees it for as long as `isAlive`. */
  openFor(isAlive: () => boolean): OpenStorage {
    return async (subject) => {
      const storage = await this.#open(subject);
      const write: ReplicaStorage['write'] = async (work) => {
        if (!isAlive()) return never();
        try {
          const page = new LedgerPage();
          const result = await storage.write((transaction) => work(this.#watched(transaction, page)));
          this.ledger.commit(page);
          if (this.writesLeft > 0) return isAlive() ? result : await never();
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
        }
        this.writesLeft = Infinity;
        this.#crashed();
        return never();
      };
      return {
        sharedAs: subject,
        write,
        read: (work) => (isAlive() ? storage.read(work) : never()),
        close: () => Promise.resolve(),
      };
    };
  }

  /** Counts writes: with the last one left the transaction still commits and the process dies, below it never does. */
  #watched(transaction: StorageTransaction, page: LedgerPage): StorageTransaction {
    return new Proxy(transaction, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as (...values: unknown[]) => unknown;
        if (!WRITES.has(name)) return member.bind(target);
        return (...values: unknown[]): unknown => {
          this.writesLeft--;
          if (this.writesLeft < 0) throw new Crash();
          if (name === 'putMutation') page.put.push(values[0] as LedgerPage['put'][number]);
          if (name === 'deleteMutation') page.deleted.push(values[0] as number);
          return member.apply(target, values);
        };
      },
    });
  }
}

/** What a dead process waits for. */
function never<Result>(): Promise<Result> {
  return new Promise(() => undefined);
}
