import { isDeepStrictEqual } from 'node:util';
import { commitHash, contentHash } from '@daybook/event-log';
import {
  bundleLine,
  UnreadableLine,
  type BundleCommit,
  type BundleHead,
  type BundleLine,
} from './bundle-line.js';

/** The first thing that does not hold: on which line, in which version if it could be read. */
export interface BundleFault {
  readonly line: number;
  readonly version: number | null;
  readonly commitId: string | null;
  readonly fault: string;
}

/** What a bundle says of one stream. `head` is what its last commit's hash is; `ended` whether that is the exported head. */
export interface BundleReport {
  readonly subject: string | null;
  readonly commits: number;
  readonly events: number;
  readonly version: number;
  readonly headHash: string | null;
  readonly ending: 'at_exported_head' | 'unknown';
  readonly fault: BundleFault | null;
}

interface Walk {
  subject: string | null;
  streamId: string | null;
  commits: number;
  events: number;
  previous: BundleCommit | null;
  open: BundleLine[];
  head: BundleHead | null;
}

class Fault extends Error {
  constructor(
    message: string,
    readonly commit: BundleCommit | null = null,
    readonly version: number | null = null,
  ) {
    super(message);
  }
}

/**
 * Verifies an export with nothing else at hand: every field, every hash, no gap, and that the end is the head that
 * the first line names. Reads line by line and stops at the first fault. Lines of the audit route, whose first names
 * no head, are verified as well, but whether later events exist is then `unknown`.
 */
export async function verifyBundle(lines: AsyncIterable<string>): Promise<BundleReport> {
  const walk: Walk = {
    subject: null,
    streamId: null,
    commits: 0,
    events: 0,
    previous: null,
    open: [],
    head: null,
  };
  let at = 0;
  try {
    for await (const text of lines) {
      at += 1;
      take(walk, bundleLine(text));
    }
    finish(walk);
    return report(walk, null);
  } catch (error) {
    if (error instanceof UnreadableLine) {
      return report(walk, { line: at, version: null, commitId: null, fault: error.message });
    }
    if (!(error instanceof Fault)) throw error;
    const { message, commit, version } = error;
    return report(walk, {
      line: at,
      version: version ?? commit?.firstVersion ?? null,
      commitId: commit?.commitId ?? null,
      fault: message,
    });
  }
}

function report(walk: Walk, fault: BundleFault | null): BundleReport {
  const { subject, commits, events, previous, head } = walk;
  return {
    subject,
    commits,
    events,
    version: previous?.lastVersion ?? 0,
    headHash: previous?.hash ?? null,
    ending: fault === null && head !== null ? 'at_exported_head' : 'unknown',
    fault,
  };
}

function take(walk: Walk, line: BundleLine): void {
  const { version, commit } = line;
  if (walk.events === 0) {
    walk.subject = commit.subject;
    walk.streamId = commit.streamId;
    walk.head = line.head;
  }
  if (version !== walk.events + 1) {
    throw new Fault(
      `it is version ${version} where version ${walk.events + 1} is due: a line is missing, or too many`,
      commit,
      version,
    );
  }
  const [first] = walk.open;
  if (first && !isDeepStrictEqual(first.commit, commit)) {
    throw new Fault('it says something else of its commit than the line before', first.commit, version);
  }
  if (commit.streamId !== walk.streamId || commit.subject !== walk.subject) {
    throw new Fault('it belongs to another stream', commit, version);
  }
  walk.events += 1;
  walk.open.push(line);
  if (version === commit.lastVersion) close(walk, commit);
}

/** A commit is whole: it must follow the one before and be what was hashed. */
function close(walk: Walk, commit: BundleCommit): void {
  const { previous, open } = walk;
  const { firstVersion, recordedAt, salt, commitId, lastVersion } = commit;
  const refuse = (fault: string) => {
    throw new Fault(fault, commit);
  };
  if (open.length !== lastVersion - firstVersion + 1) refuse('its commit lacks events, or has too many');
  if (commit.previousHash !== (previous?.hash ?? null))
    refuse('its commit does not name the hash of the commit before');
  if (previous && recordedAt < previous.recordedAt)
    refuse('its commit was recorded before the commit before it');
  const events = open.map(({ event }) => event);
  if (salt !== null) {
    const { actorId, deviceId, requestId, reason } = commit;
    const content = contentHash(bytes(salt), { actorId, deviceId, requestId, reason, events });
    if (hex(content) !== commit.contentHash) refuse('the content of its commit is not what was hashed');
  }
  const skeleton = { streamId: commit.streamId, commitId, firstVersion, lastVersion, recordedAt, events };
  const previousHash = commit.previousHash === null ? null : bytes(commit.previousHash);
  const hash = commitHash(previousHash, skeleton, bytes(commit.contentHash));
  if (hex(hash) !== commit.hash) refuse('the skeleton of its commit is not what was hashed');
  walk.commits += 1;
  walk.previous = commit;
  walk.open = [];
}

function finish({ open, previous, head, events }: Walk): void {
  const [first] = open;
  if (first) throw new Fault('the bundle ends within a commit: it was cut off', first.commit);
  if (head === null) return;
  if (head.version !== events || head.hash !== previous?.hash) {
    throw new Fault(
      `the bundle was exported up to version ${head.version} and ends at ${events}: it was cut off, or its head changed`,
    );
  }
}

function bytes(hexText: string): Uint8Array {
  return Buffer.from(hexText, 'hex');
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
