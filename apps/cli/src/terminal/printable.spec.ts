import { printable, printableLine } from './printable.js';
import { Terminal } from './terminal.js';

describe('what somebody else wrote', () => {
  const name = 'phone\u001b[2J\u009b31m\u202e\r';
  const spelt = 'phone\\u001b[2J\\u009b31m\\u202e\\u000d';

  it('commands no terminal', () => {
    expect(printable(name)).toBe(spelt);
    expect(printable('Robin’s 12\u202f000 Ütürü 电话\n\tfine')).toBe(
      'Robin’s 12\u202f000 Ütürü 电话\n\tfine',
    );
  });

  it('makes no line of its own', () => {
    expect(printableLine('phone\nToken: dbk_forged\t')).toBe('phone\\u000aToken: dbk_forged\\u0009');
  });

  it.each(['text', 'json'] as const)('is spelt out by everything that a command says, in %s', (mode) => {
    const said: string[] = [];
    const output = { write: (text: string) => said.push(text) };
    const terminal = new Terminal(output, output, mode);
    terminal.tell(name);
    terminal.announce(name);
    terminal.note(name);
    terminal.answer({ name });
    expect(said.join('').replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
    if (mode === 'json') expect(JSON.parse(said.at(-1) ?? '')).toEqual({ name });
  });
});
