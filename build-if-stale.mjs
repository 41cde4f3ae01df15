/**
 * Builds what is missing or older than its sources: `node build-if-stale.mjs [server|dashboard] [--force]`.
 *
 * A build is made in a folder beside the one that is served, then its files are renamed into place, programs last.
 * Files of the former build stay for a week, because a server that runs on it still loads its hashed chunks by
 * name. "Older" is told from the contents of the sources, not from dates, which a checkout or a copy changes.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const keepFormerBuildMs = 7 * 24 * 60 * 60 * 1000;
const shared = ['package-lock.json', 'tsconfig.base.json', 'build-if-stale.mjs'];

const parts = {
  server: {
    config: 'vite.server.config.ts',
    entries: ['apps/api/src/main.ts', 'apps/cli/src/main.ts'],
    sources: ['apps/api', 'apps/cli', 'libs', 'migrations', 'test/bench', 'vite.server.config.ts', ...shared],
    programs: ['api.js', 'cli.js', 'bench.js'],
  },
  dashboard: {
    config: 'vite.config.ts',
    entries: ['apps/dashboard/index.html'],
    sources: [
      'apps/dashboard',
      'libs/domain',
      'libs/contract',
      'libs/sync-client',
      'vite.config.ts',
      ...shared,
    ],
    programs: ['index.html'],
  },
};

/** Every file below a folder, as paths relative to it, in one order on every machine. */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name))).sort();
}

async function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const source of sources.map((name) => join(root, name)).filter(existsSync)) {
    const names = (await stat(source)).isFile() ? [''] : await filesBelow(source);
    for (const name of names.filter(
      (file) => !/\.spec\.tsx?$|(^|[\\/])(dist|node_modules)[\\/]/.test(file),
    )) {
      const path = join(source, name);
      hash
        .update(`${relative(root, path)}\0`)
        .update(await readFile(path))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function publish(built, target, programs) {
  const names = await filesBelow(built);
  const last = names.filter((name) => programs.includes(name));
  for (const name of [...names.filter((name) => !programs.includes(name)), ...last]) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    if (name.endsWith('cli.js')) await chmod(join(built, name), 0o755);
    await rename(join(built, name), join(target, name));
  }
  for (const name of (await filesBelow(target)).filter((name) => !names.includes(name))) {
    const path = join(target, name);
    if (Date.now() - (await stat(path)).mtimeMs > keepFormerBuildMs) await rm(path);
  }
}

async function loadVite() {
  try {
    return await import('vite');
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function buildPart(name, force) {
  const part = parts[name];
  if (!part.entries.some((entry) => existsSync(join(root, entry)))) return;
  const target = join(root, 'dist', name);
  const stamp = join(root, 'dist', `.${name}.sha256`);
  const wanted = await fingerprint(part.sources);
  const complete = part.programs.every((program) => existsSync(join(target, program)));
  if (!force && complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  const vite = await loadVite();
  if (vite === undefined) {
    // An installation without the build tools keeps the build it came with, or is built by whoever installs it.
    if (complete || process.env.npm_lifecycle_event === 'prepare') return;
    throw new Error(`the ${name} is not built and the build tools are not installed: run \`npm ci\``);
  }
  const built = join(root, 'dist', `.${name}-${process.pid}`);
  try {
    await vite.build({
      configFile: join(root, part.config),
      logLevel: 'warn',
      build: { outDir: built, emptyOutDir: true },
    });
    await publish(built, target, part.programs);
    await writeFile(stamp, wanted);
  } finally {
    await rm(built, { recursive: true, force: true });
  }
}

const names = process.argv.slice(2).filter((argument) => argument in parts);
process.chdir(root);
for (const name of names.length > 0 ? names : Object.keys(parts)) {
  await buildPart(name, process.argv.includes('--force'));
}
