import { checkMutationId } from '@daybook/domain';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { readTraces } from './read-traces.js';
import { traceText } from './trace-text.js';

/** Says where an acknowledged mutation went: its commit and event, its record and what became of it, its changes. */
export async function traceMutation(terminal: Terminal, pool: Pool, text: string): Promise<ExitCode> {
  // When it was made does not matter here, only that it can be a mutation id.
  const checked = checkMutationId(text, Infinity);
  if (!checked.ok)
    throw new UsageError(`"${text}" is no mutation id: it is a UUIDv7, as it was sent in \`id\`.`);
  const traces = await readTraces(pool, checked.id);
  if (traces.length === 0) {
    terminal.tell(
      `No log holds the mutation ${checked.id}. It was never accepted here: it did not arrive, was rejected, or said what a record with its external id said already (duplicate).`,
    );
  }
  for (const trace of traces) terminal.tell(traceText(trace));
  terminal.answer({ mutationId: checked.id, found: traces });
  return traces.length === 0 ? EXIT.problem : EXIT.done;
}
