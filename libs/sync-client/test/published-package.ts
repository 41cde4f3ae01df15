import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { env as ownVariables, execPath } from 'node:process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(PACKAGE, '../../node_modules');

/** What an app would install beside it: React, and types. */
const BORROWED = [
  'react',
  'react-dom',
  'scheduler',
  '@types/react',
  '@types/node',
  'undici-types',
  'csstype',
];

/** The package as npm would publish it, installed in a folder of its own where nothing else is. */
export class PublishedPackage {
  readonly folder: string;
  /** What is in the archive. */
  readonly files: readonly string[];

  private constructor(folder: string, files: readonly string[]) {
    this.folder = folder;
    this.files = files;
  }

  /** Builds, packs and installs it; npm finds nothing to download. */
  static async install(): Promise<PublishedPackage> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'daybook-package-')));
    // Of its own, because who runs this may have no home to keep one in.
    const env = { ...ownVariables, npm_config_cache: join(folder, '.npm') };
    const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: PACKAGE, env });
    // Before the JSON there is what the build had to say.
    const [{ filename, files }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n'))) as [
      { filename: string; files: { path: string }[] },
    ];
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    const quietly = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', ['install', ...quietly, `./${filename}`], { cwd: folder, env });
    await mkdir(join(folder, 'node_modules/@types'));
    for (const name of BORROWED) await symlink(join(MODULES, name), join(folder, 'node_modules', name));
    return new PublishedPackage(
      folder,
      files.map(({ path }) => path),
    );
  }

  /** Runs a module there by plain Node, and returns what it prints. */
  async node(code: string): Promise<string> {
    const { stdout } = await run(execPath, ['--input-type=module', '-e', code], { cwd: this.folder });
    return stdout;
  }

  /** Checks modules against its declarations, whole, as strictly as can be; returns what the compiler says. */
  async typecheck(modules: Readonly<Record<string, string>>): Promise<string> {
    for (const [name, code] of Object.entries(modules)) await writeFile(join(this.folder, name), code);
    const options = [
      '--strict',
      '--noUncheckedIndexedAccess',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--jsx',
      'react-jsx',
    ];
    const types = ['--lib', 'es2023,dom,dom.iterable,dom.asynciterable', '--types', 'node'];
    const tsc = [join(MODULES, 'typescript/bin/tsc'), ...options, ...types, ...Object.keys(modules)];
    return run(execPath, tsc, { cwd: this.folder }).then(
      () => '',
      (error: unknown) => (error as { stdout: string }).stdout,
    );
  }

  /** What a page loads of a module that is bundled and minified. */
  async bundle(code: string): Promise<Buffer> {
    const vite = pathToFileURL(join(MODULES, 'vite/dist/node/index.js')).href;
    await writeFile(join(this.folder, 'entry.js'), code);
    const options = {
      root: this.folder,
      configFile: false,
      logLevel: 'silent',
      build: {
        outDir: 'bundle',
        target: 'es2022',
        rolldownOptions: {
          input: 'entry.js',
          external: ['react', 'react/jsx-runtime'],
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: 'entry.js' },
        },
      },
    };
    await this.node(`import { build } from '${vite}'; await build(${JSON.stringify(options)});`);
    return readFile(join(this.folder, 'bundle/entry.js'));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
