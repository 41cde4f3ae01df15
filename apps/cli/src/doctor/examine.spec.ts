import { emptyTestDatabase, type TestDatabase } from '@daybook/testing';
import { readSettings } from '../settings/read-settings.js';
import { Terminal } from '../terminal/terminal.js';
import { examine, verdict } from './examine.js';

/** The doctor's lines about a database, by the names of the checks, and how it ended. */
async function examined({ apiUrl, ownerUrl }: TestDatabase) {
  const said: string[] = [];
  const output = { write: (text: string) => said.push(text) };
  const settings = readSettings({}, { DATABASE_URL: apiUrl, DAYBOOK_OWNER_URL: ownerUrl }, '/nowhere');
  const code = await examine(new Terminal(output, output, 'text'), settings);
  return { code, said: said.join('') };
}

describe('what the doctor says', () => {
  it('is one thing of a database that was never migrated', async () => {
    const database = await emptyTestDatabase();
    const { code, said } = await examined(database).finally(() => database.drop());
    expect(code).toBe(1);
    // The servers that specs run on are told to forget.
    expect(said.split('\n').filter((line) => /PROBLEM/.test(line) && !line.includes('durability'))).toEqual([
      expect.stringMatching(/^PROBLEM {2}migrations: The database was never migrated: run `.* migrate`\.$/),
    ]);
  });

  it.each([
    [0, 0, 'Nothing is wrong.'],
    [0, 1, 'It works, with 1 warning to look at.'],
    [2, 1, '2 problems found.'],
  ])('ends, after %i problems and %i warnings, with: %s', (problems, warnings, sentence) => {
    expect(verdict(problems, warnings)).toBe(sentence);
  });
});
