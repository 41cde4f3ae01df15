import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this program's package: the sources, the bundle and its chunks lie at different depths below it. */
export function programRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (nameIn(folder) === 'daybook') return folder;
    if (dirname(folder) === folder) throw new Error('the program lies outside its package');
  }
}

/** The version of the package. */
export function programVersion(): string {
  return manifestIn(programRoot())?.version ?? '';
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}

function nameIn(folder: string): string | undefined {
  return manifestIn(folder)?.name;
}

function manifestIn(folder: string): Manifest | undefined {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : undefined;
}
