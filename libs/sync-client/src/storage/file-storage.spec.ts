import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform, ppid } from 'node:process';
import { aMutation, aRow, countRows, describeStorage } from '../../test/storage-conformance.js';
import { fileStorage } from './file-storage.js';

/** Bytes between the cuts that are tried: a prime, so that they fall on all kinds of places. */
const CUT_EVERY = 37;

const folders: string[] = [];

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-storage-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

describeStorage('file', async () => fileStorage(await aFolder()));
describeStorage('file, rewritten all the time', async () =>
  fileStorage(await aFolder(), { rewriteFromBytes: 1 }),
);

/** Every file that is open writes, and can neither flush nor take back, until the returned function is called. */
async function breakDisk(anyFile: string): Promise<() => void> {
  const file = await open(anyFile);
  const files = Object.getPrototypeOf(file) as Pick<typeof file, 'datasync' | 'truncate'>;
  await file.close();
  const { datasync, truncate: truncated } = files;
  files.datasync = files.truncate = () => Promise.reject(new Error('the disk is gone'));
  return () => {
    Object.assign(files, { datasync, truncate: truncated });
  };
}

describe('the file storage', () => {
  const put = async (folder: string, from: number, to: number): Promise<void> => {
    const storage = await fileStorage(folder)('anna');
    for (let order = from; order <= to; order++) {
      await storage.write((transaction) => {
        transaction.putMutation(aMutation(order));
        transaction.putRow(aRow('measurement', `m-${order}`));
        return Promise.resolve();
      });
    }
    await storage.close();
  };
  const held = async (folder: string): Promise<number[]> => {
    const storage = await fileStorage(folder)('anna');
    const found = await storage.read(async (reader) => [
      (await reader.queue('pending', 0, 0, 100)).length,
      await countRows(reader),
    ]);
    await storage.close();
    return found;
  };

  it('drops a transaction that a crash cut short, wherever it was cut', async () => {
    const folder = await aFolder();
    const journal = join(folder, 'anna.jsonl');
    await put(folder, 1, 2);
    const two = await readFile(journal);
    await put(folder, 3, 3);
    const three = await readFile(journal);
    for (let size = two.length; size < three.length; size += CUT_EVERY) {
      await writeFile(journal, three);
      await truncate(journal, size);
      expect(await held(folder)).toEqual([2, 2]);
    }
    await put(folder, 4, 4);
    expect(await held(folder)).toEqual([3, 3]);
  });

  it('refuses a journal that is damaged in the middle instead of dropping what follows', async () => {
    const folder = await aFolder();
    const journal = join(folder, 'anna.jsonl');
    await put(folder, 1, 3);
    const bytes = await readFile(journal);
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    await writeFile(journal, bytes);
    await expect(fileStorage(folder)('anna')).rejects.toThrow('damaged at byte 0');
  });

  it('cuts history out of a journal that has grown', async () => {
    const folder = await aFolder();
    const storage = await fileStorage(folder, { rewriteFromBytes: 4_000 })('anna');
    for (let i = 0; i < 300; i++) {
      await storage.write((transaction) => {
        transaction.putMutation(aMutation(1, { tries: i }));
        return Promise.resolve();
      });
    }
    await storage.close();
    expect((await stat(join(folder, 'anna.jsonl'))).size).toBeLessThan(5_000);
    const again = await fileStorage(folder)('anna');
    expect(await again.read((reader) => reader.mutation('key-1'))).toMatchObject({ tries: 299 });
    await again.close();
  });

  it('cuts history out of a journal that is opened and closed all the time', async () => {
    const folder = await aFolder();
    for (let tries = 0; tries < 60; tries++) {
      const storage = await fileStorage(folder, { rewriteFromBytes: 1_000 })('anna');
      await storage.write((transaction) => {
        transaction.putMutation(aMutation(1, { tries }));
        return Promise.resolve();
      });
      await storage.close();
    }
    expect((await stat(join(folder, 'anna.jsonl'))).size).toBeLessThan(3_000);
  });

  it('adds nothing behind a line that it could not take back', async () => {
    const folder = await aFolder();
    const storage = await fileStorage(folder)('anna');
    const write = (order: number): Promise<void> =>
      storage.write((transaction) => {
        transaction.putMutation(aMutation(order));
        return Promise.resolve();
      });
    await write(1);
    const giveBack = await breakDisk(join(folder, 'anna.jsonl'));
    await expect(write(2)).rejects.toThrow('the disk is gone');
    giveBack();
    await expect(write(3)).rejects.toThrow('the disk is gone');
    await storage.close();
    const again = await fileStorage(folder)('anna');
    expect(await again.read((reader) => reader.mutation('key-3'))).toBeUndefined();
    await again.close();
  });

  it('is held by one process at a time, and taken over from one that died', async () => {
    const folder = await aFolder();
    const storage = await fileStorage(folder)('anna');
    await expect(fileStorage(folder)('anna')).rejects.toThrow('has');
    await storage.close();
    await writeFile(join(folder, 'anna.jsonl.999999999.lock'), '');
    expect(await held(folder)).toEqual([0, 0]);
    expect(await readdir(folder)).toEqual(['anna.jsonl']);
  });

  it('is held from the moment on at which another process says so', async () => {
    const folder = await aFolder();
    // Nothing stands in it yet, and never will.
    await writeFile(join(folder, `anna.jsonl.${ppid}.lock`), '');
    await expect(fileStorage(folder)('anna')).rejects.toThrow(`process ${ppid} has`);
    await rm(join(folder, `anna.jsonl.${ppid}.lock`));
    expect(await held(folder)).toEqual([0, 0]);
  });

  // Where /proc tells.
  if (platform === 'linux')
    it('is not held by a process that was killed and that nobody has collected yet', async () => {
      const folder = await aFolder();
      // The shell becomes a program that never waits for the child it got from it, and the child ends only then: while
      // the shell is itself, it may still collect a child that has ended.
      const child = 'until grep -q sleep /proc/$PPID/comm; do :; done';
      const parent = spawn('sh', ['-c', `sh -c '${child}' & echo $!; exec sleep 60`]);
      const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
      const zombie = printed.toString().trim();
      while (!/\) Z /.test(await readFile(`/proc/${zombie}/stat`, 'utf8')));
      await writeFile(join(folder, `anna.jsonl.${zombie}.lock`), '');
      expect(await held(folder)).toEqual([0, 0]);
      parent.kill();
    });

  it('lets go only once, for the file may be held by another by then', async () => {
    const folder = await aFolder();
    const storage = await fileStorage(folder)('anna');
    await storage.close();
    const successor = await fileStorage(folder)('anna');
    await storage.close();
    await expect(fileStorage(folder)('anna')).rejects.toThrow('has');
    await successor.close();
  });
});
