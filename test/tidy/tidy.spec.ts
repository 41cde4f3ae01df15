import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rules of the house that no linter knows, checked over every file that belongs to it. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const FILE_LINES_MAX = 300;

interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
}

/** Folders that belong to nobody's source: what `.gitignore` names, and git's own. */
const PASSED_OVER = new Set([
  '.git',
  ...readFileSync(join(ROOT, '.gitignore'), 'utf8')
    .split('\n')
    .flatMap((line) => (line.endsWith('/') ? [line.slice(0, -1)] : [])),
]);

/** Every file of the project, relative to its root; read from the disk, because an unpacked archive has no git. */
function projectFiles(folder = ''): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return PASSED_OVER.has(entry.name) ? [] : projectFiles(path);
  });
}

const files = projectFiles();
const texts: SourceFile[] = files
  .filter((path) => /\.(ts|tsx|js|mjs|cjs|css|html|json|md|yml|sh)$|^\.ci\/run$|Dockerfile$/u.test(path))
  .filter((path) => !path.startsWith('test/fixtures/') && path !== 'package-lock.json')
  .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n') }));
const sources = texts.filter(({ path }) => /\.(ts|tsx)$/u.test(path));
const code = sources.filter(({ path }) => !/\.spec\.tsx?$|(^|\/)test\//u.test(path));

/** `path:line` of every line that a pattern finds. */
function places(inFiles: readonly SourceFile[], pattern: RegExp): string[] {
  return inFiles.flatMap(({ path, lines }) =>
    lines.flatMap((line, i) =>
      pattern.test(line) ? [`${path}:${i + 1}: ${line.trim().slice(0, 100)}`] : [],
    ),
  );
}

const others = (inFiles: readonly SourceFile[]): SourceFile[] =>
  inFiles.filter(({ path }) => !path.startsWith('test/tidy/'));

describe('the tree', () => {
  it(`keeps every source file within ${FILE_LINES_MAX} lines`, () => {
    const long = code
      .filter(({ lines }) => lines.length - 1 > FILE_LINES_MAX)
      .map(({ path, lines }) => `${path}: ${lines.length - 1}`);
    expect(long).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const odd = sources.filter(
      ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$/u.test(basename(path)),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('has no file or folder that is named after nothing', () => {
    const vague = /(^|[/.-])(utils?|helpers?|common|misc|manager|shared|base|info|data2|lib)([/.-]|$)/u;
    expect(files.filter((path) => /\.tsx?$/u.test(path) && vague.test(path))).toEqual([]);
  });

  it('leaves nothing for later', () => {
    expect(places(others(texts), /\b(TODO|FIXME|XXX|HACK)\b|not implemented/u)).toEqual([]);
  });

  it('skips and focuses no test', () => {
    expect(
      places(
        others(sources),
        /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(|\bf(it|describe)\(/u,
      ),
    ).toEqual([]);
  });

  it('names no path of a machine', () => {
    const machine = /(^|[\s"'`(=])\/(tmp|work|root|home\/[a-z]+)\//u;
    const allowed = new Set(['Dockerfile', 'docker-compose.yml']);
    expect(
      places(
        others(texts).filter(({ path }) => !allowed.has(path)),
        machine,
      ),
    ).toEqual([]);
  });

  it('exports by name only', () => {
    const configuration = /\.config\.(ts|js)$/u;
    expect(
      places(
        others(sources).filter(({ path }) => !configuration.test(path)),
        /^export default\b/u,
      ),
    ).toEqual([]);
  });

  it('names no registry in its lock file', () => {
    expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/u);
  });
});

describe('the documents', () => {
  const documents = texts.filter(({ path }) => path.endsWith('.md'));

  it('link only to files that are there', () => {
    const broken = documents.flatMap(({ path, lines }) =>
      [...lines.join('\n').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)]*)?\)/gu)]
        .map(([, target]) => join(dirname(path), target ?? ''))
        .filter((target) => !existsSync(join(ROOT, target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name, for every clause of the protocol, a test that exists', () => {
    const protocol = documents.find(({ path }) => path === 'docs/protocol.md');
    const enforced = [...(protocol?.lines.join('\n') ?? '').matchAll(/^\s*Enforced by\s+(.+)$/gmu)].map(
      ([, rest]) => rest ?? '',
    );
    const clauses = protocol?.lines.filter((line) => /^\*\*[A-Z]\d+\.\*\*/u.test(line)) ?? [];
    expect(clauses.length).toBeGreaterThan(20);
    expect(enforced).toHaveLength(clauses.length);
    const missing = enforced.flatMap((rest) =>
      [...rest.matchAll(/`([^`]+)`(?:\s+\(“([^”]+)”\))?/gu)].flatMap(([, file = '', sentence]) => {
        if (!existsSync(join(ROOT, file))) return [`no file ${file}`];
        if (sentence === undefined) return [];
        return readFileSync(join(ROOT, file), 'utf8').includes(sentence)
          ? []
          : [`${file} has no “${sentence}”`];
      }),
    );
    expect(missing).toEqual([]);
  });

  it('name, in the README of the sync client, sentences that its specs have', () => {
    const rows = documents
      .find(({ path }) => path === 'libs/sync-client/README.md')
      ?.lines.filter((line) => /^\| \d+ /u.test(line));
    expect(rows).toHaveLength(25);
    const specs = sources
      .filter(({ path }) => /^(libs\/sync-client|test\/simulation)\/.*\.spec\.tsx?$/u.test(path))
      .map(({ lines }) => lines.join('\n'))
      .join('\n');
    const sentences = [...(rows?.join('\n') ?? '').matchAll(/“([^”]+)”/gu)].map(
      ([, sentence]) => sentence ?? '',
    );
    expect(sentences.length).toBeGreaterThan(25);
    expect(sentences.filter((sentence) => !specs.includes(sentence))).toEqual([]);
  });
});
