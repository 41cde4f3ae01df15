import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolderState } from './data-folder.js';

describe('a data folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daybook-folder-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is vacant when it is missing, empty, or holds what an unfinished start left', () => {
    expect(dataFolderState(join(folder, 'missing'))).toBe('vacant');
    expect(dataFolderState(folder)).toBe('vacant');
    for (const name of ['holds', 'lost+found', '.postgres-17-abc', 'binaries-18.4.0'])
      mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'pseudonym.key'), '');
    expect(dataFolderState(folder)).toBe('vacant');
  });

  it('is foreign as soon as anything else stands in it, also a folder that is merely called postgres', () => {
    mkdirSync(join(folder, 'postgres'));
    expect(dataFolderState(folder)).toBe('foreign');
    rmSync(join(folder, 'postgres'), { recursive: true });
    writeFileSync(join(folder, 'thesis.doc'), '');
    expect(dataFolderState(folder)).toBe('foreign');
  });

  it('is an installation when it holds a cluster, whatever else stands in it', () => {
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'secrets.json'), '{}');
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(dataFolderState(folder)).toBe('installation');
  });

  it('is no folder when it is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => dataFolderState(join(folder, 'file'))).toThrow('ENOTDIR');
  });
});
