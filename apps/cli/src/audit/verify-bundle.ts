import { isDeepStrictEqual } from 'node:util';
import { commitFault, type EvidentCommit } from '@daybook/event-log';
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

/**
 * What a bundle says of one stream. The hashes prove the stream by its id; that it is the subject's is what the lines
 * say: erasure must leave nothing of a person, so that no hash covers who it is. `headHash` is the hash of the last
 * commit, `ending` whether that is the exported head.
 */
export interface BundleReport {
  readonly subject: string | null;
  readonly streamId: string | null;
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
  previous: EvidentCommit | null;
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
  const { subject, streamId, commits, events, previous, head } = walk;
  return {
    subject,
    streamId,
    commits,
    events,
    version: previous?.lastVersion ?? 0,
    headHash: previous ? hex(previous.hash) : null,
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

/** A commit is complete: it is held against the one before. */
function close(walk: Walk, commit: BundleCommit): void {
  const evident: EvidentCommit = { ...commit, events: walk.open };
  const fault = commitFault(commit.streamId, evident, walk.previous);
  if (fault !== null) throw new Fault(`its commit does not hold: ${fault}`, commit);
  walk.commits += 1;
  walk.previous = evident;
  walk.open = [];
}

function finish({ open, previous, head, events }: Walk): void {
  const [first] = open;
  if (first) throw new Fault('the bundle ends within a commit: it was cut off', first.commit);
  if (head === null) return;
  if (head.version !== events || previous === null || head.hash !== hex(previous.hash)) {
    throw new Fault(
      `the bundle was exported up to version ${head.version} and ends at ${events}: it was cut off, or its head changed`,
    );
  }
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
