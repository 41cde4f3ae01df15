import { hashedEvent, type AuditEvent } from '@daybook/contract';
import { canonicalContent, canonicalSkeleton, utf8, type LogEvent } from '@daybook/domain';
import { bytesOfHex, hexOfBytes } from './hex.js';
import { sha256Of } from './sha256-of.js';

/** The first thing that does not hold, and where. */
export interface ChainFault {
  readonly version: number;
  readonly words: string;
}

/** How far the chain was walked. `headHash` is the hash of the last commit that held. */
export interface ChainReport {
  readonly events: number;
  readonly commits: number;
  readonly headHash: string | null;
  readonly fault: ChainFault | null;
}

/** Walks the chain of one subject's log, line by line, from the first; it trusts nothing but the canonical form. */
export class ChainWalk {
  #events = 0;
  #commits = 0;
  #fault: ChainFault | null = null;
  #last: AuditEvent | null = null;
  #open: { readonly line: AuditEvent; readonly event: LogEvent }[] = [];

  get report(): ChainReport {
    const { commithash: headHash = null } = this.#last ?? {};
    return { events: this.#events, commits: this.#commits, headHash, fault: this.#fault };
  }

  /** Takes the next line. After the first fault nothing is looked at any more. */
  async take(line: AuditEvent): Promise<void> {
    if (this.#fault !== null) return;
    const event = hashedEvent(line);
    const refusal = event === null ? 'it is no event that this page can read' : this.#misplaced(line);
    if (event === null || refusal !== null) {
      this.#fault = { version: line.streamversion, words: refusal ?? '' };
      return;
    }
    this.#events += 1;
    this.#open.push({ line, event });
    if (line.streamversion === line.commitlast) await this.#close(line);
  }

  /** Tells the walk that there are no more lines. */
  end(): void {
    const [first] = this.#open;
    if (first !== undefined && this.#fault === null) {
      this.#fault = { version: first.line.commitfirst, words: 'the log ends within this commit' };
    }
  }

  /** Whether the line is the one that is due, and of the same stream and commit as the one before. */
  #misplaced(line: AuditEvent): string | null {
    const [first] = this.#open;
    const before = first?.line ?? this.#last;
    if (line.streamversion !== this.#events + 1) return `version ${this.#events + 1} is missing`;
    if (before !== null && line.streamid !== before.streamid) return 'it belongs to another stream';
    if (first === undefined) return null;
    return commitText(line) === commitText(first.line)
      ? null
      : 'it says something else of its commit than the line before';
  }

  /** A commit is whole: it has to follow the one before and be what was hashed. */
  async #close(line: AuditEvent): Promise<void> {
    const words = await this.#faultOfCommit(line);
    if (words !== null) {
      this.#fault = { version: line.commitfirst, words };
      return;
    }
    this.#commits += 1;
    this.#last = line;
    this.#open = [];
  }

  async #faultOfCommit(line: AuditEvent): Promise<string | null> {
    const { commitfirst: firstVersion, commitlast: lastVersion, previoushash, time, salt } = line;
    const last = this.#last;
    const events = this.#open.map(({ event }) => event);
    if (events.length !== lastVersion - firstVersion + 1) return 'its commit lacks events, or has too many';
    if (previoushash !== last?.commithash) return 'its commit does not name the hash of the commit before';
    if (last !== null && Date.parse(time) < Date.parse(last.time))
      return 'its commit is older than the one before';
    if (salt !== undefined && (await contentHash(line, salt, events)) !== line.contenthash) {
      return 'the content of its commit is not what was hashed';
    }
    return (await commitHash(line, events)) === line.commithash ? null : 'its commit is not what was hashed';
  }
}

/** What every line of a commit repeats of it. */
function commitText(line: AuditEvent): string {
  const { commitid, commitfirst, commitlast, commithash, contenthash, previoushash, salt, time, data } = line;
  const { actor, device, requestId, reason } = data;
  return JSON.stringify([
    [commitid, commitfirst, commitlast, commithash, contenthash, previoushash, salt, time],
    [actor, device, requestId, reason],
  ]);
}

async function contentHash({ data }: AuditEvent, salt: string, events: readonly LogEvent[]): Promise<string> {
  const { actor: actorId, device: deviceId, requestId, reason } = data;
  const content = canonicalContent({ actorId, deviceId, requestId, reason, events });
  return hexOfBytes(await sha256Of(bytesOfHex(salt), utf8(content)));
}

async function commitHash(line: AuditEvent, events: readonly LogEvent[]): Promise<string> {
  const skeleton = canonicalSkeleton({
    streamId: line.streamid,
    commitId: line.commitid,
    firstVersion: line.commitfirst,
    lastVersion: line.commitlast,
    recordedAt: Date.parse(line.time),
    events,
  });
  const previous = bytesOfHex(line.previoushash ?? '');
  return hexOfBytes(await sha256Of(previous, utf8(skeleton), bytesOfHex(line.contenthash)));
}
