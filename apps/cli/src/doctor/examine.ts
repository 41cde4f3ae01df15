import { withAnyDatabase } from '../database/with-database.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { Settings } from '../settings/settings.js';
import { counted } from '../terminal/numbers.js';
import type { Terminal } from '../terminal/terminal.js';
import { problem, type Check, type CheckState, type Finding, type Patient } from './check.js';
import { LOG_CHECKS } from './log-checks.js';
import { SERVER_CHECKS } from './server-checks.js';
import { WALL_CHECKS } from './wall-checks.js';

const CHECKS: readonly Check[] = [...SERVER_CHECKS, ...WALL_CHECKS, ...LOG_CHECKS];

const MARKS: Readonly<Record<CheckState, string>> = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' };

/** Looks at everything that can be wrong with an installation, changes nothing, and says what it found. */
export async function examine(terminal: Terminal, settings: Settings): Promise<ExitCode> {
  return withAnyDatabase(terminal, settings, 'use', (installation) =>
    examineAll(terminal, { settings, ...installation }),
  );
}

/** All is said before anything is closed: closing can fail, and what was found must not be lost with it. */
async function examineAll(terminal: Terminal, patient: Patient): Promise<ExitCode> {
  const findings: (Finding & { name: string })[] = [];
  for (const check of CHECKS) {
    const { state, detail, isCause } = await look(check, patient);
    findings.push({ name: check.name, state, detail });
    terminal.tell(`${MARKS[state]}  ${check.name}: ${detail}`);
    if (isCause) break;
  }
  const problems = findings.filter(({ state }) => state === 'problem').length;
  terminal.tell(verdict(problems, findings.filter(({ state }) => state === 'warning').length));
  terminal.answer({ ok: problems === 0, checks: findings });
  return problems === 0 ? EXIT.done : EXIT.problem;
}

/** The last line, in words. */
export function verdict(problems: number, warnings: number): string {
  if (problems > 0) return `${counted(problems, 'problem')} found.`;
  return warnings === 0 ? 'Nothing is wrong.' : `It works, with ${counted(warnings, 'warning')} to look at.`;
}

/** A check that cannot look (no table, no right) has found something too. */
async function look(check: Check, patient: Patient): Promise<Finding> {
  try {
    return await check.look(patient);
  } catch (error) {
    return problem(`It cannot be examined: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
